"""Words that messages share: counts, dates and names as a person writes them."""

from collections.abc import Iterable
from datetime import date

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ASSESSMENT = {"PA": "Preliminary Assessment", "IA": "Impact Assessment"}
_STAGES = {
    "define": "Define",
    "refine": "Refine",
    "opine": "Opine",
    "release": "Release",
    "implemented": "implemented",
}
_PATHS = {
    "self_governance": "Self-Governance",
    "authority_determined": "Authority Determination",
    "authority_led": "the Authority-led path",
    "fast_track": "the Fast Track",
}
_BODIES = {
    "change_board": "Change Board",
    "panel": "Panel",
    "authority": "Authority",
    "change_sub_committee": "Change Sub-Committee",
    "working_group": "Working Group",
    "proposer": "Proposer",
}


def count(number: int) -> str:
    """A number in words up to ten: `no`, `three`, `14`."""
    return _COUNTS[number] if 0 <= number < len(_COUNTS) else str(number)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with what it counts: `one row`, `three rows`."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def day(value: date) -> str:
    """`31 July 2020`."""
    return f"{value.day} {value:%B %Y}"


def month(period: str) -> str:
    """`2020-08` as `August 2020`."""
    return f"{date.fromisoformat(period + '-01'):%B %Y}"


def figure(value: float) -> str:
    """A number without idle decimals: `36`, `38.8`."""
    return f"{value:.1f}".removesuffix(".0")


def quoted(title: str) -> str:
    """A title as the reports quote it."""
    return f"‘{title}’"


def listed(items: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *head, tail = list(items)
    return f"{', '.join(head)} {last} {tail}" if head else tail


def assessment(kind: str) -> str:
    """`PA` as `Preliminary Assessment`."""
    return _ASSESSMENT.get(kind, kind)


def stage(name: str) -> str:
    """A stage's own name: `Refine`."""
    return _STAGES.get(name, name)


def body(name: str) -> str:
    """A body's own name: `Change Board`."""
    return _BODIES.get(name, name.replace("_", " "))


def plain(name: str) -> str:
    """A value of the contract in plain words: `self_governance` as `self governance`."""
    return name.replace("_", " ")


def governance(name: str) -> str:
    """A path as it is written: `Self-Governance`."""
    return _PATHS.get(name, plain(name))


def times(number: int) -> str:
    """How often: `once`, `twice`, `three times`."""
    return {1: "once", 2: "twice"}.get(number, f"{count(number)} times")


def upper_first(text: str) -> str:
    """A sentence's first letter in capitals."""
    return text[:1].upper() + text[1:]
