# The statistics judged on invented desks; included by the Makefile of the house, whose `build` leaves ./onpar.

# For example SIMULATE='--scenario small --seeds 100 --jobs 1'. Stopped runs go on where they were.
SIMULATE ?=

.PHONY: simulate simulate-results

simulate: simulate-build ## judge intervals and verdicts on samples whose truth is known
	@python3 Scripts/simulation/run.py $(SIMULATE)

simulate-results: simulate-build ## the same, and renew the tables of Docs/Statistics.md
	@python3 Scripts/simulation/run.py --write $(SIMULATE)

.PHONY: simulate-build
simulate-build: build
	@swift build -c release --static-swift-stdlib --product simulate
