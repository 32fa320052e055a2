"""Two reports give different outcomes or dates of the same decision.

Why it matters: one of the two told the Panel something that did not happen.

The same decision is the same body's on the same day; a final outcome (approved, rejected, withdrawn) of a
body that stands with two days is one decision misdated, unless something sent the modification back.
Two final outcomes of one day contradict each other whatever bodies are named, but for the Change Board's vote
beside the Authority's decision. Once a later report repeats what an earlier one said, it is not found again.

An outcome without a day is held against the opposite one that was told last.

May be lawful: a vote held again, a decision after a send-back or an appeal, and the Change Board's vote
beside the Authority's decision.

Not judged: what a report explains so.

Passes:

    report 2020-07
    decision MP118 change_board modification approved decided_on=2020-06-24
    report 2020-08
    decision MP118 change_board modification approved decided_on=2020-06-24

Fails:

    report 2020-07
    decision MP118 change_board modification approved decided_on=2020-06-24
    report 2020-08
    decision MP118 change_board modification rejected decided_on=2020-06-24

Says: The report for August 2020 says that the Change Board rejected MP118 on 24 June 2020; that for July 2020
said approved.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from extractors.contract import Decision
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import decisions_on, reopened
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.decisions import FINAL, exclusive
from pipeline.checks.support.wording import body, day, month, plain
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X208"
NAME = "decision-contradicted"
SEVERITY: Severity = "error"

_SENDS_BACK = ("sent_back", "referred")
_OPPOSITE = {"approved", "rejected"}
_ONE_MEETING = 3
_Subject = tuple[str, str, str]


def find(model: CheckModel) -> Verdicts:
    """Every decision that contradicts what an earlier report said, and that no earlier report said too."""
    told: dict[_Subject, list[tuple[Report, Decision]]] = defaultdict(list)
    days: dict[tuple[str, date | None], list[tuple[Report, Decision]]] = defaultdict(list)
    sent_back: dict[str, list[date]] = defaultdict(list)
    for report in model.papers:
        for vote in report.facts(Decision):
            if vote.outcome in _SENDS_BACK:
                sent_back[identity(vote.reference)].append(vote.decided_on or report.known_on)
        here = list(_dated_votes(report))
        for subject, vote in here:
            before = told[subject]
            if any((one.outcome, one.decided_on) == (vote.outcome, vote.decided_on) for _, one in before):
                continue
            against = _contradicted(vote, before, sent_back[subject[0]]) or _of_that_day(
                vote, days[subject[0], vote.decided_on]
            )
            if against is not None and not _voted_again(model, report, subject[0], against):
                yield _found(report, vote, *against)
        yield from _undated(model, report, told, {subject for subject, _ in here})
        for subject, vote in here:
            told[subject].append((report, vote))
            if vote.subject == "modification" and vote.outcome in FINAL:
                days[subject[0], vote.decided_on].append((report, vote))


def _dated_votes(report: Report) -> Iterator[tuple[_Subject, Decision]]:
    """Its votes of a day that decided something of a modification or of its conversion."""
    for vote in report.facts(Decision):
        if vote.decided_on and vote.outcome != "pending" and vote.subject in ("modification", "conversion"):
            yield (identity(vote.reference), vote.body, vote.subject), vote


def _contradicted(
    vote: Decision, before: list[tuple[Report, Decision]], sent_back: list[date]
) -> tuple[Report, Decision] | None:
    """The newest earlier statement that cannot be true beside this one."""
    for report, one in reversed(before):
        if one.decided_on == vote.decided_on and one.outcome != vote.outcome:
            return report, one
        if {one.outcome, vote.outcome} == _OPPOSITE and _of_one_meeting(one, vote):
            return report, one
        if one.outcome == vote.outcome and vote.outcome in FINAL and one.decided_on and vote.decided_on:
            first, last = sorted((one.decided_on, vote.decided_on))
            if not any(first <= on <= last for on in sent_back):
                return report, one
    return None


def _of_one_meeting(one: Decision, vote: Decision) -> bool:
    """Whether their days are too near for two meetings of one body."""
    return bool(
        one.decided_on and vote.decided_on and abs((one.decided_on - vote.decided_on).days) <= _ONE_MEETING
    )


def _undated(
    model: CheckModel,
    report: Report,
    told: dict[_Subject, list[tuple[Report, Decision]]],
    dated: set[_Subject],
) -> Iterator[Found]:
    """Every outcome told without a day that is the opposite of what an earlier report said last."""
    for vote in decisions_on(report):
        subject = identity(vote.reference), vote.body, vote.subject
        if vote.decided_on or vote.outcome not in _OPPOSITE or subject in dated or not told[subject]:
            continue
        earlier, one = told[subject][-1]
        if earlier is report or {one.outcome, vote.outcome} != _OPPOSITE:
            continue
        if not _voted_again(model, report, subject[0], (earlier, one)):
            yield _found(report, vote, earlier, one)


def _voted_again(model: CheckModel, report: Report, who: str, against: tuple[Report, Decision]) -> bool:
    """Whether a report since the earlier one tells of an appeal, a send-back or a vote held again."""
    earlier, one = against
    since = tuple(two for two in model.papers_until(report) if two.period >= earlier.period)
    return reopened(since, who, one.decided_on or earlier.known_on, by_vote=False)


def _of_that_day(vote: Decision, before: list[tuple[Report, Decision]]) -> tuple[Report, Decision] | None:
    """The newest earlier statement of another final outcome on the same day, by another body."""
    if vote.subject != "modification" or vote.outcome not in FINAL:
        return None
    return next(
        (
            (report, one)
            for report, one in reversed(before)
            if one.outcome != vote.outcome and exclusive(one.body, vote.body)
        ),
        None,
    )


def _found(report: Report, vote: Decision, earlier: Report, one: Decision) -> Found:
    on = f" on {day(vote.decided_on)}" if vote.decided_on else ""
    by = "" if vote.outcome == "withdrawn" else f"the {body(vote.body)} "
    verb = f"{vote.reference} was withdrawn" if not by else f"{by}{plain(vote.outcome)} {vote.reference}"
    if one.outcome != vote.outcome:
        who = f" by the {body(one.body)}" if one.body != vote.body and one.outcome != "withdrawn" else ""
        was, field = f"{plain(one.outcome)}{who}", "outcome"
    else:
        was, field = day(one.decided_on or earlier.known_on), "decided_on"
    return Found(
        period=report.period,
        reference=vote.reference,
        message=f"The report for {month(report.period)} says that {verb}{on}; that for "
        f"{month(earlier.period)} said {was}.",
        stated={"body": vote.body, field: str(getattr(vote, field))},
        expected={field: str(getattr(one, field))},
        evidence=report.see(vote) + earlier.see(one),
    )
