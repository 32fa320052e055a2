"""What runs are called in Prefect's pages: by what they do."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from prefect.runtime import flow_run, task_run

from flows.given import given
from pipeline.basics.counted import counted
from pipeline.basics.errors import CsreconError
from pipeline.reports.places import look_through

_ZONE = ZoneInfo("Europe/London")  # whose nights they are


def night() -> str:
    """`nightly 2026-11-30`: the day on which it was due."""
    return f"nightly {_due():%Y-%m-%d}"


def backfill() -> str:
    """`backfill archive/ (120)`, with how many documents are there."""
    parameters: dict[str, Any] = flow_run.get_parameters() or {}
    places = [str(place) for place in parameters.get("places") or []]
    part = f" {shard}" if (shard := parameters.get("shard")) else ""
    where = ", ".join(places[:2]) + (" …" if len(places) > 2 else "")
    return f"backfill{part} {where} ({_number(places)})"


def verification() -> str:
    """`audit-verification 2026-11-30`."""
    return f"audit-verification {_due():%Y-%m-%d}"


def batch() -> str:
    """`25 documents from 2018-11.pdf`."""
    parameters: dict[str, Any] = task_run.get_parameters() or {}
    paths: list[str] = parameters["batch"]
    return f"{counted(len(paths), 'document')} from {Path(paths[0]).name}"


def _due() -> datetime:
    due = flow_run.get_scheduled_start_time() or datetime.now(UTC)
    return due.astimezone(_ZONE)


def _number(places: list[str]) -> str:
    planned = given().plan
    if planned is not None:
        return str(len(planned.todo) + len(planned.done))
    try:
        found = look_through([Path(place) for place in places])
    except CsreconError:  # the run itself says what is wrong
        return "?"
    return str(len(found.documents) + len(found.archives))
