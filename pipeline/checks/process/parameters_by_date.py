"""Parameters that change with time: targets, windows, the process, and the register's words for it.

Each is a table in `parameters/`, a row with the days from and until which it holds; a new process is
a new row, not new code.
"""

import re
from calendar import monthrange
from csv import DictReader
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

_PARENTHESES = re.compile(r"\(.*?\)")
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Row:
    since: date
    until: date | None
    key: str
    value: str
    cells: tuple[str, ...]

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def _key(wording: str) -> str:
    return _NOT_LETTERS.sub(" ", wording).strip().casefold()


@cache
def _table(name: str) -> tuple[_Row, ...]:
    """A table's rows: its last column is the value, a column before it (if any) the key."""
    with (files("pipeline.checks") / "parameters" / f"{name}.csv").open(encoding="utf-8") as lines:
        return tuple(
            _Row(
                date.fromisoformat(row["since"]),
                date.fromisoformat(row["until"]) if row["until"] else None,
                _key(list(row.values())[2]),
                list(row.values())[-1],
                tuple(list(row.values())[2:]),
            )
            for row in DictReader(lines)
        )


@lru_cache(maxsize=4096)
def _lookup(name: str, wording: str | None, day: date) -> str | None:
    wanted = _key(wording or "")
    return next((row.value for row in _table(name) if row.key == wanted and row.holds(day)), None)


@lru_cache(maxsize=4096)
def rows(name: str, day: date) -> tuple[tuple[str, ...], ...]:
    """The rows of a table that hold on that day, without the days from and until which they do."""
    return tuple(row.cells for row in _table(name) if row.holds(day))


def target(assessment: str, day: date) -> int | None:
    """The standard target in working days of an assessment type on that day."""
    value = _lookup("targets", assessment, day)
    return int(value) if value else None


def register_stage(wording: str | None, day: date) -> str | None:
    """The stage that the register's wording means, or None where the wording is not in the table."""
    return _lookup("register_stages", wording, day)


def stage_wordings() -> tuple[tuple[str, date, date | None, str], ...]:
    """Every wording of the register for a stage, in lower case: from when until when it means which stage."""
    return tuple((row.key, row.since, row.until, row.value) for row in _table("register_stages"))


def same_stages(one: date, other: date) -> bool:
    """Whether the register's wordings for stages meant the same on both days."""
    return all(row.holds(one) == row.holds(other) for row in _table("register_stages"))


def register_body(wording: str | None, day: date) -> str | None:
    """The body that the register's wording means; what it adds in parentheses is left aside."""
    return _lookup("register_bodies", wording, day) or _lookup(
        "register_bodies", _PARENTHESES.sub("", wording or ""), day
    )


def register_path(wording: str | None, day: date) -> str | None:
    """The path that the register's wording means, or None where the wording is not in the table."""
    return _lookup("register_paths", wording, day)


@lru_cache(maxsize=4096)
def alias(name: str) -> str | None:
    """What another name of a company or person stands for; of several the newest."""
    wanted = _key(name)
    return next((row.value for row in reversed(_table("aliases")) if row.key == wanted), None)


def register_outcome(wording: str | None, day: date) -> str | None:
    """The outcome that the register's wording means."""
    return _lookup("register_outcomes", wording, day)


def window(cut_off: date) -> tuple[date, date] | None:
    """The first and the last day of the time that completed rows cover, up to the cut-off."""
    months = next((int(row.value) for row in _table("windows") if row.holds(cut_off)), None)
    return None if months is None else (_months_before(cut_off, months) + timedelta(days=1), cut_off)


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last day stays the month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))
