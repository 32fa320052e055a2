"""The two dated snapshots of the modification register, from `samples/data/register.toml`.

A snapshot holds what was known on its day: fixed particulars, and what had happened by then.
"""

import csv
import io
import json
import tomllib
from collections.abc import Callable
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict

from samples.months import DATA

CSV_DAY, JSON_DAY = date(2020, 8, 7), date(2020, 9, 4)
# A stage changes: what a page said longer ago than this is no longer taken for its stage.
STAGE_HOLDS = timedelta(days=183)


class Dated(BaseModel):
    """What a page says happened, or stood, on a day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: date
    stage: str | None = None
    path: str | None = None
    decision: str | None = None
    body: str | None = None
    release: str | None = None
    implementation_date: date | None = None


class Entry(BaseModel):
    """One modification in the register; None where its pages say nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reference: str
    title: str | None = None
    proposer: str | None = None
    date_raised: date | None = None
    path: str | None = None
    link: str | None = None
    dated: Dated | None = None


def entries() -> tuple[Entry, ...]:
    """Everything that the samples know of the register, by number."""
    raw = tomllib.loads((DATA / "register.toml").read_text(encoding="utf-8"))
    return tuple(Entry.model_validate(entry) for entry in raw["entry"])


def as_csv(as_of: date = CSV_DAY) -> bytes:
    """The snapshot as a spreadsheet program saves it: with a mark in front, days as dd/mm/yyyy."""
    rows = [_row(entry, as_of, lambda on: f"{on:%d/%m/%Y}") for entry in entries()]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def as_json(as_of: date = JSON_DAY) -> bytes:
    """The snapshot as a list of objects, days in ISO form, null where nothing is known."""
    rows = [_row(entry, as_of, date.isoformat) for entry in entries()]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _row(entry: Entry, as_of: date, written: Callable[[date], str]) -> dict[str, str | None]:
    known = entry.dated if entry.dated is not None and entry.dated.on <= as_of else Dated(on=as_of)
    return {
        "Reference": entry.reference,
        "Title": entry.title,
        "Proposer": entry.proposer,
        "Organisation": None,
        "Date raised": written(entry.date_raised) if entry.date_raised else None,
        "Stage": known.stage if as_of - known.on <= STAGE_HOLDS else None,
        "Path": known.path or entry.path,
        "Decision": known.decision,
        "Decision date": written(known.on) if known.decision else None,
        "Decision body": known.body,
        "Release": known.release,
        "Implementation date": written(known.implementation_date) if known.implementation_date else None,
        "Link": entry.link,
    }
