"""The small words of the reports: dates, numbers in words, singular and plural."""

from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
GOVERNANCE = {
    "self_governance": "under Self-Governance",
    "authority_determined": "under Authority Determination",
}


def day(on: date) -> str:
    """`7 August 2020`, as in running text."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def weekday(on: date) -> str:
    """`Wednesday 8 July 2020`."""
    return f"{_WEEKDAYS[on.weekday()]} {day(on)}"


def short_day(on: date) -> str:
    """`2 Jul 19`, as in the tables."""
    return f"{on.day} {_MONTHS[on.month - 1][:3]} {on.year % 100:02d}"


def month(on: date) -> str:
    """`July`."""
    return _MONTHS[on.month - 1]


def month_and_year(on: date) -> str:
    """`July 2020`."""
    return f"{month(on)} {on.year}"


def number(count: int) -> str:
    """Below ten in words, as the reports print it."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def counted(count: int, thing: str) -> str:
    """`one modification`, `three modifications`."""
    return f"{number(count)} {thing}" if count == 1 else f"{number(count)} {thing}s"


def are(count: int) -> str:
    return "is" if count == 1 else "are"
