"""Reading what people type as values of options."""

import re
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
    """Check codes from a list with commas, or None where the option was not given."""
    return None if text is None else [code.strip().upper() for code in text.split(",") if code.strip()]
