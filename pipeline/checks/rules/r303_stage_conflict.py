"""The register cannot have been at that stage on that date.

Why it matters: the report shows a modification at work that the register has closed, or the other way
round; one of them misleads.

A register behind the report's stage, or two stages and more ahead of it within a month, cannot be; one
stage ahead can, when the sign is older than the snapshot: the modification may have moved on.

A register that was ahead both before and after a sign was ahead on its day, whatever the report's other
signs; only assessments may run on.

The timeline counts as much as the cell: that a modification had been withdrawn, implemented or decided by the
Authority before. Of a modification that the register has in parts alone, all parts must be closed.

May be lawful, and is not found: a Draft Proposal that goes straight to the Report Phase; a Fast Track, Urgent
or Authority-led one that passes several stages in days; an appeal or a send-back after the register's
decision; a Working Group that meets on answers or tests. Where the next snapshot says what the report said,
the register was late: then it is only told as information.

May be lawful: a register brought up to date days or weeks late, urgent and fast paths, a proposal that goes
straight to the Report Phase, and a Working Group on answers or tests.

Not judged: a report for which there is no snapshot of its time, stages whose wording is not known, and
modifications delivered in parts or split, which may be at two stages.

Passes:

    report 2020-08
    assessment MP105 IA open accepted_on=2020-07-15 target_wd=40 duration_wd=13
    register 2020-08-07
    entry MP105 stage='Refinement Process'

Fails:

    report 2020-08
    assessment MP105 IA open accepted_on=2020-07-15 target_wd=40 duration_wd=13
    register 2020-08-07
    entry MP105 stage=Implemented

Says: The report has MP105 in Refine on 31 July 2020 (its Impact Assessment is open); the register
of 7 August 2020 says Implemented.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from extractors.contract import Assessment
from pipeline.basics.identity import number
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel, after, until
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.process.known import closed_in_register, path_in_register, reopened
from pipeline.checks.process.paths import path
from pipeline.checks.process.signs import Sign, in_parts, latest, signs_in
from pipeline.checks.process.stages import is_closed, rank, steps
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.support.register_match import (
    NO_SNAPSHOT,
    REGISTER_LATE,
    lasting,
    near_entry,
    nothing_near,
    why_not,
)
from pipeline.checks.support.wording import day, listed, stage
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.entries import RegisterEntry
from pipeline.register.files.events import kind_of

CODE = "R303"
NAME = "stage-conflict"
SEVERITY: Severity = "error"
REPEATS = True

# No modification passes a whole stage in so short a time.
_TWO_STAGES = timedelta(days=31)
_NOT_OLDER = timedelta(days=45)
# What a line of the timeline says, as a stage.
_OVER = {"withdrawn": "withdrawn", "implemented": "implemented", "authority_approved": "release"}


@dataclass(frozen=True, slots=True)
class _Told:
    """What the register says of a modification's stage near a report's day, and since when it does.

    `held` is the last day up to the report's on which it is known to have said so still.
    """

    snapshot: Snapshot
    entry: RegisterEntry
    stage: str
    since: date | None
    held: date


def find(model: CheckModel) -> Verdicts:
    """Every modification whose last signs in a report contradict the register's stage, or one sign must."""
    for report in model.reports:
        none = nothing_near(model, report)
        if none:
            yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
        for who, every in signs_in(report).items():
            seen = [sign for sign in every if sign.ranks]
            if not seen:
                continue
            over = _over_by_timeline(model, report, who, latest(seen)) or _parts_over(
                model, report, who, seen
            )
            if over:
                yield over
                continue
            told = _told(model, report, who)
            if told is not None:
                yield from _judged(model, report, who, seen, told)
            elif not none:
                unknown = "the register has no stage of it, or one in words that are not known"
                reason = why_not(model, report, who, unknown)
                yield Unjudged(period=report.period, reference=seen[0].reference, reason=reason)


def _told(model: CheckModel, report: Report, who: str) -> _Told | None:
    near = near_entry(model, report, who, "stage")
    known = dated.register_stage(near[1].stage, near[0].as_of) if near else None
    if near is None or known is None:
        return None
    since = None
    for snapshot in reversed(until(model.about(who), near[0].as_of)):
        entry = snapshot.entries.get(who)
        if entry is None or _stage_of(entry, snapshot) != known:
            break
        since = snapshot.as_of
    held = near[0].held_until(report.known_on)
    return _Told(*near, known, since if since != near[0].as_of else None, held)


def _judged(model: CheckModel, report: Report, who: str, seen: list[Sign], told: _Told) -> Verdicts:
    wrong, earlier = _wrong(model, who, seen, told)
    if not wrong:
        return
    if any(who in in_parts(one) for one in model.papers_until(report)):
        reason = "it is delivered in parts or split, which may be at two stages"
        yield Unjudged(period=report.period, reference=wrong[0].reference, reason=reason)
        return
    since = told.entry.decision_date or told.snapshot.as_of
    if is_closed(told.stage, told.snapshot.as_of) and _reopened(model, report, who, since):
        reason = "the reports tell of an appeal, a send-back or another vote since the register's decision"
        yield Unjudged(period=report.period, reference=wrong[0].reference, reason=reason)
        return
    yield _found(report, wrong, told, earlier, late=_late(model, who, wrong, told))


def _wrong(model: CheckModel, who: str, seen: list[Sign], told: _Told) -> tuple[list[Sign], Snapshot | None]:
    """The signs that cannot be, and the snapshot before them that says so beside this one."""
    last = latest(seen)
    if all(_cannot_be(one, told) for one in last):
        return last, None
    ahead = [(one, by) for one in seen if (by := _ahead_by(model, who, one, told))]
    return [one for one, _ in ahead], next((by for _, by in ahead if by != told.snapshot), None)


def _late(model: CheckModel, who: str, wrong: list[Sign], told: _Told) -> Snapshot | None:
    """The next snapshot, where it has the modification as far as the report had it."""
    next_one = next(iter(after(model.about(who), told.snapshot.as_of)), None)
    entry = next_one.entries.get(who) if next_one else None
    if next_one is None or entry is None:
        return None
    now, then = (rank(one, told.snapshot.as_of) for one in (_stage_of(entry, next_one), told.stage))
    if now is None or then is None or not all(then < one.ranks[0] <= now for one in wrong):
        return None
    return next_one


def _stage_of(entry: RegisterEntry, snapshot: Snapshot) -> str:
    return dated.register_stage(entry.stage, snapshot.as_of) or ""


def _found(
    report: Report, wrong: list[Sign], told: _Told, earlier: Snapshot | None, late: Snapshot | None
) -> Found:
    sign, entry, already = wrong[0], told.entry, ""
    cells = told.snapshot.see(entry, "stage")
    if earlier:
        then = next(
            one for one in earlier.entries.values() if number(one.reference) == number(entry.reference)
        )
        already = f", and that of {day(earlier.as_of)} said {then.stage}"
        cells += earlier.see(then, "stage")
    if late:
        already = f" ({REGISTER_LATE}: that of {day(late.as_of)} agrees)"
    return Found(
        period=report.period,
        reference=sign.reference,
        message=f"The report has {sign.reference} in {stage(sign.stage)} on {day(sign.on)} "
        f"({sign.words}); the register of {day(told.snapshot.as_of)} says {entry.stage}{already}.",
        stated={"stage": sign.stage},
        expected={"stage": entry.stage},
        evidence=report.see([one.fact for one in wrong]) + cells,
        severity="info" if late else None,
    )


def _over_by_timeline(model: CheckModel, report: Report, who: str, last: list[Sign]) -> Found | None:
    """Where the timeline of a page of whatever time says that it was over before the report's last sign."""
    sign = last[0]
    if any(one.stage in ("release", "implemented") for one in last):
        return None
    for snapshot in lasting(model, report, who):
        entry = snapshot.entries.get(who)
        for event in entry.events if entry else ():
            over, on = _OVER.get(kind_of(event) or ""), event.happened_on
            if entry is None or on is None or over is None or on >= sign.on:
                continue
            if _reopened(model, report, who, on) or _may_run_on(sign, over, on):
                continue
            what = "approved by the Authority" if over == "release" else over
            return Found(
                period=report.period,
                reference=sign.reference,
                message=f"The report has {sign.reference} in {stage(sign.stage)} on {day(sign.on)} "
                f"({sign.words}); the timeline in the register of {day(snapshot.as_of)} says that it was "
                f"{what} on {day(on)}.",
                stated={"stage": sign.stage},
                expected={"stage": over},
                evidence=(*report.see([one.fact for one in last]), snapshot.see_event(entry, event)),
            )
    return None


def _reopened(model: CheckModel, report: Report, who: str, since: date) -> bool:
    return reopened(model.papers_until(report), who, since, by_vote=False)


def _may_run_on(sign: Sign, over: str, on: date) -> bool:
    """Whether the sign may be of an approved modification: such as a Working Group on its tests."""
    return over == "release" and sign.name != "with_authority" and on > sign.on - _NOT_OLDER


def _parts_over(model: CheckModel, report: Report, who: str, seen: list[Sign]) -> Found | None:
    """Where the register has the modification in parts alone, and each was withdrawn or rejected before."""
    sign = latest(seen)[0]
    for snapshot in until(model.about(who), report.known_on)[-1:]:
        if who in snapshot.entries or who not in snapshot.numbers:
            continue
        parts = [one for one in snapshot.entries.values() if number(one.reference) == who]
        ends = [closed_in_register(snapshot, one) for one in snapshot.entries if number(one) == who]
        over = [one for one in ends if one and one.stage in ("withdrawn", "rejected") and one.on < sign.on]
        if not parts or len(over) < len(parts):
            continue
        names = listed(one.reference for one in parts)
        return Found(
            period=report.period,
            reference=sign.reference,
            message=f"The report has {sign.reference} in {stage(sign.stage)} on {day(sign.on)} "
            f"({sign.words}); by the register of {day(snapshot.as_of)} its parts {names} were all "
            f"{listed(sorted({one.stage for one in over}))} by then.",
            stated={"stage": sign.stage},
            expected={"stage": over[0].stage},
            evidence=(*report.see(sign.fact), *(one.cell for one in over if one.cell)),
        )
    return None


def _cannot_be(sign: Sign, told: _Told) -> bool:
    """Whether a sign of one day and the register's stage of another contradict each other."""
    known, as_of = told.stage, told.held
    if (now := rank(known, as_of)) is None:
        return _was_closed(sign, known, told.entry.decision_date or told.since, as_of)
    if known in sign.stages:
        return False
    ahead = now - sign.ranks[-1] if now > sign.ranks[-1] else now - sign.ranks[0]
    if as_of == sign.on:
        return not _just_moves(sign, ahead)
    if as_of < sign.on:
        return ahead > 0
    if ahead < 0:
        return True
    return as_of - sign.on <= _TWO_STAGES and not _may_move(sign, told)


def _may_move(sign: Sign, told: _Told) -> bool:
    """Whether it may have moved from the sign's stage to the register's within a month."""
    on = told.snapshot.as_of
    way = path_in_register(told.snapshot, told.entry)
    known = path(way, on)
    if known and known.quick:
        return True
    moves = steps((sign.stage,), told.stage, on, way or "")
    return moves is not None and moves <= 1


def _ahead_by(model: CheckModel, who: str, sign: Sign, told: _Told) -> Snapshot | None:
    """The snapshot by the sign's day with a later stage than the sign's, where the one after it has too."""
    before = until(model.about(who), sign.on)[-1:]
    entry = before[0].entries.get(who) if before else None
    now = rank(told.stage, told.snapshot.as_of)
    if entry is None or told.held < sign.on or now is None or isinstance(sign.fact, Assessment):
        return None
    ahead, then = now - sign.ranks[-1], rank(_stage_of(entry, before[0]), before[0].as_of)
    recent = sign.on - before[0].held_until(sign.on) <= _NOT_OLDER
    if ahead <= 0 or _just_moves(sign, ahead) or not recent:
        return None
    return before[0] if then is not None and then > sign.ranks[-1] else None


def _was_closed(sign: Sign, known: str, decided_on: date | None, as_of: date) -> bool:
    """Whether it was closed on the day of the sign already, or cannot have been rejected so soon after.

    A withdrawal takes no time; a rejection needs a vote, and before it the Report Phase.
    """
    if (decided_on or as_of) <= sign.on:
        return True
    too_soon = known == "rejected" and sign.stage != "opine" and as_of - sign.on <= _TWO_STAGES
    return too_soon and decided_on is None


def _just_moves(sign: Sign, ahead: int) -> bool:
    """A modification that is put to the Panel may be entered under the next stage on the same day."""
    return ahead == 1 and sign.fact.kind == "recommendation"
