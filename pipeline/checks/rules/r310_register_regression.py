"""A fact that cannot change (date raised, a decision) changed between two snapshots of the register.

Why it matters: the register was edited after the fact, or one of its pages mixes up two modifications.

A decision that closed a modification may not vanish either, while the register still has those on others.

Not judged: a single snapshot, and other cells that are blank in one of the two. A decision of another body,
or the same body's other decision of a later day, is a new decision.

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

from pipeline.basics.calendar import month_of
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
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
    for later in model.snapshots:
        has_decisions = later.whole and any(entry.decision for entry in later.entries.values())
        in_scope = model.in_scope(month_of(later.as_of))
        for who, now in later.entries.items():
            if in_scope:
                yield from _changes(raised.get(who), decided.get(who), later, now)
            if now.date_raised:
                raised[who] = later, now
            if now.decision:
                decided[who] = later, now
            elif has_decisions and who in decided:
                erased = decided.pop(who)
                if in_scope and _closed(*erased):
                    yield _vanished(*erased, later, now)


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
