"""A vote, an acceptance or a return falls on a day that is no Working Day.

Why it matters: nothing is accepted or returned on a bank holiday; the date is probably mistyped.

May be lawful: a decision by correspondence, or a return that was sent on a day on which nobody had to work.

Not judged: days of years whose bank holidays are not known.

Passes:

    report 2020-02
    assessment MP104 PA completed returned_on=2020-01-02 target_wd=15 duration_wd=9

Fails:

    report 2020-02
    assessment MP104 PA completed returned_on=2020-01-01 target_wd=15 duration_wd=9

Says: MP104’s completed Preliminary Assessment was returned on 1 January 2020, a bank holiday
(New Year's Day).
"""

from collections.abc import Iterator
from datetime import date

from extractors.contract import Assessment, Decision, Fact
from pipeline.basics.calendar import covers, why_not_working
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.assessments import row_name
from pipeline.checks.support.wording import body, day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I118"
NAME = "non-working-day"
SEVERITY: Severity = "info"
REPEATS = True

_VOTERS = ("change_board", "panel", "change_sub_committee")


def find(model: CheckModel) -> Verdicts:
    """Every such day of a report, once a modification and kind of act."""
    for report in model.judged_papers:
        told = set()
        for fact, reference, name, on, said in _acts(report):
            if not covers(on):
                yield Unjudged(
                    period=report.period,
                    reference=reference,
                    reason=f"no bank holidays are known for {on.year}",
                )
                continue
            why, subject = why_not_working(on), (identity(reference), name, on)
            if why and subject not in told:
                told.add(subject)
                yield Found(
                    period=report.period,
                    reference=reference,
                    message=f"{said} on {day(on)}, {why}.",
                    stated={name: str(on)},
                    expected=None,
                    evidence=report.see(fact),
                )


def _acts(report: Report) -> Iterator[tuple[Fact, str, str, date, str]]:
    for row in report.facts(Assessment):
        if row.accepted_on:
            yield row, row.reference, "accepted_on", row.accepted_on, f"{row_name(row)} was accepted"
        if row.returned_on:
            yield row, row.reference, "returned_on", row.returned_on, f"{row_name(row)} was returned"
    for vote in report.facts(Decision):
        if vote.decided_on and vote.body in _VOTERS:
            said = f"The {body(vote.body)} is said to have decided on {vote.reference}"
            yield vote, vote.reference, "decided_on", vote.decided_on, said
