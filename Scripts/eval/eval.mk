# Signals held against what people said; included by the Makefile of the house, whose `build` leaves ./onpar.

# The folder of the labelled corpora, in the layout that its own page describes.
CORPORA ?= ../shared/data
# For example EVAL='--split train star convabuse'.
EVAL ?=

.PHONY: eval eval-results train-signals train-signals-check

eval: build ## precision, recall and areas of each signal on the dev splits, with intervals
	@python3 Scripts/eval/evaluate.py ./onpar $(CORPORA) $(EVAL)

eval-results: build ## the same, and renew the table of Docs/Signals.md
	@python3 Scripts/eval/evaluate.py ./onpar $(CORPORA) --write Docs/Signals.md $(EVAL)

train-signals: ## learn the weights of Sources/Signals again; the same data give the same bytes
	@swift build -c release --static-swift-stdlib --product signal-training
	@"$$(swift build -c release --show-bin-path)/signal-training" $(CORPORA) Scripts/eval Sources/Signals/Model/ShippedWeights.swift

train-signals-check: ## learn the weights again beside those that ship, and fail when a byte differs
	@swift build -c release --static-swift-stdlib --product signal-training
	@"$$(swift build -c release --show-bin-path)/signal-training" $(CORPORA) Scripts/eval .build/weights.swift
	@cmp .build/weights.swift Sources/Signals/Model/ShippedWeights.swift
