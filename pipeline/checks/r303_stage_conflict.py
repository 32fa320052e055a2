"""The register cannot have been at that stage on that date.

Why it matters: the report shows a modification at work that the register has closed, or the other way
round; one of them misleads.

A register behind the report's stage, or two stages and more ahead of it within a month, cannot be; one
stage ahead can, when the sign is older than the snapshot: the modification may have moved on.

Where the stage of that time is not known, the timeline of a later page still tells that a modification had
been withdrawn or implemented before.

Not judged: a report for which there is no snapshot of its time, and stages whose wording is not known.

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

from pipeline.checks import dated
from pipeline.checks.finding import Severity
from pipeline.checks.model import Model
from pipeline.checks.register import NO_SNAPSHOT, lasting, near_entry, nothing_near, why_not
from pipeline.checks.said import Found, Unjudged, Verdicts
from pipeline.checks.sightings import RANK, Sighting, latest, sightings
from pipeline.checks.views import Report, Snapshot
from pipeline.checks.wording import day, stage
from pipeline.register.entries import RegisterEntry
from pipeline.register.events import kind_of

CODE = "R303"
NAME = "stage-conflict"
SEVERITY: Severity = "error"

# No modification passes a whole stage in so short a time.
_TWO_STAGES = timedelta(days=31)


def find(model: Model) -> Verdicts:
    """Every modification whose last signs in a report all contradict the register's stage."""
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
            if all(_cannot_be(sighting, known, entry, snapshot) for sighting in last):
                sign = last[0]
                yield Found(
                    period=report.period,
                    reference=sign.reference,
                    message=f"The report has {sign.reference} in {stage(sign.stage)} on {day(sign.on)} "
                    f"({sign.sign}); the register of {day(snapshot.as_of)} says {entry.stage}.",
                    stated={"stage": sign.stage},
                    expected={"stage": entry.stage},
                    evidence=report.see([one.fact for one in last]) + snapshot.see(entry, "stage"),
                )


def _over_by_timeline(model: Model, report: Report, who: str, last: list[Sighting]) -> Found | None:
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
