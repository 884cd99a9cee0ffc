# Onpar under engines that place the work; included by the Makefile of the house, whose `build` leaves ./onpar.

.PHONY: test-spark test-parallel

test-spark: test-parallel ## run Onpar on Spark and under GNU parallel, and compare the reports with those of one run
	@if python=$$(Scripts/pictures/tools.sh spark); then \
	  "$$python" integrations/spark/test_onpar_spark.py ./onpar; \
	else \
	  echo 'Skipped: Spark, since Java or pyspark cannot be had here.'; \
	fi

test-parallel: build ## run Onpar under GNU parallel and xargs alone, and compare
	@Scripts/install-dependencies.sh parallel=parallel || echo 'GNU parallel cannot be had here; xargs takes its place.'
	@integrations/parallel/test.sh ./onpar
