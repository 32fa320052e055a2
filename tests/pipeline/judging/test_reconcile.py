"""A finding opens, stays, is resolved and opens again; nothing else grows when nothing changed."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text

from pipeline.basics.errors import UnusableInput
from pipeline.checks import CheckOutcome, Finding, NotJudged, RegisterEvidence, ReportEvidence
from pipeline.findings.stored import finding_to_json, list_findings
from pipeline.judging.not_judged import not_judged_in
from pipeline.judging.reconcile import findings_as_of, reconcile
from pipeline.logbook.run_log import list_runs
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables import metadata
from pipeline.reports.write import store


def _finding(code="I101", period="2020-08", reference="MP103", stated=3, expected=4, page=2):
    return Finding(
        code=code,
        name="count-mismatch",
        severity="error",
        period=period,
        reference=reference,
        message=f"The report states {stated} and lists {expected}.",
        stated={"count": stated, "names": ["a", "b"], "mean": 1.5},
        expected={"count": expected} if expected is not None else None,
        evidence=(
            ReportEvidence("2020-08.pdf", page, (72.0, 100.25, 300.5, 112.0), "three", sha256=None),
            RegisterEvidence("2020-08-07.csv", date(2020, 8, 7), 4, "Title", None),
        ),
    )


@pytest.fixture
def run(engine, now):
    """Reconciles with a checker that says what it is told to; an hour later each time."""
    hours = iter(range(100))

    def reconciled(*said, **limits):
        def checker(_reports, _snapshots, *, only=None, period=None):
            found = tuple(one for one in said if isinstance(one, Finding))
            return CheckOutcome(found, tuple(one for one in said if isinstance(one, NotJudged)))

        return reconcile(engine, now=now + timedelta(hours=next(hours)), checker=checker, **limits)

    return reconciled


def _counts(engine):
    """Rows by table, but for the run log and the log of acts, which grow with every run."""
    with read_transaction(engine) as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table))
            for name, table in metadata.tables.items()
            if not name.startswith(("run", "audit_"))
        }


def _statuses(engine):
    return {found.fingerprint: found.status for found in list_findings(engine, status="all")}


def test_a_new_finding_opens_and_comes_back_as_it_was(engine, run, now):
    said = _finding()
    summary = run(said)
    (found,) = list_findings(engine)
    assert (summary.new, summary.seen, summary.reopened, summary.resolved) == (1, 1, 0, 0)
    assert found.finding == said
    assert found.fingerprint == said.fingerprint == found.finding.fingerprint
    assert (found.status, found.first_seen, found.last_seen) == ("open", now, now)


def test_a_finding_prints_as_the_contract_has_it(engine, run):
    run(_finding())
    (found,) = list_findings(engine)
    printed = json.loads(json.dumps(finding_to_json(found)))
    assert printed == {
        "fingerprint": _finding().fingerprint,
        "code": "I101",
        "name": "count-mismatch",
        "severity": "error",
        "period": "2020-08",
        "reference": "MP103",
        "message": "The report states 3 and lists 4.",
        "stated": {"count": 3, "names": ["a", "b"], "mean": 1.5},
        "expected": {"count": 4},
        "evidence": [
            {
                "document": "2020-08.pdf",
                "sha256": None,
                "page": 2,
                "bbox": [72.0, 100.25, 300.5, 112.0],
                "text": "three",
            },
            {
                "register": "2020-08-07.csv",
                "snapshot": "2020-08-07",
                "row": 4,
                "field": "Title",
                "text": None,
            },
        ],
        "reports": ["2020-08"],
        "status": "open",
        "first_seen": "2026-03-02T03:04:05+00:00",
        "last_seen": "2026-03-02T03:04:05+00:00",
    }
    assert list(printed["stated"]) == ["count", "names", "mean"]


def test_the_same_again_changes_when_it_was_last_seen_and_no_count(engine, run, now):
    run(_finding())
    before = _counts(engine)
    summary = run(_finding())
    (found,) = list_findings(engine)
    assert _counts(engine) == before
    assert (summary.new, summary.resolved) == (0, 0)
    assert (found.first_seen, found.last_seen) == (now, now + timedelta(hours=1))


def test_words_and_evidence_are_those_of_the_newest_run(engine, run):
    run(_finding(expected=4, page=2))
    run(_finding(expected=5, page=3))
    (found,) = list_findings(engine)
    assert found.finding == _finding(expected=5, page=3)


def test_a_finding_no_longer_found_is_resolved_and_opens_when_found_again(engine, run):
    said = _finding()
    run(said)
    assert run().resolved == 1
    assert _statuses(engine) == {said.fingerprint: "resolved"}
    assert run().resolved == 0
    summary = run(said)
    assert (summary.reopened, summary.new) == (1, 0)
    assert _statuses(engine) == {said.fingerprint: "open"}


@pytest.mark.parametrize("status", ["acknowledged", "waived"])
def test_what_a_person_said_of_a_finding_stays_while_it_is_seen(engine, run, status):
    said = _finding()
    run(said)
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE findings SET status = :status"), {"status": status})
    run(said)
    assert _statuses(engine) == {said.fingerprint: status}
    run()
    assert _statuses(engine) == {said.fingerprint: "resolved"}


def test_only_what_was_looked_for_can_be_gone(engine, run):
    here, other_month, other_code = _finding(), _finding(period="2020-07"), _finding(code="I103")
    run(here, other_month, other_code)
    run(only=["I101"], period="2020-08")
    assert _statuses(engine) == {
        here.fingerprint: "resolved",
        other_month.fingerprint: "open",
        other_code.fingerprint: "open",
    }


@pytest.mark.parametrize(
    ("unsaid", "left"),
    [
        (NotJudged(code="I101", period=None, reason="no register"), "open"),
        (NotJudged(code="I101", period="2020-08", reason="no register"), "open"),
        (NotJudged(code="I101", period="2020-08", reference="MP103", reason="blank"), "open"),
        (NotJudged(code="I101", period="2020-08", reference="MP104", reason="blank"), "resolved"),
        (NotJudged(code="I101", period="2020-09", reason="no register"), "resolved"),
        (NotJudged(code="I102", period="2020-08", reason="no register"), "resolved"),
    ],
)
def test_what_could_not_be_judged_is_not_gone(engine, run, unsaid, left):
    run(_finding())
    run(unsaid)
    assert set(_statuses(engine).values()) == {left}


def test_a_run_remembers_what_it_saw_and_what_it_could_not_judge(engine, run):
    unsaid = NotJudged(code="R303", period="2020-08", reference="MP1", reason="The register is blank.")
    summary = run(_finding(), unsaid)
    assert (summary.not_judged, not_judged_in(engine, summary.run)) == (1, [unsaid])
    with read_transaction(engine) as connection:
        saw = connection.execute(text("SELECT run_id, fingerprint FROM run_findings")).all()
        not_judged = connection.execute(text("SELECT * FROM run_not_judged")).all()
    (past,) = list_runs(engine)
    assert saw == [(past.id, _finding().fingerprint)]
    assert not_judged == [(past.id, 0, "R303", "2020-08", "MP1", "The register is blank.")]
    assert (past.kind, past.status, past.counts["findings"]) == ("reconcile", "completed", 1)


def test_a_clock_that_was_set_back_unmakes_nothing(engine, now):
    said = _finding()

    def at(moment):
        reconcile(engine, now=moment, checker=lambda *_a, **_k: CheckOutcome((said,)))

    at(now)
    at(now - timedelta(days=1))
    (found,) = list_findings(engine)
    assert (found.first_seen, found.last_seen) == (now, now)


def test_a_check_that_breaks_changes_no_finding_and_fails_the_run(engine, run, now):
    run(_finding())

    def broken(*_a, **_k):
        raise RuntimeError("a check broke")

    with pytest.raises(RuntimeError):
        reconcile(engine, now=now, checker=broken)
    assert set(_statuses(engine).values()) == {"open"}
    assert [past.status for past in list_runs(engine)] == ["completed", "failed"]


def test_an_unknown_code_is_wrong_usage(engine, now):
    with pytest.raises(UnusableInput, match="X999"):
        reconcile(engine, now=now, only=["I101", "X999"])
    assert list_runs(engine) == []


def test_findings_are_chosen_by_what_they_are_and_whom_they_concern(engine, run):
    run(
        _finding(reference="DP099"),
        _finding(code="I103", reference="MP103"),
        _finding(period="2020-07", reference=None),
    )

    def chosen(**by):
        return [(f.finding.code, f.finding.period, f.finding.reference) for f in list_findings(engine, **by)]

    assert chosen() == [
        ("I101", "2020-07", None),
        ("I101", "2020-08", "DP099"),
        ("I103", "2020-08", "MP103"),
    ]
    assert chosen(reference="MP0099") == [("I101", "2020-08", "DP099")]
    assert chosen(code="I103") == [("I103", "2020-08", "MP103")]
    assert chosen(period="2020-07") == [("I101", "2020-07", None)]
    assert chosen(severity="warning") == chosen(status="resolved") == []


def test_the_checks_are_given_every_issue_and_the_register(engine, archive, report, now, tmp_path):
    from pipeline.register.snapshots.write import store_register

    source = tmp_path / "2020-08-07.csv"
    source.write_text("Reference,Title\nMP103,Large Gas Meter Displays\n")
    early = report(salt="early", published_on=date(2020, 8, 7))
    late = report(salt="late", published_on=date(2020, 8, 12))
    store(engine, archive, [late, early], extractor_version="1", now=now)
    store_register(engine, str(source), as_of=None, format="auto", now=now)
    given = []

    def checker(reports, snapshots, *, only=None, period=None):
        given.append((list(reports), [one.as_of for one in snapshots], only, period))
        return CheckOutcome()

    summary = reconcile(engine, period="2020-08", only=["I101"], now=now, checker=checker)
    assert given == [([early[1], late[1]], [date(2020, 8, 7)], ["I101"], "2020-08")]
    assert (summary.reports, summary.snapshots) == (1, 1)


def test_a_question_as_of_a_moment_is_answered_and_changes_nothing(engine, archive, report, now):
    first, second = report("2020-07"), report("2020-08")
    store(engine, archive, [first], extractor_version="1", now=now)
    store(engine, archive, [second], extractor_version="1", now=now + timedelta(days=1))
    before = _counts(engine)

    def checker(reports, _snapshots, *, only=None, period=None):
        return CheckOutcome(tuple(_finding(period=one.report.period) for one in reports))

    then = findings_as_of(engine, as_of=now, checker=checker)
    later = findings_as_of(engine, as_of=now + timedelta(days=2), checker=checker)
    assert [found.period for found in then.findings] == ["2020-07"]
    assert [found.period for found in later.findings] == ["2020-07", "2020-08"]
    assert _counts(engine) == before
    assert list_runs(engine) == []


def test_the_real_checks_run_twice_over_the_record_without_a_change(engine, archive, report, now):
    store(engine, archive, [report("2020-07"), report("2020-08")], extractor_version="1", now=now)
    reconcile(engine, now=now)
    before, found = _counts(engine), list_findings(engine, status="all")
    assert found, "unclaimed text, if nothing else"
    summary = reconcile(engine, now=now)
    assert (summary.new, summary.reopened, summary.resolved) == (0, 0, 0)
    assert _counts(engine) == before
    assert list_findings(engine, status="all") == found


def _row(month: str) -> Finding:
    return replace(_finding(), code="I109", period=month, reports=(month,), repeats=True)


def test_a_row_that_months_repeat_is_one_finding_whose_period_is_the_first(engine, run):
    run(_row("2020-08"))
    summary = run(replace(_row("2020-08"), reports=("2020-08", "2020-09")))
    (found,) = list_findings(engine)
    assert (summary.new, summary.resolved) == (0, 0)
    assert (found.finding.period, found.finding.months) == ("2020-08", ("2020-08", "2020-09"))
    assert list_findings(engine, period="2020-09") == [found]
    assert list_findings(engine, period="2020-10") == []


def test_a_run_of_one_month_leaves_a_repeated_finding_in_the_others(engine, run):
    def after(*findings: Finding, **limits: str):
        run(*findings, **limits)
        (found,) = list_findings(engine, status="all")
        return found.status, *found.finding.months

    assert after(_row("2020-08")) == ("open", "2020-08")
    assert after(_row("2020-09"), period="2020-09") == ("open", "2020-08", "2020-09")
    assert after(period="2020-09") == ("open", "2020-08")
    assert after(_row("2020-09"), period="2020-09") == ("open", "2020-08", "2020-09")
    assert after(period="2020-08") == ("open", "2020-09")
    assert after(period="2020-09")[0] == "resolved"
