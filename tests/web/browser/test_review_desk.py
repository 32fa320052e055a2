"""The review desk by keyboard alone: from the queue to an answer that counts, and no fault that axe finds."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from accounts_house import PASSWORD
from axe_playwright_python.sync_playwright import Axe
from browser_house import BROWSER, sign_in
from playwright.sync_api import Browser, Page, expect
from prefect_house import SECONDS
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from extractors import VERSION, read
from pipeline.accounts import add_account
from pipeline.archive.folder import Archive
from pipeline.record.database import open_database
from pipeline.reports.read_back import read_reports
from pipeline.reports.write import store

pytestmark = BROWSER
TOLD = "MP103 was waved through by the Change Board on 22 July 2020."
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of a report with a sentence that no table knows, and an auditor's account."""
    made, now = tmp_path_factory.mktemp("record"), datetime.now(UTC)
    engine = open_database(f"sqlite:///{made}/csrecon.db", upgrade=True)
    style, buffer = getSampleStyleSheet(), io.BytesIO()
    said = {"Change Status Report – August 2020": "Title", "Opine": "Heading2", TOLD: "Normal"}
    SimpleDocTemplate(buffer, invariant=1).build(
        [Paragraph(text, style[name]) for text, name in said.items()]
    )
    data = buffer.getvalue()
    archive = Archive(made / "csrecon-archive")
    store(engine, archive, [(data, read(data, "2020-08.pdf"))], extractor_version=VERSION, now=now)
    add_account(engine, "Al Auditor", role="auditor", password=PASSWORD, by="Al Auditor", now=now)
    engine.dispose()
    return made


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=address)
    context.set_default_timeout(SECONDS * 1000)
    yield context.new_page()
    context.close()


# What has the keyboard, if it is something that acts.
_LABEL = """(() => { const at = document.activeElement;
    return at.matches("a, button, input") ? at.textContent.trim() || at.id : ""; })()"""


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until what has this name has the keyboard."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate(_LABEL):
            return
    raise AssertionError(f"Tab never comes to {name}")


def test_an_item_is_answered_by_keyboard_alone(page: Page, folder: Path) -> None:
    page.goto("/review")
    sign_in(page, "Al Auditor")
    expect(page.get_by_role("heading", name="Review")).to_be_visible()
    faults = Axe().run(page, options=RULES).response["violations"]
    tab_to(page, "waved through")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What it says")).to_be_visible()
    faults += Axe().run(page, options=RULES).response["violations"]
    tab_to(page, "value")
    page.keyboard.press("Control+A")
    page.keyboard.type("outcome=approved")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What it changes")).to_be_visible()
    expect(page.get_by_text("comes", exact=True)).to_be_visible()
    faults += Axe().run(page, options=RULES).response["violations"]
    tab_to(page, "Let it count")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing needs an answer")).to_be_visible()
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
    engine = open_database(f"sqlite:///{folder}/csrecon.db", upgrade=False)
    facts = [fact for one in read_reports(engine) for fact in one.facts]
    engine.dispose()
    assert [(one.reference, one.outcome) for one in facts if one.kind == "decision"] == [
        ("MP103", "approved")
    ]
