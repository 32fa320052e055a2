"""What the dated lines of a modification's page tell: the kind of each event, by the vocabulary."""

from datetime import date
from functools import cache

from pipeline.register.entries import RegisterEntry, RegisterEvent
from pipeline.register.files.wordings import plain, table


@cache
def _kinds() -> dict[str, str]:
    return {row["wording"]: row["kind"] for row in table("events")}


def kind_of(event: RegisterEvent) -> str | None:
    """What happened (`raised`, `change_board_vote`), or None where the wording is not in the table."""
    return _kinds().get(plain(event.text))


def days_of(entry: RegisterEntry, kind: str) -> tuple[date, ...]:
    """The days on which the timeline tells of events of that kind, as printed."""
    return tuple(one.happened_on for one in entry.events if one.happened_on and kind_of(one) == kind)


def contradiction(entry: RegisterEntry) -> str | None:
    """Where a page's date raised is not its timeline's, in words; None where they agree or one is silent."""
    told = days_of(entry, "raised")
    if entry.date_raised is None or not told or entry.date_raised in told:
        return None
    return (
        f"{entry.reference} contradicts itself: its date raised is {entry.date_raised}, "
        f"its timeline says {told[0]}"
    )
