# Reports looked at in a browser, and their tables loaded by others; included by the Makefile of the house, whose `build`
# leaves ./onpar. What is needed is installed below .build, which is not committed.

# Where pictures and the reports that they show are left.
PICTURES ?= .build/pictures

.PHONY: report-pictures test-page test-browser test-tables test-columns

report-pictures: build ## write pictures and PDFs of several reports, to look at: PICTURES=.build/pictures
	@python=$$(Scripts/pictures/tools.sh browser); \
	Scripts/pictures/reports.sh ./onpar '$(PICTURES)'; \
	"$$python" Scripts/pictures/take.py '$(PICTURES)'/*/report.html; \
	echo 'Pictures: $(PICTURES)/*/*.png'

test-page: ## open the committed report in Chromium and fail on anything that is wrong with it
	@python=$$(Scripts/pictures/tools.sh browser); \
	"$$python" Scripts/pictures/check.py Reports/report.html

test-browser: build ## open several reports in Chromium and fail on anything that is wrong with them
	@python=$$(Scripts/pictures/tools.sh browser); \
	Scripts/pictures/reports.sh ./onpar '$(PICTURES)'; \
	"$$python" Scripts/pictures/check.py '$(PICTURES)'/*/report.html; \
	ONPAR_BROWSER=1 swift test --filter OutsideTests

test-tables: build ## load the CSV files of several reports in DuckDB and pandas, and compare types with Docs/Columns.md
	@python=$$(Scripts/pictures/tools.sh tables); \
	Scripts/pictures/reports.sh ./onpar '$(PICTURES)'; \
	"$$python" Scripts/pictures/tables.py '$(PICTURES)'/*/

test-columns: build ## read the Arrow and Parquet files of facts with pyarrow, DuckDB and Polars, and compare with CSV and JSONL
	@python=$$(Scripts/pictures/tools.sh columns); \
	Scripts/pictures/columns.sh ./onpar .build/columns; \
	"$$python" Scripts/pictures/columns.py .build/columns
