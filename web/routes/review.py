"""What could not be read: the queue, and one item beside its page, with what a person may say of it."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import HTMLResponse

from pipeline.record.database import read_transaction
from pipeline.review.corrections_list import listed_corrections
from pipeline.review.items import queue
from pipeline.review.meanings import fitting
from pipeline.review.model import Place
from web.dependencies import Answers, Images, Record, now
from web.guard.access import reads
from web.view.paging import Words
from web.view.rendering import page
from web.view.review_places import places_of

router = APIRouter(prefix="/review", dependencies=[reads])

ItemId = Annotated[str, Path(pattern="^[0-9a-f]{10}$")]


@router.get("", response_class=HTMLResponse)
def list_(
    request: Request, record: Record, kept: Answers, text: Words = "", period: Words = ""
) -> HTMLResponse:
    """The queue, what most depends on first, and the corrections.

    With `text` what stands at a place that has it, or within it; with `period` what stands in that month.
    """
    with read_transaction(record) as connection:
        items = kept.answer(queue, connection, today=now().date())
        corrections = listed_corrections(connection)
    items = [item for item in items if any(_fits(place, text.strip(), period) for place in item.places)]
    narrowed = bool(text or period)
    return page(request, "review.html", items=items, corrections=corrections, narrowed=narrowed)


def _fits(place: Place, text: str, period: str) -> bool:
    return period in ("", place.period) and (text in place.text or place.text in text)


@router.get("/{item}", response_class=HTMLResponse)
def one(request: Request, record: Record, images: Images, kept: Answers, item: ItemId) -> HTMLResponse:
    """One item: where it stands, what is at stake, what it may mean, and the one after it."""
    with read_transaction(record) as connection:
        items = kept.answer(queue, connection, today=now().date())
    names = [one.id for one in items]
    if item not in names:
        raise HTTPException(
            404, "There is no such item in the queue: it was answered, or reads otherwise now."
        )
    found, after = items[names.index(item)], names[names.index(item) + 1 :]
    return page(
        request,
        "review_item.html",
        item=found,
        places=places_of(images, found),
        fits=fitting(found),
        next=after[0] if after else None,
        left=len(after),
    )
