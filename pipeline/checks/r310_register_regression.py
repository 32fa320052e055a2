"""A fact that cannot change (date raised, a decision) changed between two snapshots of the register.

Why it matters: the register was edited after the fact, or one of its pages mixes up two modifications.

Not judged: a single snapshot, and cells that are blank in one of the two. A decision of another body, or
the same body's other decision of a later day, is a new decision.

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

from pipeline.calendar import month_of
from pipeline.checks import dated
from pipeline.checks.finding import Severity
from pipeline.checks.model import Model
from pipeline.checks.said import Found, Unjudged, Verdicts
from pipeline.checks.views import Snapshot
from pipeline.checks.wording import day
from pipeline.register.entries import RegisterEntry

CODE = "R310"
NAME = "register-regression"
SEVERITY: Severity = "error"


def find(model: Model) -> Verdicts:
    """Every such change from each snapshot to the next."""
    if len(model.snapshots) == 1:
        only = month_of(model.snapshots[0].as_of)
        yield Unjudged(period=only, reason="there is only one snapshot of the register")
    newest: dict[str, Snapshot] = {}
    for later in model.snapshots:
        for who, now in later.entries.items():
            earlier = newest.get(who)
            newest[who] = later
            if earlier is None or not model.in_scope(month_of(later.as_of)):
                continue
            before = earlier.entries[who]
            if before != now:
                yield from _changes(earlier, before, later, now)


def _changes(
    earlier: Snapshot, before: RegisterEntry, later: Snapshot, now: RegisterEntry
) -> Iterator[Found]:
    def found(field: str, was: str, is_now: str, what: str) -> Found:
        return Found(
            period=month_of(later.as_of),
            reference=now.reference,
            message=f"The register gives {is_now} as {what} from the snapshot of {day(later.as_of)} on; "
            f"in that of {day(earlier.as_of)} it was {was}.",
            stated={field: str(getattr(now, field))},
            expected={field: str(getattr(before, field))},
            evidence=later.see(now, field) + earlier.see(before, field),
        )

    if before.date_raised and now.date_raised and before.date_raised != now.date_raised:
        what = f"the day on which {now.reference} was raised"
        yield found("date_raised", day(before.date_raised), day(now.date_raised), what)
    if not (before.decision and now.decision):
        return
    on_before, on_now = before.decision_date, now.decision_date
    bodies = [dated.register_body(e.decision_body, s.as_of) for e, s in ((before, earlier), (now, later))]
    same_body = before.decision_body == now.decision_body or (bodies[0] == bodies[1] and bodies[0])
    if before.decision_body and now.decision_body and not same_body:
        if on_before == on_now:
            what = f"the body that decided on {now.reference}"
            yield found("decision_body", before.decision_body, now.decision_body, what)
        return
    if before.decision.casefold() == now.decision.casefold():
        if on_before and on_now and on_before != on_now:
            what = f"the day of the decision on {now.reference}"
            yield found("decision_date", day(on_before), day(on_now), what)
    elif on_before == on_now:
        yield found("decision", before.decision, now.decision, f"the decision on {now.reference}")
