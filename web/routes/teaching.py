"""What people say to what could not be read: first what it would change is shown, then it counts.

The form that lets it count bears the digest of the effect that was shown. Where it would change something
else by now, nothing is done and that is shown.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Path, Request, Response
from fastapi.responses import RedirectResponse

from extractors import VERSION
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import read_transaction
from pipeline.record.run_lock import run_lock
from pipeline.review.answers import Answer, Kept, give
from pipeline.review.correcting import Saying, say
from pipeline.review.effect import Reader
from pipeline.review.items import item_named
from pipeline.review.meanings import rows_meaning, rows_of_nothing
from pipeline.sandbox import Sandbox
from web.dependencies import Images, Record, now
from web.guard.access import SendsForm, actor
from web.lanes import WRITING
from web.routes.review import ItemId
from web.view.effects import effect_digest, fields_changed
from web.view.rendering import page

router = APIRouter(prefix="/review")

_judges = [Depends(SendsForm("judge"))]
_approves = [Depends(SendsForm("approve"))]

# What a form says: the answer, what it means, until when, why, and the digest of the effect that was shown.
Kind = Annotated[Literal["means", "nothing", "later"], Form()]
Text = Annotated[str, Form(max_length=2000)]
Digest = Annotated[str, Form(pattern="^([0-9a-f]{32})?$")]
Number = Annotated[int, Path(ge=1, lt=2**31)]


@router.post("/{item}/answer", dependencies=_judges)
@WRITING
def answered(
    request: Request,
    record: Record,
    images: Images,
    item: ItemId,
    answer: Kind,
    value: Text = "",
    until: Annotated[date | None, Form()] = None,
    reason: Text = "",
    shown: Digest = "",
) -> Response:
    """Somebody answers an item: shown what that changes and, where it was shown before, kept."""
    by, at = actor(request), now()
    if answer == "later" and (until is None or until <= at.date()):
        raise HTTPException(409, "Say until which day to come it is put off.")

    def keep(reader: Reader, dry: bool) -> Kept:
        with read_transaction(record) as connection:
            found = item_named(connection, item, today=at.date())
        rows = rows_meaning(found, value.split()) if answer == "means" else ()
        rows = rows_of_nothing(found) if answer == "nothing" else rows
        day = until.isoformat() if answer == "later" and until else None
        return give(reader, Answer(answer, found, rows, day), by=by, now=at, reason=reason, dry=dry)

    asked = {"answer": answer, "value": value, "until": str(until or ""), "reason": reason}
    return _shown_or_kept(request, record, images, keep, shown, f"/review/{item}/answer", asked)


@router.post("/corrections/{number}/approve", dependencies=_approves)
@WRITING
def approved(
    request: Request, record: Record, images: Images, number: Number, shown: Digest = ""
) -> Response:
    """Somebody lets another person's correction count."""
    return _said(request, record, images, number, "approve", shown, "")


@router.post("/corrections/{number}/reject", dependencies=_approves)
@WRITING
def rejected(
    request: Request, record: Record, images: Images, number: Number, reason: Text = "", shown: Digest = ""
) -> Response:
    """Somebody ends another person's correction."""
    return _said(request, record, images, number, "reject", shown, reason)


@router.post("/corrections/{number}/undo", dependencies=_judges)
@WRITING
def taken_back(
    request: Request, record: Record, images: Images, number: Number, reason: Text = "", shown: Digest = ""
) -> Response:
    """Somebody takes a correction back."""
    return _said(request, record, images, number, "undo", shown, reason)


def _said(
    request: Request, record: Record, images: Images, number: int, act: Saying, shown: str, reason: str
) -> Response:
    by, at = actor(request), now()

    def keep(reader: Reader, dry: bool) -> Kept:
        return say(reader, number, act, by=by, now=at, reason=reason, dry=dry)

    way = f"/review/corrections/{number}/{act}"
    return _shown_or_kept(request, record, images, keep, shown, way, {"reason": reason})


def _shown_or_kept(
    request: Request,
    record: Record,
    images: Images,
    keep: Callable[[Reader, bool], Kept],
    shown: str,
    way: str,
    asked: dict[str, str],
) -> Response:
    """What it would change, with the form that lets it; where that form comes back, it counts."""
    at = now()
    with run_lock(record, now=at), Sandbox() as sandbox:
        reader = Reader(record, images.archive, sandbox, VERSION)
        tried = keep(reader, True)
        digest = effect_digest(tried.effect)
        if shown == digest or asked.get("answer") == "later":  # putting off changes nothing
            kept = keep(reader, False)
            if kept.effect.reports:
                reconcile(record, now=at)
            return RedirectResponse("/review", 303)
    return page(
        request,
        "review_effect.html",
        status=409 if shown else 200,
        effect=tried.effect,
        changed=[
            [(one, [*fields_changed(one)]) for one in report.changes] for report in tried.effect.reports
        ],
        digest=digest,
        stale=bool(shown),
        way=way,
        asked=asked,
    )
