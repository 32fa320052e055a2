"""Dates that cannot be.

Found are what was decided, held, returned, raised or implemented after the report was published, what was
accepted after the cut-off of the figures that count it, and a report published before its own cut-off. So are
a decision from before the proposal was raised, an approval for a day that is past, and what is said to be to
come and is past: a consultation still open that has closed, an expected week, a next meeting.

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

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from extractors.contract import Assessment, Consultation, Decision, Fact, Meeting, ProposalRaised, ReleaseItem
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import decisions_on
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.assessments import row_name
from pipeline.checks.support.wording import body, counted, day, plain, upper_first
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I114"
NAME = "date-order"
SEVERITY: Severity = "error"

_REST_OF_WEEK = timedelta(days=4)
_WHAT = {
    "published_on": "the report was published on",
    "raised_on": "the report says that it was raised on",
    "decided_on": "it was decided on",
}


def find(model: CheckModel) -> Verdicts:
    """Every date of a report that lies after the day by which it must have been."""
    for report in model.judged_papers:
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
        for fact, name, on, other, than, said in _past(report, published) if published else ():
            yield Found(
                period=report.period,
                reference=getattr(fact, "reference", None),
                message=f"{said} on {day(on)}; {_WHAT[other]} {day(than)}.",
                stated={name: str(on)},
                expected={other: str(than)},
                evidence=report.see(fact),
            )
        if published:
            yield from _past_releases(report, published)
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


def _past_releases(report: Report, published: date) -> Verdicts:
    """Releases whose day was over by the figures' last day, and that are still listed as to come."""
    days: dict[date, dict[str, ReleaseItem]] = defaultdict(dict)
    for item in report.facts(ReleaseItem):
        on, over = item.release_date, report.cut_off or published
        if item.status == "approved" and on and on <= over and on < published:
            days[on].setdefault(identity(item.reference), item)
    for on, items in days.items():
        first, several = next(iter(items.values())), len(items) > 1
        what = counted(len(items), "modification") if several else first.reference
        yield Found(
            period=report.period,
            reference=None if several else first.reference,
            message=f"{upper_first(what)} {'are' if several else 'is'} listed as approved for implementation "
            f"on {day(on)}; the report was published on {day(published)}.",
            stated={"release_date": str(on)},
            expected={"published_on": str(published)},
            evidence=report.see(items.values()),
        )


def _past(report: Report, published: date) -> Iterator[tuple[Fact, str, date, str, date, str]]:
    """What is said to come, and was past: the fact, its field and date, the field and date it contradicts."""
    for item in report.facts(Consultation):
        name = "Refinement" if item.consultation == "refinement" else "Modification Report"
        if item.status == "open" and item.closes_on and item.closes_on < published:
            said = f"The {name} Consultation on {item.reference} is said to be open, and closed"
            yield item, "closes_on", item.closes_on, "published_on", published, said
        last = item.week_commencing and item.week_commencing + _REST_OF_WEEK
        if item.status == "expected" and item.week_commencing and last and last < published:
            said = f"The {name} Consultation on {item.reference} is expected in the week that began"
            yield item, "week_commencing", item.week_commencing, "published_on", published, said
    for meeting in report.facts(Meeting):
        if meeting.status == "scheduled" and meeting.held_on and meeting.held_on < published:
            said = f"A {body(meeting.body)} meeting is said to be still to come"
            yield meeting, "held_on", meeting.held_on, "published_on", published, said
    raised = {identity(one.reference): one.raised_on for one in report.facts(ProposalRaised)}
    for vote in decisions_on(report):
        on, began = vote.decided_on, raised.get(identity(vote.reference))
        decided = f"{vote.reference} is said to have been {plain(vote.outcome)} by the {body(vote.body)}"
        if on and began and on < began:
            yield vote, "decided_on", on, "raised_on", began, decided
        if on and vote.outcome == "approved" and vote.implementation_date and vote.implementation_date < on:
            said = f"{vote.reference} is said to have been approved for implementation"
            yield vote, "implementation_date", vote.implementation_date, "decided_on", on, said


def _limits(report: Report) -> Iterator[tuple[Fact, str, date, str, str]]:
    """Each dated fact with its field, its date, what limits it, and the beginning of a sentence."""
    for row in report.facts(Assessment):
        if row.accepted_on:
            yield row, "accepted_on", row.accepted_on, "data_cut_off", f"{row_name(row)} was accepted"
        if row.returned_on:
            yield row, "returned_on", row.returned_on, "published_on", f"{row_name(row)} was returned"
    yield from _published_after(report)


def _published_after(report: Report) -> Iterator[tuple[Fact, str, date, str, str]]:
    """What no report can tell of before it happened."""
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
