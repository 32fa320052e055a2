"""The stages of a modification, what may follow what, and which stages a sign allows; all by date.

A stage is `define`, `refine`, `opine`, `release`, or one of the closed ones: `implemented`, `rejected`,
`withdrawn`, `closed`. Rows of `stages.csv`, `follows.csv` and `signs.csv` say what holds from when.
"""

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from pipeline.checks.process import parameters_by_date as dated

_MOST_STEPS = 9


@lru_cache(maxsize=1024)
def rank(stage: str, on: date) -> int | None:
    """How far along the stage is, from 0; None of a stage that ends the way wherever it stands."""
    told = next((row[1] for row in dated.rows("stages", on) if row[0] == stage), "")
    return int(told) if told else None


@lru_cache(maxsize=1024)
def is_closed(stage: str | None, on: date) -> bool:
    """Whether nothing happens any more to a modification at that stage, but for an appeal or a send-back."""
    return any(row[0] == stage and row[2] == "yes" for row in dated.rows("stages", on))


@lru_cache(maxsize=1024)
def allowed_by(sign: str, on: date) -> tuple[str, ...]:
    """The stages at which a modification may be that shows this sign, the likeliest first.

    A Working Group says little: it looks at problem statements, solutions, answers and tests.
    """
    return next((tuple(row[1].split()) for row in dated.rows("signs", on) if row[0] == sign), ())


@lru_cache(maxsize=4096)
def steps(start: tuple[str, ...], end: str, on: date, path: str | None = None) -> int | None:
    """How many moves it takes at least from one of these stages to another; None where none leads there.

    A move that only some paths make counts for them, and where the path is not known.
    """
    reached: Collection[str] = set(start)
    for number in range(_MOST_STEPS):
        if end in reached:
            return number
        reached = {*reached, *(to for at in reached for to in _next(at, on, path))}
    return None


def _next(stage: str, on: date, path: str | None) -> tuple[str, ...]:
    return tuple(
        row[2]
        for row in dated.rows("follows", on)
        if row[1] == stage and (not row[0] or path is None or row[0] == path)
    )
