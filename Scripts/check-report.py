#!/usr/bin/env python3
"""Opens a report in Chromium and lists what is wrong with it.

    check-report.py report.html OUTDIR

Checks: nothing is fetched, nothing is logged, axe finds no fault in either colour scheme, the page itself never
scrolls sideways from 320 px up, the answer is on the first screen, the first Tab reaches the skip link. Leaves
pictures of the page (light and dark, three widths) and a PDF in OUTDIR. Exits with 1 and a list when something is wrong.

Needs: chromium, and playwright==1.65.2 axe-playwright-python==0.1.8 from PyPI.
"""
import json
import os
import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

page_path = pathlib.Path(sys.argv[1]).resolve()
out = pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
bad = []

with sync_playwright() as p:
    browser = p.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        args=["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"],
    )
    for scheme in ("light", "dark"):
        context = browser.new_context(
            viewport={"width": 1280, "height": 720}, device_scale_factor=1, locale="en-US", timezone_id="UTC",
            reduced_motion="reduce", color_scheme=scheme, offline=True)
        page = context.new_page()
        page.on("request", lambda r: None if r.url == page_path.as_uri() or r.url.startswith("data:")
                else bad.append(["request", r.url]))
        page.on("console", lambda m: bad.append(["console", m.text]) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: bad.append(["pageerror", str(e)]))
        page.goto(page_path.as_uri())
        page.screenshot(path=str(out / f"{scheme}-1280-first.png"), animations="disabled")
        answer = page.locator(".answer").bounding_box()
        if answer is None or answer["y"] + answer["height"] > 720:
            bad.append(["first screen", "the answer is below the fold"])
        for violation in Axe().run(page).response["violations"]:
            bad += [["axe", scheme, violation["id"], node["target"], node["failureSummary"]]
                    for node in violation["nodes"]]
        for width in (1280, 1000, 390):
            page.set_viewport_size({"width": width, "height": 844})
            page.screenshot(path=str(out / f"{scheme}-{width}.png"), full_page=True, animations="disabled")
        if scheme == "light":
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            for violation in Axe().run(page).response["violations"]:
                bad += [["axe", "details open", violation["id"], node["target"], node["failureSummary"]]
                        for node in violation["nodes"]]
            for width in (320, 360, 390, 600, 768, 900, 1000, 1280):
                page.set_viewport_size({"width": width, "height": 640})
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    wide = page.evaluate(
                        "[...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll') &&"
                        " e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5)"
                        ".map(e => e.tagName + '.' + e.getAttribute('class'))")
                    bad.append(["reflow", f"wider than {width} px", wide])
            page.reload()
            page.set_viewport_size({"width": 1000, "height": 800})
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.className") != "skip":
                bad.append(["keyboard", "the first Tab does not reach the skip link"])
            for size in ("A4", "Letter"):
                page.pdf(path=str(out / f"report-{size}.pdf"), format=size, tagged=True, outline=True,
                         print_background=True, prefer_css_page_size=False)
        context.close()
    browser.close()

print(json.dumps(bad, indent=1))
sys.exit(1 if bad else 0)
