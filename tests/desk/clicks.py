"""What an operator does with the mouse."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tests.desk.served import ServedDesk

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURES = os.environ.get("NIGHTDESK_PICTURES")  # a folder for screenshots, if they are wanted


def visit(page: Page, desk: ServedDesk, path: str, until: str) -> None:
    """Open a page of the UI and wait for a text on it."""
    page.goto(f"{desk.ui}/v2/{path}")
    page.get_by_text(until).first.wait_for()


def visit_run(page: Page, desk: ServedDesk, run: str, until: str) -> None:
    """Open the page of a flow run."""
    visit(page, desk, f"runs/flow-run/{run}", until)


def submit(page: Page) -> None:
    """Press Submit until the form goes away: a click is lost while the page draws the form anew."""
    button = page.get_by_role("button", name="Submit")
    while button.is_visible():
        button.click()
        page.wait_for_timeout(2000)


def press(page: Page, item: str, sure: str) -> None:
    """Choose from the menu of a run, and say that one is sure."""
    page.get_by_role("button", name="Open menu").click()
    page.get_by_role("menuitem", name=item).click()
    page.get_by_role("alertdialog").get_by_role("button", name=sure, exact=True).click()
    page.get_by_role("alertdialog").wait_for(state="hidden")


def picture(page: Page, name: str) -> None:
    """Keep a screenshot, if they are wanted."""
    if PICTURES:
        page.wait_for_timeout(1500)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")
