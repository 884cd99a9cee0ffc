# Onpar under engines that place the work; included by the Makefile of the house, whose `build` leaves ./onpar.

.PHONY: test-spark test-parallel

test-spark: build ## run Onpar on Spark and under GNU parallel, and compare the reports with those of one run
	@integrations/parallel/test.sh ./onpar
	@if python=$$(Scripts/pictures/tools.sh spark); then \
	  "$$python" integrations/spark/test_onpar_spark.py ./onpar; \
	else \
	  echo 'Skipped: Spark, since Java or pyspark cannot be had here.'; \
	fi

test-parallel: build ## run Onpar under GNU parallel and xargs alone, and compare
	@integrations/parallel/test.sh ./onpar
