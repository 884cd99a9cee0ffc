"""Chromium as all pictures and checks of a report use it: no network, the same on each machine."""
import contextlib
import os
import shutil

from playwright.sync_api import sync_playwright

WIDTHS = {"phone": 390, "tablet": 820, "laptop": 1280}


@contextlib.contextmanager
def chromium():
    arguments = ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=arguments)
        yield browser
        browser.close()


def opened(browser, path, width=1280, height=800, scheme="light", script=True):
    """The context and the page, before it is loaded."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=1, locale="en-US", timezone_id="UTC",
        reduced_motion="reduce", color_scheme=scheme, offline=True, java_script_enabled=script)
    return context, context.new_page()
