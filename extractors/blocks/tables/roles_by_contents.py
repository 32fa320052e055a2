"""What a column holds where its name tells nothing, by what all its cells look like."""

import re
from collections.abc import Sequence

from extractors.blocks.tables.header import Header
from extractors.values.dates import find_dates, read_date
from extractors.vocabulary.column_names import ColumnRole
from extractors.vocabulary.stage_names import stage_named

# What a column holds where its name tells nothing, by what all its cells look like.
_CONTENTS: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = (
    ("reference", re.compile(r"(?:SECMP|MP|DP)\s?\d{3,4}\s?[A-Za-z]?", re.IGNORECASE)),
    ("assessment", re.compile(r"PA|IA|preliminary(?: assessment)?|impact(?: assessment)?", re.IGNORECASE)),
    ("total", re.compile(r"\d{1,4}")),
)

# Roles that what the cells show goes before
_FREE: tuple[ColumnRole | None, ...] = (None, "label", "note", "stage")


def by_contents(header: Header, columns: Sequence[Sequence[str]]) -> Header:
    """The header with roles that the cells themselves show: references, PA or IA, counts.

    `columns` are the cells' texts, column by column. A role that some name already has is not given
    again; a column named as a mere label may turn out to hold the counts.
    """
    roles: list[ColumnRole | None] = [
        "label" if role == "reference" and _names_none(cells) else role
        for role, cells in zip(header.roles, columns, strict=True)
    ]
    _call_the_stages(roles, columns)
    if "stage" in roles and "reference" not in roles and "total" not in roles:
        _call_the_latest(roles, header.names, columns)
    _call_by_pattern(roles, columns)
    dated = [i for i, role in enumerate(roles) if role is None and _all_dates(columns[i])]
    if len(dated) == 1 and not _DATED.intersection(roles):
        roles[dated[0]] = "date"
    # beside a target, the one other column of nothing but days is the time it took; and the other way round
    if "target_wd" in roles and "duration_wd" not in roles:
        _call_the_days(roles, columns, (None, "total"), "duration_wd")
    elif "duration_wd" in roles and "target_wd" not in roles and "reference" in roles:
        _call_the_days(roles, columns, (None,), "target_wd")
    return Header(tuple(roles), header.names)


def _call_by_pattern(roles: list[ColumnRole | None], columns: Sequence[Sequence[str]]) -> None:
    """Gives the roles that every cell of a column looks like to the first free column of such cells."""
    counts = sum(
        bool(cells) and role != "average_wd" and all(re.fullmatch(r"\d{1,4}", c.strip()) for c in cells)
        for role, cells in zip(roles, columns, strict=True)
    )
    for role, pattern in _CONTENTS:
        if role in roles or (role == "total" and ("reference" in roles or "references" in roles)):
            continue
        if role == "total" and counts > 1 and "average_wd" in roles:
            continue  # "Number open | Average | Number completed | Average": each count has its own name
        for position, cells in enumerate(columns):
            texts = [
                "".join(cell.split()) if role == "reference" else cell.strip()
                for cell in cells
                if cell.strip()
            ]
            free = roles[position] in _FREE or (
                role == "reference" and roles[position] in ("title", "total")  # "No."
            )
            if role == "reference" and not any(pattern.fullmatch(t) for t in texts):
                texts = [re.sub(r"^((?:SECMP|MP|DP)\d{3,4}[A-Z]?)(?![a-z]).*", r"\1", t) for t in texts]
            if free and len(texts) == len(cells) and texts and all(pattern.fullmatch(t) for t in texts):
                roles[position] = role
                break


# The stages that a modification is in before anything is decided: no outcome is called so
_IN_PROGRESS = ("define", "refine", "opine")


def _call_the_stages(roles: list[ColumnRole | None], columns: Sequence[Sequence[str]]) -> None:
    """Gives `stage` to the first column of nothing but names of stages, if no column is named so."""
    for position, cells in enumerate(columns):
        stages = [stage_named(cell) for cell in cells if cell.strip()]
        named = "stage" in roles or roles[position] not in (None, "label") or not stages
        if not named and all(stages) and any(stage in _IN_PROGRESS for stage in stages):
            roles[position] = "stage"


def _call_the_latest(
    roles: list[ColumnRole | None], names: Sequence[str], columns: Sequence[Sequence[str]]
) -> None:
    """Of columns that are named by days, the latest holds the counts and the others what they were."""
    days = {i: day for i, name in enumerate(names) if roles[i] is None and (day := read_date(name, None))}
    counting = {
        i: day for i, day in days.items() if all(re.fullmatch(r"\d{1,4}", c) for c in columns[i] if c)
    }
    for position, day in counting.items():
        roles[position] = "total" if day == max(counting.values()) else "note"


# "Concluded in the last 12 months", but not "SECMP006" over "0"
_WORDS = re.compile(r"(?!(?:SECMP?|MP|DP)(?:\d|\b))[A-Za-z]{3}", re.IGNORECASE)


def _names_none(cells: Sequence[str]) -> bool:
    """Whether words stand where references should: `Modification Proposals` over `Open`, `Concluded`."""
    return any(cells) and all(_WORDS.match(cell) for cell in cells if cell)


# The roles that say what the one date of a row is the date of.
_DATED: set[ColumnRole] = {
    "date",
    "dates",
    "decided_on",
    "accepted_on",
    "returned_on",
    "raised_on",
    "opens_on",
    "closes_on",
    "week_commencing",
}


def _all_dates(cells: Sequence[str]) -> bool:
    texts = [cell.strip() for cell in cells if cell.strip()]
    return bool(texts) and all(
        (found := next(find_dates(text), None)) is not None and found.end - found.start > len(text) - 12
        for text in texts
    )


def _call_the_days(
    roles: list[ColumnRole | None],
    columns: Sequence[Sequence[str]],
    free: Sequence[ColumnRole | None],
    name: ColumnRole,
) -> None:
    """Gives the name to the one column of nothing but days whose role is free, if there is just one."""
    days = [i for i, role in enumerate(roles) if role in free and _all_days(columns[i])]
    if len(days) == 1:
        roles[days[0]] = name


def _all_days(cells: Sequence[str]) -> bool:
    texts = [cell.strip() for cell in cells if cell.strip()]
    return bool(texts) and all(re.fullmatch(r"\d{1,4}(?:\s*(?:WDs?|days?))?", t, re.I) for t in texts)
