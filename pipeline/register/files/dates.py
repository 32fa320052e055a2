"""Dates and blanks as the register prints them."""

import re
from datetime import date

from extractors.values.dates import find_dates
from pipeline.register.entries import RegisterEvent

# What the register prints where it has nothing to say, in lower case.
BLANKS = frozenset(
    {
        *("", "-", "–", "—", "n/a", "na", "none", "null", "tbc", "tbd", "unknown", "not known"),
        *("to be confirmed", "to be determined", "not yet determined", "not applicable"),
    }
)
# a time of day says nothing of the day: "31/05/2016 14:30", "31.05.2016", "2016-05-31T14:30:00+01:00"
_TIME = r"(?:(?:T|,?\s+)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[AaPp][Mm]|Z|[+-]\d\d:?\d\d)?)?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_ISO = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d){_TIME}")
# the number of a day since 1900, where a spreadsheet's cell lost its format: "43832"
_DAY_NUMBER = re.compile(r"[34]\d{4}(?:\.\d+)?")
# a day and what happened on it: "2020-03-02 Draft Proposal raised"
UNDATED = "–"
_UNDATED_FIRST = re.compile(rf"(?P<day>{UNDATED})\s+(?P<text>\S.*)")
_ISO_FIRST = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)[\s:–-]+(?P<text>\S.*)")
_DAY_FIRST_FIRST = re.compile(r"(?P<day>\d{1,2}/\d{1,2}/\d{4})[\s:–-]+(?P<text>\S.*)")
# "29/11/2020 (Nov 20 SEC Release)"
_WITH_REMARK = re.compile(r"(?P<day>[^()]+?)\s*\((?P<remark>[^()]+)\)")


class NoDate(ValueError):
    """The text is no date; its message says what it is instead."""


def is_blank(text: str) -> bool:
    """Whether a register's cell says that nothing is known (`TBC`, `Unknown`, empty)."""
    return text.strip().rstrip(".").casefold() in BLANKS


def read_date(text: str) -> date | None:
    """The one date of a cell, None where it is blank. Raises NoDate for anything else."""
    text = text.strip()
    if is_blank(text):
        return None
    try:
        if match := _DAY_FIRST.fullmatch(text):
            return date(int(match[4]), int(match[3]), int(match[1]))
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as problem:
        raise NoDate(f"“{text}” is no day of the calendar") from problem
    if _DAY_NUMBER.fullmatch(text):
        raise NoDate(f"“{text}” is a number; give the column a date's format in the spreadsheet")
    spans = [span for span in find_dates(text) if span.complete]
    if len(spans) != 1 or (spans[0].start, spans[0].end) != (0, len(text)):
        raise NoDate(f"“{text}” is no date")
    if spans[0].value is None:
        raise NoDate(f"“{text}” is no day of the calendar")
    return spans[0].value


def read_implementation(text: str) -> tuple[date | None, str | None]:
    """The day of implementation and the release, where the cell says either or both.

    `29/11/2020 (Nov 20 SEC Release)` and `ad-hoc Release 17 Nov 2021` say both, `Proposed for November
    2020 SEC Release` the release.
    """
    text = text.strip()
    remark = None
    if match := _WITH_REMARK.fullmatch(text):
        text, remark = match["day"], match["remark"].strip()
    if "release" in text.casefold() and remark is None:
        days = {span.value for span in find_dates(text) if span.complete and span.value}
        return days.pop() if len(days) == 1 else None, text
    return read_date(text), remark


def read_timeline(text: str) -> tuple[RegisterEvent, ...]:
    """The events of a cell, one a line, each with its day (or a dash) first.

    Raises NoDate for a line without one.
    """
    events = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        forms = (_ISO_FIRST, _DAY_FIRST_FIRST, _UNDATED_FIRST)
        match = next(filter(None, (form.fullmatch(line) for form in forms)), None)
        if match is None:
            raise NoDate(f"“{line[:60]}” is no event with its day first")
        events.append(RegisterEvent(happened_on=read_date(match["day"]), text=match["text"]))
    return tuple(events)
