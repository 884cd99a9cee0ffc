# Benchmarks; included by the Makefile of the house, whose `build` leaves ./onpar.

# Where inputs (2 GB) and the peers' Python live. Not in the repository's history; another disk is as good.
BENCH_DATA ?= Benchmarks/.data
BENCH_VENV ?= Benchmarks/.data/venv
BENCH_ROUNDS ?= 5
BENCH_LARGE_ROUNDS ?= 5

BENCH_RUN = python3 Benchmarks/run.py --data $(BENCH_DATA) --python $(BENCH_VENV)/bin/python \
	--rounds $(BENCH_ROUNDS) --large-rounds $(BENCH_LARGE_ROUNDS)

.PHONY: bench bench-formats bench-costs bench-peers bench-comparison bench-growth bench-scale bench-results bench-check bench-check-renew

bench: build ## measure `onpar report` at start, on 100 MB in all layouts and on 1 GB, and the reading of every format
	@Scripts/install-dependencies.sh xmllint=libxml2-utils
	@$(BENCH_RUN) start layouts large
	@python3 Benchmarks/formats.py --data $(BENCH_DATA)

bench-formats: build ## measure how fast each format is read, and renew its table
	@python3 Benchmarks/formats.py --data $(BENCH_DATA) --write

bench-peers: build $(BENCH_VENV)/installed ## measure it beside DuckDB, Polars and plain Python
	@$(BENCH_RUN) peers peers-large peers-sentences peers-gzip

bench-comparison: deps ## measure the comparison stage on ten million invented contacts
	@swift build -c release --product comparison-benchmark
	@python3 Benchmarks/comparison.py --write "$$(swift build -c release --show-bin-path)/comparison-benchmark"

bench-costs: build ## measure what a message costs, part by part, and renew its table (needs perf)
	@Scripts/install-dependencies.sh perf=linux-perf llvm-symbolizer=llvm
	@python3 Benchmarks/costs.py --data $(BENCH_DATA) --write

bench-growth: build ## measure from 100 MB to 4 GB, with and without --memory; renews the table and the drawing (8 GB of inputs)
	@python3 Benchmarks/growth.py --data $(BENCH_DATA) --write

bench-scale: build ## measure the parts of a run that machines share, and renew the table of Docs/Scale.md
	@python3 Benchmarks/scale.py --data $(BENCH_DATA) --write

bench-check: build ## count the instructions of a message, and fail when they are more than Benchmarks/instructions.json says
	@Scripts/install-dependencies.sh valgrind=valgrind strip=binutils
	@python3 Benchmarks/instructions.py

bench-check-renew: build
	@Scripts/install-dependencies.sh valgrind=valgrind strip=binutils
	@python3 Benchmarks/instructions.py --write

bench-results: build $(BENCH_VENV)/installed ## measure alone and beside the peers, and renew those tables of Benchmarks/RESULTS.md
	@Scripts/install-dependencies.sh xmllint=libxml2-utils
	@$(BENCH_RUN) --write

$(BENCH_VENV)/installed: Benchmarks/peers/requirements.txt
	@echo 'Installing DuckDB and Polars into $(BENCH_VENV)'
	@python3 -m venv $(BENCH_VENV)
	@$(BENCH_VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@
