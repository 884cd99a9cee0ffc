#!/usr/bin/env python3
"""Writes pictures of reports beside them, to look at.

    take.py report.html...

For each: the whole page and the first screen, at three widths and in both colour schemes, and what is printed on A4.
"""
import pathlib
import sys

from browser import WIDTHS, chromium, opened

with chromium() as browser:
    for name in sys.argv[1:]:
        path = pathlib.Path(name).resolve()
        for device, width in WIDTHS.items():
            for scheme in ("light", "dark"):
                context, page = opened(browser, path, width, 800 if width > 500 else 844, scheme)
                page.goto(path.as_uri())
                base = path.parent / f"{device}-{scheme}"
                page.screenshot(path=f"{base}-first.png", animations="disabled")
                page.screenshot(path=f"{base}.png", full_page=True, animations="disabled")
                context.close()
        context, page = opened(browser, path)
        page.goto(path.as_uri())
        page.pdf(path=str(path.with_name("print.pdf")), format="A4", tagged=True, outline=True, print_background=True)
        context.close()
        print(path.parent)
