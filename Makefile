# Every errand by name. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Two flavours are compiled, each once: a release binary to run, a debug build to test. Both live in .build and share
# the sources of the dependencies. Other flags would compile everything again: give them a --scratch-path of their own.
BUILD_FLAGS := -c release --static-swift-stdlib --product onpar

# `make build ISAL=1`: gzip is inflated through ISA-L. zlib is the default, which works everywhere.
ISAL ?=
ISAL_FLAGS := --traits ISAL --scratch-path .build-isal
ifneq ($(ISAL),)
BUILD_FLAGS += $(ISAL_FLAGS)
endif

# As pkg-config names them. They are linked into the program where that can be done, which saves every start a tenth of
# a small report's time; `make build SHARED=1` leaves them to the system, which then keeps them up to date.
LIBRARIES := libxml-2.0 zlib libcrypto sqlite3 yaml-0.1 $(if $(ISAL),libisal)
SHARED ?=
LINK_FLAGS = $(if $(SHARED),,$$(Scripts/static-libraries.sh .build/static $(LIBRARIES)))

# The input of the committed report. Its gzip and XML twins hold the same conversations.
SAMPLE := SampleData/easy-topics.messages.jsonl

SOURCES := Sources Tests Fuzzing Package.swift

# What `make fuzz` runs, and for how long.
TARGET ?= records
MINUTES ?= 5

.PHONY: help deps build report test test-isal lint format golden sample-data check fuzz clean

help: ## list the errands
	@echo 'make report    builds Onpar and writes Reports/report.html from SampleData/'
	@echo 'make test      runs all quick tests'
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 20

deps: ## install the system libraries that are absent (Debian, Ubuntu)
	@ISAL=$(ISAL) Scripts/install-dependencies.sh

build: deps ## compile the release binary and put it at ./onpar; ISAL=1 inflates gzip in half the time
	@started=$$SECONDS; \
	swift build $(BUILD_FLAGS) $(LINK_FLAGS); \
	cp "$$(swift build $(BUILD_FLAGS) --show-bin-path)/onpar" onpar.new; \
	mv -f onpar.new onpar; \
	echo "Built in $$((SECONDS - started)) s: ./onpar ($$(du -h onpar | cut -f1), Swift's libraries inside)"

report: build ## write the report on SampleData/ to Reports/
	@started=$$SECONDS; \
	./onpar report $(SAMPLE) --out Reports; \
	echo "Written in $$((SECONDS - started)) s. Open Reports/report.html in a browser, or read Reports/report.md."

test: deps ## run all quick tests, as CI does
	@started=$$SECONDS; \
	swift test; \
	echo "Tested in $$((SECONDS - started)) s, build included."

test-isal: ISAL := 1
test-isal: deps ## test the reading of bytes with gzip through ISA-L, beside zlib; not in CI, for it compiles everything again
	@swift test $(ISAL_FLAGS) --filter ByteStreamsTests

lint: ## check the layout of the sources; changes nothing
	@swift format lint --strict -r -p $(SOURCES)
	@echo 'Lint: nothing to say.'

format: ## bring the sources into the house layout
	@swift format -i -r -p $(SOURCES)

golden: report ## renew Reports/ and the README's answer on purpose; read the diff before you commit it
	@Scripts/readme-answer.sh
	@git --no-pager diff --stat -- Reports README.md
	@git ls-files --others --exclude-standard -- Reports | sed 's/^/ new: /'

sample-data: build ## make the files of SampleData/ again; the same bytes everywhere
	@mkdir -p SampleData; cd SampleData; make_one() { ../onpar sample --scenario easy-topics --seed 1 "$$@"; }; \
	make_one --layout messages > easy-topics.messages.jsonl; \
	gzip -9n < easy-topics.messages.jsonl > easy-topics.messages.jsonl.gz; \
	make_one --layout xml > easy-topics.xml; \
	make_one --truth > easy-topics.truth.json; \
	ls -l easy-topics.*

check: ## everything that CI does: tests, the report compared with the committed one, browser and tables, lint
	@.ci/run

fuzz: deps ## throw arbitrary bytes at a parser: make fuzz TARGET=xml MINUTES=20
	@Fuzzing/run $(TARGET) $(MINUTES)

clean: ## remove everything that was built
	@rm -rf .build .build-* onpar onpar.new onpar_*.deb

include Benchmarks/bench.mk
include Scripts/simulation/simulation.mk
include Scripts/eval/eval.mk
include Scripts/packaging/packaging.mk
include Scripts/pictures/pictures.mk
include integrations/integrations.mk
