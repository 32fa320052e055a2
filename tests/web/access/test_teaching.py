"""What could not be read is answered on the pages: the effect is shown, then it counts, with a name."""

import io
import re

import pytest
from accounts_house import NOW
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from extractors import VERSION, read
from pipeline.archive.folder import Archive
from pipeline.record.database import read_transaction
from pipeline.reports.read_back import read_reports
from pipeline.reports.write import store
from pipeline.review.correcting import propose
from pipeline.review.corrections_list import listed_corrections
from pipeline.review.effect import Reader
from pipeline.review.items import queue
from pipeline.review.proposing import to_correct
from pipeline.verification.verify import verify

TOLD = "MP103 was waved through by the Change Board on 22 July 2020."


@pytest.fixture
def archive(engine, tmp_path):
    """A report with a sentence that no table knows, and one that is read."""
    style = getSampleStyleSheet()
    said = ("Change Status Report – August 2020", "Opine", TOLD, "MP104 was approved by the Panel.")
    parts = [
        Paragraph(text, style[name])
        for text, name in zip(said, ("Title", "Heading2", "Normal", "Normal"), strict=True)
    ]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, invariant=1).build(parts)
    data = buffer.getvalue()
    kept = Archive(tmp_path / "archive")
    store(engine, kept, [(data, read(data, "2020-08.pdf"))], extractor_version=VERSION, now=NOW)
    return kept


def items(engine):
    with read_transaction(engine) as connection:
        return queue(connection, today=NOW.date())


def outcomes(engine):
    return {f.reference: f.outcome for one in read_reports(engine) for f in one.facts if f.kind == "decision"}


def test_an_item_is_answered_after_its_effect_was_shown(browser, engine, archive):
    (item,) = [one for one in items(engine) if "waved through" in one.says]
    al = browser("Al")
    assert item.id in al.get("/review").text
    assert '<a href="/review?period=2020-08">1 text to look at</a>' in al.get("/reports").text
    (way,) = re.findall(
        r'<a href="(/review\?text=[^"]*)">what does it say', al.get(f"/reports/{item.places[0].sha256}").text
    )
    assert item.id in al.get(way).text
    assert item.id not in al.get("/review?period=2020-07").text
    page = al.get(f"/review/{item.id}").text
    assert "waved through" in page
    assert f"/pages/{item.places[0].sha256}/" in page
    form = {"answer": "means", "value": "outcome=approved"}
    effect = al.submit(f"/review/{item.id}/answer", **form)
    assert (effect.status_code, "Let it count" in effect.text) == (200, True)
    assert "MP103" not in outcomes(engine)
    digest = re.search(r'name="shown" value="(\w+)"', effect.text)[1]
    stale = al.submit(f"/review/{item.id}/answer", **form, shown="0" * 32)
    assert (stale.status_code, "nothing was done" in stale.text) == (409, True)
    assert "MP103" not in outcomes(engine)
    kept = al.submit(f"/review/{item.id}/answer", **form, shown=digest)
    assert (kept.status_code, kept.headers["location"]) == (303, "/review")
    assert outcomes(engine)["MP103"] == "approved"
    assert verify(engine).fault is None
    assert al.get(f"/review/{item.id}").status_code == 404


def test_one_that_says_nothing_and_one_put_off_leave_the_queue(browser, engine, archive):
    (item,) = [one for one in items(engine) if "waved through" in one.says]
    al = browser("Al")
    al.get(f"/review/{item.id}")
    past = al.submit(f"/review/{item.id}/answer", answer="later", until=str(NOW.date()))
    assert (past.status_code, "day to come" in past.text) == (409, True)
    assert al.submit(f"/review/{item.id}/answer", answer="later", until="2026-05-01").status_code == 303
    assert item.id not in {one.id for one in items(engine)}


def test_a_viewer_looks_on_and_may_not_answer(browser, engine, archive):
    (item,) = [one for one in items(engine) if "waved through" in one.says]
    vic = browser("Vic")
    assert "/answer" not in vic.get(f"/review/{item.id}").text
    assert vic.submit(f"/review/{item.id}/answer", answer="nothing").status_code == 403


def test_a_correction_is_approved_by_another_after_its_effect_was_shown(browser, engine, archive):
    class AsRead:
        workers = 1

        def read(self, data, filename, own):
            return read(data, filename, own)

    (report,) = read_reports(engine)
    fact = next(one for one in report.facts if one.kind == "decision")
    reader = Reader(engine, archive, AsRead(), VERSION)
    with read_transaction(engine) as connection:
        said = to_correct(connection, "2020-08.pdf", fact.id, ["outcome=rejected"])
    number = propose(reader, said, by="Al", now=NOW, reason="It says <so>.").number
    way = f"/review/corrections/{number}/approve"
    pat = browser("Pat")
    page = pat.get("/review").text
    assert way in page
    assert "It says &lt;so&gt;." in page
    assert way not in browser("Al").get("/review").text
    effect = pat.submit(way)
    digest = re.search(r'name="shown" value="(\w+)"', effect.text)[1]
    assert outcomes(engine)["MP104"] == "approved"
    assert pat.submit(way, shown=digest).status_code == 303
    assert outcomes(engine)["MP104"] == "rejected"
    told = pat.get(f"/reports/{report.document.sha256}?page=1").text
    assert f"corrected by Al (no. {number}" in told
    with read_transaction(engine) as connection:
        assert [one.state for one in listed_corrections(connection)] == ["counts"]
    assert verify(engine).fault is None
