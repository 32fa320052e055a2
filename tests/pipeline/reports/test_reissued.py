"""The same report, set anew by another program on other paper, is the same: every waiver holds."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from sample_reports import sample

from extractors import Extraction, read
from pipeline.findings.acts import approve, waive
from pipeline.findings.stored import list_findings
from pipeline.judging.reconcile import reconcile
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store
from samples import REGISTER, REPORTS, build, styles
from samples.months import load


@pytest.fixture(scope="module")
def set_anew():
    """The sample of August 2020 on wider paper: other lines, other pages, another producer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(styles, "PAGE", (700.0, 700.0))
        patch.setattr(styles, "WIDTH", 700.0 - 2 * styles.MARGIN)
        laid, out = build.report(load("2020-08")), io.BytesIO()
    with pikepdf.open(io.BytesIO(laid.pdf)) as document:
        document.docinfo["/Producer"] = "Another Word Processor 9"
        document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def reissue(set_anew):
    """The same with what it says."""
    return set_anew, read(set_anew, "reissued.pdf")


def _take(engine, archive, result, now):
    assert isinstance(result[1], Extraction)
    store(engine, archive, [result], extractor_version="1", now=now)
    return result[1]


def test_a_report_that_was_set_anew_keeps_every_waiver(engine, archive, reissue, now):
    for path in sorted(REPORTS.glob("*.pdf")):
        _take(engine, archive, sample(path.stem), now)
    for path in sorted(REGISTER.iterdir()):
        store_register(engine, str(path), as_of=date.fromisoformat(path.stem), now=now)
    reconcile(engine, now=now)
    found = {one.fingerprint: one.finding for one in list_findings(engine)}
    assert len({one.code for one in found.values()}) > 5
    for name in found:
        waive(engine, name, reason="It is known.", until=date(2026, 6, 30), by="Ann", now=now)
        approve(engine, name, by="Bob", now=now)

    tomorrow = now + timedelta(days=1)
    again = _take(engine, archive, reissue, tomorrow)
    done = reconcile(engine, now=tomorrow)
    assert (done.new, done.reopened, done.resolved, done.lapsed) == (0, 0, 0, 0)
    stands = list_findings(engine, status="all")
    assert {one.fingerprint: one.status for one in stands} == dict.fromkeys(found, "waived")
    assert again.document.producer == "Another Word Processor 9"
    moved = [one for one in stands if one.finding.evidence != found[one.fingerprint].evidence]
    assert moved, "the evidence is where it stands now"
