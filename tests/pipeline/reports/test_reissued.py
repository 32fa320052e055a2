"""The same report, set anew by another program on other paper, is the same: every waiver holds."""

import io
from datetime import date, timedelta

import pikepdf
import pytest

from extractors import Extraction, read
from pipeline.findings.acts import approve, waive
from pipeline.findings.stored import list_findings
from pipeline.judging.reconcile import reconcile
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store
from samples import REGISTER, REPORTS, build, styles
from samples.months import load


@pytest.fixture
def set_anew(monkeypatch):
    """The sample of August 2020 on wider paper: other lines, other pages, another producer."""
    monkeypatch.setattr(styles, "PAGE", (700.0, 700.0))
    monkeypatch.setattr(styles, "WIDTH", 700.0 - 2 * styles.MARGIN)
    laid, out = build.report(load("2020-08")), io.BytesIO()
    with pikepdf.open(io.BytesIO(laid.pdf)) as document:
        document.docinfo["/Producer"] = "Another Word Processor 9"
        document.save(out)
    return out.getvalue()


def _take(engine, archive, data, name, now):
    said = read(data, name)
    assert isinstance(said, Extraction)
    store(engine, archive, [(data, said)], extractor_version="1", now=now)
    return said


def test_a_report_that_was_set_anew_keeps_every_waiver(engine, archive, set_anew, now):
    for path in sorted(REPORTS.glob("*.pdf")):
        _take(engine, archive, path.read_bytes(), path.name, now)
    for path in sorted(REGISTER.iterdir()):
        store_register(engine, str(path), as_of=date.fromisoformat(path.stem), now=now)
    reconcile(engine, now=now)
    found = {one.fingerprint: one.finding for one in list_findings(engine)}
    assert len({one.code for one in found.values()}) > 5
    for name in found:
        waive(engine, name, reason="It is known.", until=date(2026, 6, 30), by="Ann", now=now)
        approve(engine, name, by="Bob", now=now)

    tomorrow = now + timedelta(days=1)
    again = _take(engine, archive, set_anew, "reissued.pdf", tomorrow)
    done = reconcile(engine, now=tomorrow)
    assert (done.new, done.reopened, done.resolved, done.lapsed) == (0, 0, 0, 0)
    stands = list_findings(engine, status="all")
    assert {one.fingerprint: one.status for one in stands} == dict.fromkeys(found, "waived")
    assert again.document.producer == "Another Word Processor 9"
    moved = [one for one in stands if one.finding.evidence != found[one.fingerprint].evidence]
    assert moved, "the evidence is where it stands now"
