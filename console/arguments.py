"""Reading what people type as values of options."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from pipeline.basics.errors import UnusableInput

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def period_of(text: str | None, option: str) -> str | None:
    """A month as YYYY-MM, or None where the option was not given."""
    if text is not None and not _MONTH.fullmatch(text):
        raise UnusableInput(f"{option} {text} is no month. Write it as 2020-08.")
    return text


def day_of(text: str | None, option: str) -> date | None:
    """A day as YYYY-MM-DD, or None where the option was not given."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnusableInput(f"{option} {text} is no date. Write it as 2020-08-07.") from error


def end_of(text: str | None, option: str) -> datetime | None:
    """The last moment of a day in UTC, or None where the option was not given."""
    day = day_of(text, option)
    return datetime.combine(day, time.max, UTC) if day else None


def codes_of(text: str | None) -> list[str] | None:
    """Check codes from a list with commas, or None where the option was not given; each must be one."""
    if text is None:
        return None
    from pipeline.checks.catalogue import CHECKS

    codes = [code.upper() for code in items_of(text)]
    known = sorted(check.code for check in CHECKS)
    if strange := [code for code in codes if code not in known]:
        raise UnusableInput(f"There is no check {', '.join(strange)}. The checks are {', '.join(known)}.")
    return codes


def choices_of(text: str, option: str, known: Sequence[str]) -> list[str]:
    """Words from a list with commas, each of which must be one of the known."""
    words = items_of(text.lower())
    if strange := [word for word in words if word not in known]:
        raise UnusableInput(f"{option} cannot be {', '.join(strange)}. It is one of {', '.join(known)}.")
    return words


def periods_of(text: str | None, option: str) -> list[str] | None:
    """Months as YYYY-MM from a list with commas, or None where the option was not given."""
    return None if text is None else [str(period_of(item, option)) for item in items_of(text)]


def items_of(text: str) -> list[str]:
    """What stands in a list with commas."""
    return [item.strip() for item in text.split(",") if item.strip()]
