"""A real browser for tests, on loopback only; where there is none, they skip and say so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no name leads anywhere
)


def chromium() -> str:
    """Where Chromium is (CHROMIUM, else what is on the path); skips the test if there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("no Chromium on this machine: apt-get install chromium, or name one in CHROMIUM")
    return found


@contextmanager
def browsing(profile: Path, width: int = 1280, height: int = 800) -> Iterator[Page]:
    """A page of a new browser; nothing but loopback can be asked."""
    executable = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=executable,
            args=list(ARGUMENTS),
            viewport={"width": width, "height": height},
        )
        page = browser.pages[0] if browser.pages else browser.new_page()
        page.set_default_timeout(120_000)  # ms: other work on the machine must not make a test fail
        yield page
        browser.close()
