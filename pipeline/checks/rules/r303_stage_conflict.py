"""The register cannot have been at that stage on that date.

Why it matters: the report shows a modification at work that the register has closed, or the other way
round; one of them misleads.

A register behind the report's stage, or two stages and more ahead of it within a month, cannot be; one
stage ahead can, when the sign is older than the snapshot: the modification may have moved on.

A register that was ahead both before and after a sign was ahead on its day, whatever the report's other
signs; only assessments may run on.

Where the stage of that time is not known, the timeline of a later page still tells that a modification had
been withdrawn or implemented before.

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

from datetime import date, timedelta

from extractors.contract import Assessment
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel, until
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.support import parameters_by_date as dated
from pipeline.checks.support.register_match import NO_SNAPSHOT, lasting, near_entry, nothing_near, why_not
from pipeline.checks.support.sightings import RANK, Sighting, in_parts, latest, sightings
from pipeline.checks.support.wording import day, stage
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.entries import RegisterEntry
from pipeline.register.files.events import kind_of

CODE = "R303"
NAME = "stage-conflict"
SEVERITY: Severity = "error"

# No modification passes a whole stage in so short a time.
_TWO_STAGES = timedelta(days=31)
_NOT_OLDER = timedelta(days=45)


def find(model: CheckModel) -> Verdicts:
    """Every modification whose last signs in a report contradict the register's stage, or one sign must."""
    for report in model.reports:
        none = nothing_near(model, report)
        if none:
            yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
        for who, seen in sightings(report).items():
            told, last = near_entry(model, report, who, "stage"), latest(seen)
            known = dated.register_stage(told[1].stage, told[0].as_of) if told else None
            if told is None or known is None:
                unknown = "the register has no stage of it, or one in words that are not known"
                if over := _over_by_timeline(model, report, who, last):
                    yield over
                    continue
                reason = why_not(model, report, who, unknown)
                if not none:
                    yield Unjudged(period=report.period, reference=last[0].reference, reason=reason)
                continue
            snapshot, entry = told
            wrong, earlier = _wrong(model, who, seen, snapshot, entry, known)
            if wrong and any(who in in_parts(one) for one in (*model.before(report), report)):
                reason = "it is delivered in parts or split, which may be at two stages"
                yield Unjudged(period=report.period, reference=wrong[0].reference, reason=reason)
            elif wrong:
                yield _found(report, who, wrong, snapshot, earlier)


def _wrong(
    model: CheckModel, who: str, seen: list[Sighting], snapshot: Snapshot, entry: RegisterEntry, known: str
) -> tuple[list[Sighting], Snapshot | None]:
    """The signs that cannot be, and the snapshot before them that says so beside this one."""
    last = latest(seen)
    if all(_cannot_be(one, known, entry, snapshot) for one in last):
        return last, None
    ahead = [(one, by) for one in seen if (by := _ahead_by(model, who, one, known, snapshot))]
    return [one for one, _ in ahead], next((by for _, by in ahead if by != snapshot), None)


def _found(
    report: Report, who: str, wrong: list[Sighting], snapshot: Snapshot, earlier: Snapshot | None
) -> Found:
    sign, entry, already = wrong[0], snapshot.entries[who], ""
    cells = snapshot.see(entry, "stage")
    if earlier:
        then = earlier.entries[who]
        already = f", and that of {day(earlier.as_of)} said {then.stage}"
        cells += earlier.see(then, "stage")
    return Found(
        period=report.period,
        reference=sign.reference,
        message=f"The report has {sign.reference} in {stage(sign.stage)} on {day(sign.on)} "
        f"({sign.sign}); the register of {day(snapshot.as_of)} says {entry.stage}{already}.",
        stated={"stage": sign.stage},
        expected={"stage": entry.stage},
        evidence=report.see([one.fact for one in wrong]) + cells,
    )


def _over_by_timeline(model: CheckModel, report: Report, who: str, last: list[Sighting]) -> Found | None:
    """Where the timeline of a page of whatever time says that it was over before the report's last sign."""
    sign = last[0]
    if any(one.stage in ("release", "implemented") for one in last):
        return None
    for snapshot in lasting(model, report, who):
        entry = snapshot.entries.get(who)
        for event in entry.events if entry else ():
            over, on = kind_of(event), event.happened_on
            if entry is None or on is None or over not in ("implemented", "withdrawn") or on >= sign.on:
                continue
            return Found(
                period=report.period,
                reference=sign.reference,
                message=f"The report has {sign.reference} in {stage(sign.stage)} on {day(sign.on)} "
                f"({sign.sign}); the timeline in the register of {day(snapshot.as_of)} says that it was "
                f"{over} on {day(on)}.",
                stated={"stage": sign.stage},
                expected={"stage": over},
                evidence=(*report.see([one.fact for one in last]), snapshot.see_event(entry, event)),
            )
    return None


def _cannot_be(sighting: Sighting, known: str, entry: RegisterEntry, snapshot: Snapshot) -> bool:
    """Whether a sign of one day and the register's stage of another contradict each other."""
    if known in ("rejected", "withdrawn", "closed"):
        return _was_closed(sighting, known, entry.decision_date, snapshot.as_of)
    ahead = RANK[known] - RANK[sighting.stage]
    if ahead == 0:
        return False
    if snapshot.as_of == sighting.on:
        return not _just_moves(sighting, ahead)
    if snapshot.as_of < sighting.on:
        return ahead > 0
    if ahead < 0:
        return True
    return ahead > 1 and snapshot.as_of - sighting.on <= _TWO_STAGES


def _ahead_by(model: CheckModel, who: str, sign: Sighting, known: str, snapshot: Snapshot) -> Snapshot | None:
    """The snapshot by the sign's day with a later stage than the sign's, where the one after it has too."""
    before = until(model.about(who), sign.on)[-1:]
    entry = before[0].entries.get(who) if before else None
    if entry is None or snapshot.as_of < sign.on or known not in RANK or isinstance(sign.fact, Assessment):
        return None
    ahead, then = RANK[known] - RANK[sign.stage], dated.register_stage(entry.stage, before[0].as_of)
    recent = sign.on - before[0].held_until(sign.on) <= _NOT_OLDER
    if ahead <= 0 or _just_moves(sign, ahead) or not recent:
        return None
    return before[0] if then in RANK and RANK[then] > RANK[sign.stage] else None


def _was_closed(sighting: Sighting, known: str, decided_on: date | None, as_of: date) -> bool:
    """Whether it was closed on the day of the sign already, or cannot have been rejected so soon after.

    A withdrawal takes no time; a rejection needs a vote, and before it the Report Phase.
    """
    if (decided_on or as_of) <= sighting.on:
        return True
    too_soon = known == "rejected" and sighting.stage != "opine" and as_of - sighting.on <= _TWO_STAGES
    return too_soon and decided_on is None


def _just_moves(sighting: Sighting, ahead: int) -> bool:
    """A modification that is put to the Panel may be entered under the next stage on the same day."""
    return ahead == 1 and sighting.fact.kind == "recommendation"
