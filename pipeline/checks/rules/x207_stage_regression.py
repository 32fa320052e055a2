"""A modification went back a stage, and no decision in between explains it.

Why it matters: something was decided that no report tells of.

The stage is read from the last signs of each report: open assessments, Working Group meetings,
consultations, votes, release lists. A sign of an earlier stage is found beside one of the old stage too:
one of the two is wrong. So is one that has it with the Authority, which decided on it before.

May be lawful, and is not found: a decision that sent it back, a referral, an appeal or a vote held again; a
Working Group that meets on the answers to a consultation or on tests; an Impact Assessment brought up to date
in the Report Phase.

May be lawful: a send-back, a referral or an appeal, a Working Group that looks at answers to a consultation
or at tests, and an Impact Assessment that is brought up to date before the vote.

Not judged: modifications with a missing month between the two reports, for it may have told the decision;
and, beside a sign of the old stage, open assessments, modifications delivered in parts or split, and those
voted on since.

Passes:

    report 2020-07
    consultation MP086 modification_report open closes_on=2020-07-10
    report 2020-08
    decision MP086 change_board modification sent_back decided_on=2020-07-22
    meeting working_group monthly held held_on=2020-08-05 references=MP086

Fails:

    report 2020-07
    consultation MP086 modification_report open closes_on=2020-07-10
    report 2020-08
    meeting working_group monthly held held_on=2020-08-05 references=MP086

Says: MP086 was in Opine on 7 July 2020 (its Modification Report Consultation is open) and is back in Refine
on 5 August 2020 (a Working Group meeting dealt with it); no decision in between is reported.
"""

from collections.abc import Sequence
from itertools import pairwise

from extractors.contract import Assessment, Decision
from pipeline.basics.calendar import next_month
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import reopened
from pipeline.checks.process.signs import Sign, in_parts, latest, signs_in
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.wording import day, stage
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "X207"
NAME = "stage-regression"
SEVERITY: Severity = "error"

_SENDS_BACK = ("sent_back", "referred", "deferred", "rejected")


def find(model: CheckModel) -> Verdicts:
    """Every modification with a sign of an earlier stage than the last signs of the report before."""
    last_seen: dict[str, tuple[int, list[Sign]]] = {}
    apart: set[str] = set()
    for place, report in enumerate(model.series):
        apart |= in_parts(report)
        for who, every in signs_in(report).items():
            seen = [sign for sign in every if sign.ranks]
            if not seen:
                continue
            last, before = latest(seen), last_seen.get(who)
            last_seen[who] = (place, last)
            decided = _decided_and_pending(seen)
            if not model.in_scope(report.period):
                continue
            if decided and not reopened([report], who, decided[0].on):
                yield _found(report, [decided[1]], [], report, [decided[0]])
                continue
            if before is None:
                continue
            then_place, then = before
            now = _back(seen, then)
            still = [one for one in last if one not in now]
            if not still:
                now = [one for one in last if one in now]
            else:
                now = [] if who in apart else [one for one in now if _stands(one, who, report)]
            between = model.series[then_place : place + 1]
            told = [paper for one in between for paper in model.papers_of(one)]
            if not now or _explained(who, told, between[0], then[0]):
                continue
            if any(next_month(one.period) < two.period for one, two in pairwise(between)):
                yield Unjudged(
                    period=report.period,
                    reference=now[0].reference,
                    reason="it went back a stage, but a month is missing in between",
                )
                continue
            yield _found(report, now, still, model.series[then_place], then)


def _found(report: Report, now: list[Sign], still: list[Sign], earlier: Report, then: list[Sign]) -> Found:
    old, new = then[0], now[0]
    beside = f", while the same report has it in {stage(still[0].stage)}" if still else ""
    return Found(
        period=report.period,
        reference=new.reference,
        message=f"{new.reference} was in {stage(old.stage)} on {day(old.on)} ({old.words}) and is "
        f"back in {stage(new.stage)} on {day(new.on)} ({new.words}){beside}; no decision in "
        "between is reported.",
        stated={"stage": new.stage},
        expected={"stage": old.stage},
        evidence=report.see([one.fact for one in (*now, *still)]) + earlier.see([one.fact for one in then]),
    )


def _decided_and_pending(seen: list[Sign]) -> tuple[Sign, Sign] | None:
    """The Authority's decision, and the sign of the same report that it has not decided yet."""
    pending = next((one for one in seen if one.name == "with_authority"), None)
    decided = next(
        (
            one
            for one in seen
            if one.name == "approved" and isinstance(one.fact, Decision) and one.fact.body == "authority"
        ),
        None,
    )
    return (decided, pending) if decided and pending else None


def _back(seen: list[Sign], then: list[Sign]) -> list[Sign]:
    """The signs since then that allow only earlier stages than those of then."""
    lowest = min(one.ranks[0] for one in then)
    return [one for one in seen if one.on > then[0].on and one.ranks[-1] < lowest]


def _stands(sign: Sign, who: str, report: Report) -> bool:
    """Whether it contradicts a sign of the old stage: an assessment may run on, a vote may have followed."""
    return not isinstance(sign.fact, Assessment) and not any(
        identity(vote.reference) == who and vote.decided_on and vote.decided_on >= sign.on
        for vote in report.facts(Decision)
    )


def _explained(who: str, told: Sequence[Report], earlier: Report, then: Sign) -> bool:
    """Whether a decision since the earlier sign, in what was told up to the later one, sends it back."""
    return any(
        identity(vote.reference) == who
        and vote.outcome in _SENDS_BACK
        and (vote.decided_on is None or vote.decided_on >= then.on)
        for report in told
        for vote in report.facts(Decision)
        if vote.subject in ("modification", "progression", "appeal")
    ) or reopened([one for one in told if one is not earlier], who, then.on, by_vote=False)
