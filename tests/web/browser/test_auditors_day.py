"""The auditor's day in a real browser, against `csrecon serve` as a person runs it."""

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from json import loads
from pathlib import Path

import pytest
from accounts_house import PASSWORD
from browser_house import BROWSER, sign_in
from playwright.sync_api import Browser, Page, expect
from prefect_house import SECONDS
from sample_reports import sample

from extractors import VERSION
from pipeline.accounts import add_account
from pipeline.archive.folder import Archive
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import open_database
from pipeline.reports.write import store
from pipeline.verification.verify import verify

UNTIL = str((datetime.now(UTC) + timedelta(days=60)).date())

pytestmark = BROWSER


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of one sample report, with an auditor's and an approver's account."""
    made = tmp_path_factory.mktemp("record")
    engine, now = open_database(f"sqlite:///{made}/csrecon.db", upgrade=True), datetime.now(UTC)
    archive = Archive(made / "csrecon-archive")
    store(engine, archive, [sample("2020-08")], extractor_version=VERSION, now=now)
    reconcile(engine, now=now)
    for name, role in (("Al Auditor", "auditor"), ("Pat Approver", "approver")):
        add_account(engine, name, role=role, password=PASSWORD, by=name, now=now)
    engine.dispose()
    return made


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(chromium: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose every message of the browser against it is a failure."""
    context = chromium.new_context(base_url=address, java_script_enabled=request.param)
    context.set_default_timeout(SECONDS * 1000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    yield page
    context.close()
    assert complaints == []


def test_enter_in_the_list_acts_on_nothing(page: Page) -> None:
    page.goto("/findings?severity=error&sort=code")
    sign_in(page, "Al Auditor")
    chosen = page.locator("input[name=shown]").first
    chosen.check()
    for field in (chosen, page.get_by_label("Reason"), page.get_by_label("Waive until")):
        field.press("Enter")
        expect(page).to_have_url(re.compile(r"/findings\?severity=error&sort=code$"))
    page.get_by_label("Waive until").fill(UNTIL)
    page.get_by_label("Reason").fill("Misprint")
    page.get_by_label("Reason").press("Enter")
    page.reload()
    expect(page.locator("#found").get_by_text("proposes to waive")).to_have_count(0)
    expect(page.locator("input[name=shown]").first).to_be_visible()


def test_from_the_sign_in_to_an_approved_waiver_and_its_evidence(page: Page, folder: Path, tmp_path: Path):
    """The second time it is the next finding, because the first one is waived."""
    page.goto("/findings?severity=error&sort=code")
    expect(page).to_have_title(re.compile("Sign in"))
    sign_in(page, "Al Auditor")
    expect(page).to_have_url(re.compile(r"/findings\?severity=error&sort=code$"))
    page.locator("select[name=severity]").select_option("warning")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("severity=warning"))
    page.locator("td a[href^='/findings/']").first.click()
    finding = page.url.rpartition("/")[2]
    expect(page.locator("svg.page").first).to_be_visible()
    page.get_by_text("Waive", exact=True).click()
    page.get_by_label("What makes it acceptable").fill("Misprint, confirmed by the author")
    page.get_by_label("Until").fill(UNTIL)
    page.get_by_role("button", name="Propose the waiver").click()
    expect(page.get_by_text("An approver decides on it")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_title(re.compile("Sign in"))

    sign_in(page, "Pat Approver")
    page.goto(f"/findings/{finding}")
    expect(page.get_by_text("Misprint, confirmed by the author").first).to_be_visible()
    page.get_by_role("button", name="Approve the waiver").click()
    expect(page.locator("p.about")).to_contain_text("waived")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the evidence pack").click()
    pack = tmp_path / download.value.suggested_filename
    download.value.save_as(pack)
    with zipfile.ZipFile(pack) as packed:
        told = loads(packed.read(f"{pack.stem}/data/finding.json"))
        log = loads(packed.read(f"{pack.stem}/data/log.json"))
    assert (told["fingerprint"], told["status"]) == (finding, "waived")
    assert [entry["actor"] for entry in log["entries"]] == ["csrecon", "Al Auditor", "Pat Approver"]

    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Log").click()
    expect(page.locator("main")).to_contain_text("Pat Approver")
    engine = open_database(f"sqlite:///{folder}/csrecon.db", upgrade=False)
    assert verify(engine).fault is None
    engine.dispose()


def test_a_link_from_another_site_leaves_one_signed_in_and_its_form_does_nothing(
    chromium: Browser, address: str
):
    """The other site is that of a mail, a wiki or a tracker: a page that only this browser knows."""
    page = chromium.new_context(base_url=address).new_page()
    link = f'<a href="{address}/findings">to the finding</a>'
    form = f'<form method="post" action="{address}/sign-out"><button>do it</button></form>'
    page.route(
        "http://tracker.example/**", lambda asked: asked.fulfill(body=link + form, content_type="text/html")
    )
    page.goto("/sign-in")
    sign_in(page, "Al Auditor")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.goto("http://tracker.example/issue/7")
    page.get_by_text("to the finding").click()
    expect(page).to_have_title(re.compile("Findings"))
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    with page.expect_response("**/sign-out") as answer:
        page.goto("http://tracker.example/issue/7")
        page.get_by_role("button", name="do it").click()
    assert answer.value.status in (401, 403)
    page.goto("/findings")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.context.close()
