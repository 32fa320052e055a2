"""What the dated lines of a modification's page tell: the kind of each event, by the vocabulary."""

from datetime import date
from functools import cache, lru_cache

from rapidfuzz import fuzz

from pipeline.register.entries import RegisterEntry, RegisterEvent
from pipeline.register.files.wordings import plain, table

_MOST_MORE = 4
_ALIKE = 85


@cache
def _unsure() -> frozenset[str]:
    """Words with which a line tells of what did not happen, or not yet."""
    return frozenset(row["wording"] for row in table("no_event_words"))


@cache
def _kinds() -> dict[str, str]:
    return {row["wording"]: row["kind"] for row in table("events")}


def kind_of(event: RegisterEvent) -> str | None:
    """What happened (`raised`, `change_board_vote`), or None where no wording of the table is near."""
    return _kind(plain(event.text))


@lru_cache(maxsize=65536)
def _kind(text: str) -> str | None:
    """The wording itself, or the longest whose words all stand in the text, a slip of the keyboard aside.

    A text that denies, plans or puts off what it names says nothing, nor does one that adds much.
    """
    if text in _kinds():
        return _kinds()[text]
    words = text.split()
    if _unsure() & set(words):
        return None
    held = [one for one in _kinds() if len(words) - len(one.split()) <= _MOST_MORE and _stands_in(one, words)]
    longest = max((len(one.split()) for one in held), default=0)
    kinds = {_kinds()[one] for one in held if len(one.split()) == longest}
    return kinds.pop() if len(kinds) == 1 and longest > 1 else None


def _stands_in(wording: str, words: list[str]) -> bool:
    return all(any(fuzz.ratio(part, word) >= _ALIKE for word in words) for part in wording.split())


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
