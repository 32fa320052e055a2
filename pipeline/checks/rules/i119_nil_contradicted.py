"""The report says that there is none, and tells of one.

A nil statement denies its own subject, status and period: what is told of with a day must lie in the month
of the report's figures, or be open on the day of the report.

Why it matters: the Panel reads the sentence and looks no further.

May be lawful: “none open” beside one that is expected or closed, “no Authority decision” beside what is
pending with the Authority, a decision of an earlier month that is told again, an implementation after the
month's end.

Not judged: votes and decisions of the sections beside a summary that has none (I111 tells of them), what is
told without a day where only the day would say whether it is meant, and lists of releases unless the
statement names the release.

Passes:

    report 2020-08
    nil_return refinement_consultations_open section=refine
    consultation MP107 refinement expected week_commencing=2020-08-10
    nil_return authority_decisions section=opine
    decision MP088 authority modification pending

Fails:

    report 2020-08
    nil_return refinement_consultations_open section=refine
    consultation MP107 refinement open closes_on=2020-08-28

Says: The report says that there are no open Refinement Consultations, but MP107 is out for one.
"""

from collections.abc import Callable, Iterator
from datetime import date

from extractors.contract import (
    Claim,
    Consultation,
    Decision,
    Fact,
    NilReturn,
    ProposalRaised,
    Recommendation,
    ReleaseItem,
)
from pipeline.basics.calendar import month_of
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import decisions_on
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.register_match import release_key
from pipeline.checks.support.wording import plain
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I119"
NAME = "nil-contradicted"
SEVERITY: Severity = "error"

# A fact that is denied, with its reference and the end of the sentence.
_Denied = tuple[Fact, str, str]
_VOTED = ("approved", "rejected", "sent_back", "deferred")
_DECIDED = ("approved", "rejected", "sent_back")


def find(model: CheckModel) -> Verdicts:
    """Every nil statement of a report beside what it denies."""
    for report in model.reports:
        statements = {nil.subject: nil for nil in reversed(report.facts(NilReturn))}
        if not statements:
            yield Unjudged(
                period=report.period, reason="the report does not say that there is none of anything"
            )
        for subject, nil in statements.items():
            none, denied = _DENIED[subject]
            told: set[str] = set()
            for fact, reference, says in denied(report, nil):
                if identity(reference) in told:
                    continue
                told.add(identity(reference))
                yield Found(
                    period=report.period,
                    reference=reference,
                    message=f"The report says that there are no {none}, but {reference} {says}.",
                    stated={"nil": subject},
                    expected={"told": fact.kind, "reference": reference},
                    evidence=report.see(nil, fact),
                )


def _in_month(report: Report, on: date | None, period: str | None = None) -> bool:
    """Whether the day, or the month where only that is printed, is that of the report's figures."""
    month = month_of(on) if on else period
    return month is not None and report.cut_off is not None and month == month_of(report.cut_off)


def _recommended(to_stage: str) -> Callable[[Report, NilReturn], Iterator[_Denied]]:
    def denied(report: Report, nil: NilReturn) -> Iterator[_Denied]:
        for put in report.facts(Recommendation):
            if put.to_stage == to_stage:
                yield put, put.reference, "is recommended"

    return denied


def _consulted(kind: str, status: str) -> Callable[[Report, NilReturn], Iterator[_Denied]]:
    def denied(report: Report, nil: NilReturn) -> Iterator[_Denied]:
        says = "is out for one" if status == "open" else "is to be consulted on"
        for one in report.facts(Consultation):
            if one.consultation != kind or one.status != status:
                continue
            over = one.closes_on is not None and one.closes_on < report.known_on
            to_come = one.opens_on is not None and one.opens_on > report.known_on
            if status == "expected" or not (over or to_come):
                yield one, one.reference, says

    return denied


def _summed_up(report: Report, nil: NilReturn) -> Iterator[_Denied]:
    for vote in decisions_on(report):
        if vote.section == "summary" and vote.outcome == "approved":
            yield vote, vote.reference, "is said to have been approved"


def _converted(report: Report, nil: NilReturn) -> Iterator[_Denied]:
    for vote in report.facts(Decision):
        recommended = vote.subject == "conversion" and vote.body == "change_sub_committee"
        this_month = vote.decided_on is None or _in_month(report, vote.decided_on)
        if recommended and vote.outcome == "approved" and this_month:
            yield vote, vote.reference, "is recommended for conversion"


def _requested(report: Report, nil: NilReturn) -> Iterator[_Denied]:
    for vote in report.facts(Decision):
        approved = vote.subject == "impact_assessment" and vote.outcome == "approved"
        if approved and vote.body == "change_board" and _in_month(report, vote.decided_on, vote.period):
            yield vote, vote.reference, "has its request approved"


def _decided(body: str, outcomes: tuple[str, ...]) -> Callable[[Report, NilReturn], Iterator[_Denied]]:
    def denied(report: Report, nil: NilReturn) -> Iterator[_Denied]:
        for vote in decisions_on(report):
            if (vote.section, vote.body) != ("opine", body):
                continue
            if vote.outcome in outcomes and _in_month(report, vote.decided_on, vote.period):
                yield vote, vote.reference, f"was {plain(vote.outcome)}"

    return denied


def _implemented(report: Report, nil: NilReturn) -> Iterator[_Denied]:
    for item in report.facts(ReleaseItem):
        if item.status == "implemented" and _in_month(report, item.release_date, release_key(item.release)):
            yield item, item.reference, "is said to have been implemented"


def _listed(report: Report, nil: NilReturn) -> Iterator[_Denied]:
    named = release_key(" ".join(place.text for place in nil.evidence))
    for item in report.facts(ReleaseItem):
        if named and item.status == "approved" and release_key(item.release) == named:
            yield item, item.reference, "is listed for it"


def _raised(report: Report, nil: NilReturn) -> Iterator[_Denied]:
    for one in report.facts(ProposalRaised):
        if _in_month(report, one.raised_on):
            yield one, one.reference, "was raised"


_DENIED: dict[Claim, tuple[str, Callable[[Report, NilReturn], Iterator[_Denied]]]] = {
    "recommended_refinement": ("recommendations for the Refinement Process", _recommended("refinement")),
    "recommended_report": ("recommendations for the Report Phase", _recommended("report")),
    "decisions": ("decisions", _summed_up),
    "conversions": ("recommendations for conversion", _converted),
    "refinement_consultations_open": ("open Refinement Consultations", _consulted("refinement", "open")),
    "refinement_consultations_expected": (
        "expected Refinement Consultations",
        _consulted("refinement", "expected"),
    ),
    "report_consultations_open": (
        "open Modification Report Consultations",
        _consulted("modification_report", "open"),
    ),
    "report_consultations_expected": (
        "expected Modification Report Consultations",
        _consulted("modification_report", "expected"),
    ),
    "impact_assessment_requests": ("approved Impact Assessment requests", _requested),
    "change_board_votes": ("Change Board votes", _decided("change_board", _VOTED)),
    "authority_decisions": ("Authority decisions", _decided("authority", _DECIDED)),
    "implemented": ("implementations", _implemented),
    "release_contents": ("modifications in the release", _listed),
    "new_proposals": ("new proposals", _raised),
}
