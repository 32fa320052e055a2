"""A fact that cannot change (date raised, a decision) changed between two snapshots of the register.

Why it matters: the register was edited after the fact, or one of its pages mixes up two modifications.

A decision that closed a modification may not vanish either, while the register still has those on others; nor
an open modification; nor may the day of an implementation or of a past event move, or a modification come
back that was implemented or withdrawn.

May be lawful: a decision that was quashed on appeal or taken again, and a correction that a report explains.

Not judged: a single snapshot, and other cells that are blank in one of the two. A decision of another body,
or the same body's other decision of a later day, is a new decision. May be lawful, and is not found: what a
report explains by an appeal, a send-back, a vote held again, a merger or a split.

Passes:

    register 2020-07-10
    entry SECMP0026 date_raised=2016-11-16
    register 2020-08-07
    entry SECMP0026 date_raised=2016-11-16

Fails:

    register 2020-07-10
    entry SECMP0026 date_raised=2016-11-16
    register 2020-08-07
    entry SECMP0026 date_raised=2016-11-23

Says: The register gives 23 November 2016 as the day on which SECMP0026 was raised from the snapshot of
7 August 2020 on; in that of 10 July 2020 it was 16 November 2016.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pipeline.basics.calendar import month_of, next_month
from pipeline.basics.identity import number
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.process.known import reopened
from pipeline.checks.process.sayings import notes_on
from pipeline.checks.process.signs import in_parts
from pipeline.checks.process.stages import is_closed, rank
from pipeline.checks.report_and_snapshot import Snapshot
from pipeline.checks.support.wording import day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts
from pipeline.register.entries import RegisterEntry

CODE = "R310"
NAME = "register-regression"
SEVERITY: Severity = "error"
BY_SNAPSHOT = True  # its months are those of the snapshots

_CLOSED = ("release", "implemented", "rejected", "withdrawn", "closed")
_Told = tuple[Snapshot, RegisterEntry]


def find(model: CheckModel) -> Verdicts:
    """Every such change from each snapshot to the next."""
    if len(model.snapshots) == 1:
        only = month_of(model.snapshots[0].as_of)
        yield Unjudged(period=only, reason="there is only one snapshot of the register")
    raised: dict[str, _Told] = {}
    decided: dict[str, _Told] = {}
    last: dict[str, _Told] = {}
    yield from _left_out(model)
    for later in model.snapshots:
        has_decisions = later.whole and any(entry.decision for entry in later.entries.values())
        in_scope = model.in_scope(month_of(later.as_of))
        for who, now in later.entries.items():
            if in_scope:
                explained = _explained(model, who, later, decided.get(who))
                changes = _changes(raised.get(who), decided.get(who), later, now)
                yield from (one for one in changes if not explained or "date_raised" in one.stated)
                yield from _moved(last.get(who), later, now, explained=explained)
            last[who] = later, now
            if now.date_raised:
                raised[who] = later, now
            if now.decision:
                decided[who] = later, now
            elif has_decisions and who in decided:
                erased = decided.pop(who)
                if in_scope and _closed(*erased) and not _explained(model, who, later, erased):
                    yield _vanished(*erased, later, now)


def _left_out(model: CheckModel) -> Iterator[Found]:
    whole = [snapshot for snapshot in model.snapshots if snapshot.whole]
    for earlier, later in pairwise(whole):
        if model.in_scope(month_of(later.as_of)):
            yield from _gone(model, earlier, later)


def _explained(model: CheckModel, who: str, later: Snapshot, told: _Told | None) -> bool:
    """Whether the reports up to the month after the snapshot's tell why it may say something else."""
    until = next_month(month_of(later.as_of))
    reports = [one for one in model.series if one.period <= until and who in one.references]
    since = told[1].decision_date if told else None
    return reopened(reports, who, since or date.min, by_vote=since is not None) or any(
        notes_on(one, who, "merger", "split") or who in in_parts(one) for one in reports
    )


def _moved(told: _Told | None, later: Snapshot, now: RegisterEntry, *, explained: bool) -> Iterator[Found]:
    """An implementation or past event of another day than before, and a closed modification that is back."""
    if told is None:
        return
    earlier, before = told
    then, stage = (dated.register_stage(e.stage, s.as_of) for e, s in ((before, earlier), (now, later)))

    def found(field: str, was: str, is_now: str, what: str, side: tuple[str, str]) -> Found:
        return Found(
            period=month_of(later.as_of),
            reference=now.reference,
            message=f"The register gives {is_now} as {what} from the snapshot of {day(later.as_of)} on; "
            f"in that of {day(earlier.as_of)} it was {was}.",
            stated={field: side[1]},
            expected={field: side[0]},
            evidence=later.see(now, field) + earlier.see(before, field),
        )

    back = then in ("implemented", "withdrawn") and rank(stage or "", later.as_of) is not None
    back = back and (before.decision is None or now.decision is not None)  # else that has vanished
    if back and stage != then and not explained and stage != "implemented":
        what, sides = f"the stage of {now.reference}", (str(before.stage), str(now.stage))
        yield found("stage", *sides, what, sides)
    on, on_now = before.implementation_date, now.implementation_date
    if then == stage == "implemented" and on and on_now and on != on_now:
        what = f"the day on which {now.reference} was implemented"
        yield found("implementation_date", day(on), day(on_now), what, (str(on), str(on_now)))
    yield from _events_moved(earlier, before, later, now)


def _events_moved(
    earlier: Snapshot, before: RegisterEntry, later: Snapshot, now: RegisterEntry
) -> Iterator[Found]:
    """Each line of the timeline that stood with one past day and stands with another."""
    lines = [
        {(one.text.casefold(), one.happened_on): one for one in entry.events if one.happened_on}
        for entry in (before, now)
    ]
    past = {key for side in lines for key in side if key[1] <= earlier.as_of}
    gone, new = (
        [key for key in past if key in side and key not in other] for side, other in (lines, lines[::-1])
    )
    for text, was in sorted(gone):
        moved = [key for key in new if key[0] == text]
        if len(moved) != 1 or sum(key[0] == text for key in gone) != 1:
            continue
        old, line = lines[0][text, was], lines[1][moved[0]]
        yield Found(
            period=month_of(later.as_of),
            reference=now.reference,
            message=f"The timeline of {now.reference} in the register dates “{line.text}” {day(moved[0][1])} "
            f"from the snapshot of {day(later.as_of)} on; in that of {day(earlier.as_of)} it was {day(was)}.",
            stated={"event": line.text, "on": str(moved[0][1])},
            expected={"on": str(was)},
            evidence=(later.see_event(now, line), earlier.see_event(before, old)),
        )


def _gone(model: CheckModel, earlier: Snapshot, later: Snapshot) -> Iterator[Found]:
    """Every open modification that a whole register no longer has, in whole or in parts."""
    missing = [who for who in earlier.entries if who not in later.entries]
    if len(missing) * 4 > len(earlier.all_entries):
        return  # what lacks so many is not the whole register
    for who in missing:
        entry = earlier.entries[who]
        stage = dated.register_stage(entry.stage, earlier.as_of)
        if number(entry.reference) in later.numbers or is_closed(stage, earlier.as_of):
            continue
        if _explained(model, who, later, (earlier, entry)):
            continue
        yield Found(
            period=month_of(later.as_of),
            reference=entry.reference,
            message=f"The register has no {entry.reference} from the snapshot of {day(later.as_of)} on; "
            f"that of {day(earlier.as_of)} had it{f' ({entry.stage})' if entry.stage else ''}.",
            stated={"register": None},
            expected={"reference": entry.reference},
            evidence=earlier.see(entry, "reference"),
        )


def _closed(snapshot: Snapshot, entry: RegisterEntry) -> bool:
    """Whether its decision was the last: one that the Authority may still send back is not."""
    return dated.register_stage(entry.stage, snapshot.as_of) in _CLOSED


def _vanished(earlier: Snapshot, before: RegisterEntry, later: Snapshot, now: RegisterEntry) -> Found:
    on = f" on {day(before.decision_date)}" if before.decision_date else ""
    by = f" by the {before.decision_body}" if before.decision_body else ""
    return Found(
        period=month_of(later.as_of),
        reference=now.reference,
        message=f"The register gives no decision on {now.reference} from the snapshot of {day(later.as_of)} "
        f"on; in that of {day(earlier.as_of)} it was {before.decision}{by}{on}.",
        stated={"decision": None},
        expected={"decision": before.decision},
        evidence=later.see(now, "decision", "stage")
        + earlier.see(before, "decision", "decision_date", "stage"),
    )


def _changes(
    raised: _Told | None, decided: _Told | None, later: Snapshot, now: RegisterEntry
) -> Iterator[Found]:
    def found(told: _Told, field: str, was: str, is_now: str, what: str) -> Found:
        earlier, before = told
        return Found(
            period=month_of(later.as_of),
            reference=now.reference,
            message=f"The register gives {is_now} as {what} from the snapshot of {day(later.as_of)} on; "
            f"in that of {day(earlier.as_of)} it was {was}.",
            stated={field: str(getattr(now, field))},
            expected={field: str(getattr(before, field))},
            evidence=later.see(now, field) + earlier.see(before, field),
        )

    on = raised[1].date_raised if raised else None
    if raised and on and now.date_raised and on != now.date_raised:
        what = f"the day on which {now.reference} was raised"
        yield found(raised, "date_raised", day(on), day(now.date_raised), what)
    was, is_now = decided[1].decision if decided else None, now.decision
    if decided is None or was is None or is_now is None:
        return
    earlier, before = decided
    outcomes = [dated.register_outcome(e.decision, s.as_of) for e, s in ((before, earlier), (now, later))]
    on_before, on_now = before.decision_date, now.decision_date
    bodies = [dated.register_body(e.decision_body, s.as_of) for e, s in ((before, earlier), (now, later))]
    same_body = before.decision_body == now.decision_body or (bodies[0] == bodies[1] and bodies[0])
    if before.decision_body and now.decision_body and not same_body:
        if on_before == on_now:
            what = f"the body that decided on {now.reference}"
            yield found(decided, "decision_body", before.decision_body, now.decision_body, what)
        return
    if was.casefold() == is_now.casefold() or (outcomes[0] == outcomes[1] and outcomes[0]):
        if on_before and on_now and on_before != on_now:
            what = f"the day of the decision on {now.reference}"
            yield found(decided, "decision_date", day(on_before), day(on_now), what)
    elif on_before == on_now:
        yield found(decided, "decision", was, is_now, f"the decision on {now.reference}")
