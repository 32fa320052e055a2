"""The modifications, and the life of one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import HTMLResponse

from pipeline.queries import mentions_of, modifications_page
from pipeline.queries.timeline import Line, timeline
from pipeline.record.database import read_transaction
from web.dependencies import Answers, Record
from web.guard.access import reads
from web.view.charts import Days, Point, Tick
from web.view.paging import Number, Pages, Words
from web.view.rendering import page

router = APIRouter(dependencies=[reads])

_LINES = 100
# The lanes of the timeline from the top, each with the events that stand in it.
_LANES = {
    "raised": ("raised",),
    "recommended": ("recommended",),
    "consultation": ("consultation",),
    "meeting": ("meeting",),
    "assessment": ("assessment",),
    "decision": ("approved", "rejected", "deferred", "referred", "sent_back", "withdrawn", "pending"),
    "release": ("implemented",),
    "register": ("register",),
}

Reference = Annotated[str, Path(pattern=r"^[A-Za-z]{0,12} ?\d{1,12}[A-Za-z]?$")]


@dataclass(frozen=True, slots=True)
class Event:
    """What several reports, or the register, say alike of a modification. `key` names it on the page."""

    key: str
    lane: str
    day: date | None
    event: str
    detail: str
    reference: str
    lines: tuple[Line, ...]

    @property
    def contradicted(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for line in self.lines for name in line.contradicted))


@router.get("/modifications", response_class=HTMLResponse)
def list_(
    request: Request, record: Record, kept: Answers, text: Words = "", number: Number = 1
) -> HTMLResponse:
    """All modifications that reports or the register know, a hundred at a time."""
    text = text.strip()
    with read_transaction(record) as connection:
        total, lines = kept.answer(
            modifications_page, connection, text, offset=(number - 1) * _LINES, limit=_LINES
        )
    return page(request, "modifications.html", lines=lines, text=text, pages=Pages(number, total, _LINES))


@router.get("/modifications/{reference}", response_class=HTMLResponse)
def one(request: Request, record: Record, kept: Answers, reference: Reference) -> HTMLResponse:
    """A modification: its timeline, what the register said when, every mention, and what contradicts."""
    named = reference.upper().replace(" ", "")
    with read_transaction(record) as connection:
        lines, standing = kept.answer(timeline, connection, named)
        mentions = kept.answer(mentions_of, connection, named)
    if not (lines or mentions or standing):
        raise HTTPException(404, f"Neither a report nor the register tells of {named}.")
    events = _events(lines)
    lanes, ticks = _drawn(events)
    return page(
        request,
        "modification.html",
        reference=named,
        names=sorted({row.reference for row in mentions} | {line.reference for line in lines}),
        titles=list(dict.fromkeys(row.title for row in mentions if row.title)),
        events=[event for event in events if event.lane != "register"],
        versions=[event for event in events if event.lane == "register"],
        findings=standing,
        named={one.fingerprint: one for one in standing},
        mentions=mentions,
        lanes=lanes,
        ticks=ticks,
    )


def _events(lines: Sequence[Line]) -> list[Event]:
    """The lines, those that say the same put together, in their order."""
    alike: dict[tuple[date | None, str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        # One snapshot changes several fields on one day, and each stays a line of its own.
        alike[line.day, line.event, line.detail, line.reference].append(line)
    return [
        Event(f"event-{place}", _lane(event, detail), day, event, detail, reference, tuple(several))
        for place, ((day, event, detail, reference), several) in enumerate(alike.items())
    ]


def _lane(event: str, detail: str) -> str:
    # A release's list says "approved" of what waits for it; a decision says by whom.
    if event == "approved" and " by " not in detail:
        return "release"
    return next((lane for lane, events in _LANES.items() if event in events), "decision")


def _drawn(events: Sequence[Event]) -> tuple[list[tuple[str, list[Point]]], list[Tick]]:
    """The points of each lane that has any, and the ticks of the years."""
    placed = [(event, *_day(event)) for event in events]
    if not placed:
        return [], []
    days = Days([day for _, day, _ in placed])
    lanes = []
    for lane in _LANES:
        points = [
            Point(days.at(day), event.key, _says(event), sure, bool(event.contradicted))
            for event, day, sure in placed
            if event.lane == lane
        ]
        if points:
            lanes.append((lane, points))
    return lanes, days.ticks()


def _day(event: Event) -> tuple[date, bool]:
    """When it happened; where that is not said, the middle of the month that first told of it."""
    if event.day is not None:
        return event.day, True
    told = event.lines[0].told
    return (date.fromisoformat(told), True) if len(told) > 7 else (date.fromisoformat(f"{told}-15"), False)


def _says(event: Event) -> str:
    when = f"{event.day}" if event.day else f"told in {event.lines[0].told}"
    return f"{when}: {event.event.replace('_', ' ')}, {event.detail.replace('_', ' ')}"
