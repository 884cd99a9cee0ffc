#!/usr/bin/env python3
"""Opens reports in Chromium and lists what is wrong with them.

    check.py report.html...

- No message on the console, nothing asked of the network, less than 2 MB.
- axe finds no fault with everything unfolded, in both colour schemes, on a laptop and on a phone, and as opened.
- The page never scrolls sideways, from 320 pixels up; the answer is on the first screen.
- Without a script the page says the same words; with it tables are sorted and copied and cohorts hidden.
- A link to a definition shows it, with and without a script.
- The keyboard reaches what can be used, beginning with the skip link, and shows where it is.
- On paper the words are there and no table is cut off at the side.

Ends with 1 and the list when something is wrong.
"""
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe
from browser import WIDTHS, chromium, opened

MOST_BYTES = 2_000_000
UNFOLD = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
# Thousands of cells of a few kinds: axe, which takes a minute for all of them, gets some of each.
THIN = """() => {
  document.querySelectorAll('main .scroll tbody tr:nth-child(n+5):not(.last)').forEach(row => row.remove());
  document.querySelectorAll('.definition:nth-child(n+4)').forEach(fold => fold.remove());
  const left = new Set([...document.querySelectorAll('[id]')].map(element => '#' + element.id));
  document.querySelectorAll('a[href^="#"]').forEach(link => left.has(link.hash) || (link.href = '#main'));
}"""
# What a reader can find, whatever is folded, in one line; tools that only the script makes are left out.
WORDS = """() => {
  const copy = document.querySelector('main').cloneNode(true);
  copy.querySelectorAll('.tools').forEach(tools => tools.remove());
  return copy.textContent.replace(/\\s+/g, ' ').trim();
}"""


class Check:
    def __init__(self, browser, path):
        self.browser, self.path, self.bad = browser, path, []

    def found(self, *what):
        if list(what) not in self.bad:
            self.bad.append(list(what))

    def open(self, what, **options):
        context, page = opened(self.browser, self.path, **options)
        page.on("request", lambda request: None if request.url.split("#")[0] == self.path.as_uri()
                else self.found("network", what, request.url[:200]))
        page.on("console", lambda message: self.found("console", what, message.type, message.text[:300]))
        page.on("pageerror", lambda error: self.found("error", what, str(error)[:300]))
        page.goto(self.path.as_uri())
        return context, page

    def axe(self, page, what):
        for violation in Axe().run(page).response["violations"]:
            for node in violation["nodes"][:5]:
                self.found("axe", what, violation["id"], node["target"], node["failureSummary"][:300])

    def size(self):
        size = self.path.stat().st_size
        if size >= MOST_BYTES:
            self.found("size", f"{size} bytes")

    def looks(self):
        for scheme in ("light", "dark"):
            for device in ("laptop", "phone"):
                what = f"{device}, {scheme}"
                context, page = self.open(what, width=WIDTHS[device], scheme=scheme)
                answer = page.locator(".answer").bounding_box()
                if answer is None or answer["y"] + answer["height"] > 720:
                    self.found("first screen", what, "the answer is not on it")
                page.evaluate(THIN)
                if (device, scheme) == ("laptop", "light"):
                    self.axe(page, what + ", as opened")
                page.evaluate(UNFOLD)
                self.axe(page, what)
                context.close()

    def widths(self):
        context, page = self.open("widths")
        for state in ("as opened", "unfolded"):
            for width in (320, 360, *WIDTHS.values(), 600, 700, 1000, 1100):
                page.set_viewport_size({"width": width, "height": 700})
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    wide = page.evaluate(
                        "[...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll') &&"
                        " e.getBoundingClientRect().right > innerWidth + 1).slice(0, 4)"
                        ".map(e => e.tagName + '.' + e.getAttribute('class'))")
                    self.found("sideways", state, f"{width} pixels", wide)
            page.evaluate(UNFOLD)
        context.close()

    def without_script(self):
        context, page = self.open("with script")
        with_script = page.evaluate(WORDS)
        context.close()
        context, page = self.open("without script", script=False)
        if page.evaluate("document.documentElement.classList.contains('scripted')"):
            self.found("script", "it ran although it was switched off")
        if page.evaluate(WORDS) != with_script:
            self.found("script", "the page says other words without it")
        if not page.locator(".answer").is_visible() or page.locator(".tools, .sort").count():
            self.found("script", "without it the page is not what it was written as")
        self.definition(page, "without script")
        context.close()

    def definition(self, page, what):
        links = page.locator("a[href^='#def-']:visible")
        if links.count() == 0:
            return
        link = links.last
        target = page.locator(link.get_attribute("href"))
        link.click()
        if not target.locator("p").first.is_visible():
            self.found("definition", what, "the link does not show it")
        top = target.bounding_box()
        if top is None or not -1 <= top["y"] <= page.viewport_size["height"]:
            self.found("definition", what, "the link does not lead to it")

    def tables(self):
        context, page = self.open("tables")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate(UNFOLD)
        for table in page.locator("main .scroll table").all():
            self.sorting(table)
        self.copying(page)
        self.cohorts(page)
        self.definition(page, "with script")
        context.close()

    def sorting(self, table):
        """Figures in order of the data behind them, missing ones last, and back to the order of the page."""
        name = table.get_attribute("id")
        read = """(table, column) => [...table.tBodies[0].rows].filter(row => !row.classList.contains('last'))
          .map(row => [row.dataset.unit ?? '', row.cells[column].dataset.value ?? row.cells[column].childNodes[0]?.textContent ?? ''])"""
        buttons = table.locator("th .sort")
        count = buttons.count()
        for place in sorted({0, count // 2, count - 1}) if count else []:
            button = buttons.nth(place)
            head = button.locator("xpath=..")
            column = head.evaluate("head => head.cellIndex")
            before = table.evaluate(read, column)
            for _ in range(2):
                button.evaluate("button => button.click()")
                way = head.get_attribute("aria-sort")
                if way not in ("ascending", "descending"):
                    self.found("sort", name, "it does not say how it is sorted")
                after = table.evaluate(read, column)
                if sorted(after) != sorted(before):
                    self.found("sort", name, "rows were lost")
                if "n" in (head.get_attribute("class") or "").split():
                    self.in_order(name, after, way)
            button.evaluate("button => button.click()")
            if head.get_attribute("aria-sort") or table.evaluate(read, column) != before:
                self.found("sort", name, "it does not go back")

    def in_order(self, name, cells, way):
        def number(text):
            match = re.search(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?", re.sub("[\u202f\u00a0]", "", text).replace("\u2212", "-"))
            return float(match[0]) if match else None
        groups = {}
        for unit, text in cells:
            groups.setdefault(unit, []).append(number(text))
        for numbers in groups.values():
            known = [value for value in numbers if value is not None]
            if numbers[:len(known)] != known:
                self.found("sort", name, "missing figures are not last")
            if known != sorted(known, reverse=way == "descending"):
                self.found("sort", name, f"not {way}: {known[:8]}")

    def copying(self, page):
        for region in page.locator("main .tools + .scroll").all():
            table = region.locator("table")
            name = table.get_attribute("id")
            tools = region.locator("xpath=preceding-sibling::*[1]")
            tools.locator("button").last.evaluate("button => button.click()")
            tools.locator("[role=status]").get_by_text("Copied").wait_for(timeout=5000)
            text = page.evaluate("navigator.clipboard.readText()")
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            if not text.endswith("\r\n") or len({len(row) for row in rows}) != 1:
                self.found("copy", name, "rows have unequal numbers of cells")
            shown = table.evaluate(
                "table => [...table.tBodies[0].rows].filter(row => [...row.cells].slice(1).some("
                "cell => cell.textContent.trim() !== '' && !cell.classList.contains('drawn'))).length")
            if len(rows) != shown + 1:
                self.found("copy", name, f"{shown} rows are shown, {len(rows) - 1} copied")
            for cell in (cell for row in rows for cell in row):
                if re.search('(?:^|[;\t\r\n])[\\s"\u200b\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]', cell) and not re.fullmatch(r"-?\d+(\.\d+)?%?", cell):
                    self.found("copy", name, "a spreadsheet would run " + cell[:40])

    def cohorts(self, page):
        choices = page.locator(".cohorts")
        if choices.count() == 0:
            return
        heads = page.locator("th[data-cohort=human_only]")
        tables = heads.count()
        for checked in (False, True):
            choices.first.locator("input[value=human_only]").set_checked(checked)
            if heads.locator("visible=true").count() != (tables if checked else 0):
                self.found("cohorts", "not all tables follow")
            uneven = page.evaluate("""[...document.querySelectorAll('table:has(th[data-cohort])')].filter(table => {
              const widths = [...table.rows].filter(row => !row.classList.contains('last')).map(
                row => [...row.cells].filter(cell => !cell.hidden).reduce((sum, cell) => sum + cell.colSpan, 0));
              return new Set(widths).size > 1 }).length""")
            if uneven:
                self.found("cohorts", "rows are of unequal width")

    def keyboard(self):
        context, page = self.open("keyboard")
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") != "skip":
            self.found("keyboard", "the first Tab does not reach the skip link")
        for step in range(60):
            lost = page.evaluate("""(() => { const at = document.activeElement; const style = getComputedStyle(at);
              return at === document.body || (style.outlineStyle === 'none' && !at.classList.contains('skip'))
                ? at.outerHTML.slice(0, 120) : null })()""")
            if lost:
                self.found("keyboard", f"after {step + 1} Tabs nothing shows where it is", lost)
                break
            page.keyboard.press("Tab")
        button = page.locator("th .sort:visible").first
        if button.count():
            button.focus()
            page.keyboard.press("Enter")
            if not button.locator("xpath=..").get_attribute("aria-sort"):
                self.found("keyboard", "Enter does not sort")
        context.close()

    def paper(self):
        context, page = self.open("paper")
        answer = page.locator(".answer").inner_text()
        page.emulate_media(media="print")
        # What A4 leaves between its margins.
        page.set_viewport_size({"width": 680, "height": 1000})
        wide = page.evaluate("[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > innerWidth + 2)"
                             ".map(e => e.querySelector('table').id + ' ' + e.scrollWidth)")
        if wide:
            self.found("paper", "tables are wider than the sheet", wide)
        page.emulate_media(media="null")
        with tempfile.TemporaryDirectory() as folder:
            for size in ("A4", "Letter"):
                name = f"{folder}/{size}.pdf"
                page.pdf(path=name, format=size, tagged=True, outline=True, print_background=True)
                words = subprocess.run(["pdftotext", name, "-"], capture_output=True, text=True, check=True).stdout
                flat = re.sub(r"\s+", " ", words)
                wanted = [answer, "How sure is this?"]
                if page.locator("[id^=def-]").count():
                    wanted.append("Why this rule.")
                for text in wanted:
                    if text not in flat:
                        self.found("paper", size, "not printed: " + text)
        context.close()

    def all(self):
        self.size()
        self.looks()
        self.widths()
        self.without_script()
        self.tables()
        self.keyboard()
        self.paper()
        return self.bad


failed = 0
with chromium() as browser:
    for name in sys.argv[1:]:
        path = pathlib.Path(name).resolve()
        bad = Check(browser, path).all()
        failed += bool(bad)
        print(f"{name}: {'nothing to object to' if not bad else f'{len(bad)} faults'}", flush=True)
        for fault in bad:
            print("  " + json.dumps(fault, ensure_ascii=False))
print(f"{len(sys.argv) - 1 - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
