"""Dates that cannot be.

Found are what was decided, held, returned, raised or implemented after the report was published, what was
accepted after the cut-off of the figures that count it, and a report published before its own cut-off.

Why it matters: one of the two dates is wrong, and every count from it is too.

May be lawful: a report that was published anew with later facts under its old date.

Not judged: a report without the date of its publication or its cut-off.

Passes:

    report 2020-07 published_on=2020-07-10 data_cut_off=2020-06-30
    meeting working_group ad_hoc held held_on=2020-07-09

Fails:

    report 2020-07 published_on=2020-07-10 data_cut_off=2020-06-30
    meeting working_group ad_hoc held held_on=2020-07-15

Says: A Working Group meeting is said to have been held on 15 July 2020; the report was published
on 10 July 2020.
"""

from collections.abc import Iterator
from datetime import date

from extractors.contract import Assessment, Decision, Fact, Meeting, ProposalRaised, ReleaseItem
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.assessments import row_name
from pipeline.checks.support.wording import body, day, plain
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I114"
NAME = "date-order"
SEVERITY: Severity = "error"


def find(model: CheckModel) -> Verdicts:
    """Every date of a report that lies after the day by which it must have been."""
    for report in model.reports:
        published, cut_off = report.published_on, report.cut_off
        if published is None:
            yield Unjudged(period=report.period, reason="the report does not print when it was published")
        if cut_off is None:
            yield Unjudged(
                period=report.period, reason="the report does not state up to when its figures are"
            )
        if published and cut_off and published < cut_off:
            yield Found(
                period=report.period,
                message=f"The report was published on {day(published)}, before the end of its own figures "
                f"on {day(cut_off)}.",
                stated={"published_on": str(published)},
                expected={"data_cut_off": str(cut_off)},
                evidence=(),
            )
        told = set()
        for fact, name, on, limit, said in _limits(report):
            subject = (getattr(fact, "reference", None), fact.kind, name, on)
            last = published if limit == "published_on" else cut_off
            if last and on > last and subject not in told:
                told.add(subject)
                bound = "the report was published on" if limit == "published_on" else "its figures end on"
                yield Found(
                    period=report.period,
                    reference=subject[0],
                    message=f"{said} on {day(on)}; {bound} {day(last)}.",
                    stated={name: str(on)},
                    expected={limit: str(last)},
                    evidence=report.see(fact),
                )


def _limits(report: Report) -> Iterator[tuple[Fact, str, date, str, str]]:
    """Each dated fact with its field, its date, what limits it, and the beginning of a sentence."""
    for row in report.facts(Assessment):
        if row.accepted_on:
            yield row, "accepted_on", row.accepted_on, "data_cut_off", f"{row_name(row)} was accepted"
        if row.returned_on:
            yield row, "returned_on", row.returned_on, "published_on", f"{row_name(row)} was returned"
    for meeting in report.facts(Meeting):
        if meeting.held_on and meeting.status == "held":
            said = f"A {body(meeting.body)} meeting is said to have been held"
            yield meeting, "held_on", meeting.held_on, "published_on", said
    for vote in report.facts(Decision):
        if vote.decided_on:
            said = f"{vote.reference} is said to have been {plain(vote.outcome)} by the {body(vote.body)}"
            yield vote, "decided_on", vote.decided_on, "published_on", said
    for raised in report.facts(ProposalRaised):
        if raised.raised_on:
            said = f"{raised.reference} is said to have been raised"
            yield raised, "raised_on", raised.raised_on, "published_on", said
    for item in report.facts(ReleaseItem):
        if item.release_date and item.status == "implemented":
            said = f"{item.reference} is said to have been implemented"
            yield item, "release_date", item.release_date, "published_on", said
