"""What people do about findings, one or many at a time; the acts are those of the command line.

A form says what it showed of each finding, as its fingerprint and the digest of what was to be seen. An act
is on that: where the finding is another by now, nothing is done and it is shown as it is.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import StringConstraints

from pipeline.findings.acts import acknowledge, approve, reopen, waive
from pipeline.findings.stored import StoredFinding
from web.dependencies import Images, Record, now
from web.guard.access import SendsForm, actor
from web.lanes import WRITING
from web.many_acts import MOST, each
from web.routes.findings import finding_page
from web.view.rendering import page

router = APIRouter(prefix="/findings")

_judges = [Depends(SendsForm("judge"))]
_approves = [Depends(SendsForm("approve"))]

Shown = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}\.[0-9a-f]{32}$")]],
    Form(min_length=1, max_length=MOST),
]
Reason = Annotated[str, Form(max_length=2000)]


@router.post("/acknowledge", dependencies=_judges)
@WRITING
def acknowledged(
    request: Request, record: Record, images: Images, shown: Shown, reason: Reason = ""
) -> Response:
    """Somebody takes findings on."""
    by, at = actor(request), now()

    def act(name: str, digest: str) -> StoredFinding:
        return acknowledge(record, name, by=by, now=at, reason=reason, if_values=digest)

    return _answer(request, record, images, "Acknowledged", shown, act)


@router.post("/waive", dependencies=_judges)
@WRITING
def waived(
    request: Request,
    record: Record,
    images: Images,
    shown: Shown,
    until: Annotated[date, Form()],
    reason: Reason = "",
) -> Response:
    """Somebody proposes to let findings stand until a day."""
    by, at = actor(request), now()

    def act(name: str, digest: str) -> StoredFinding:
        return waive(record, name, reason=reason, until=until, by=by, now=at, if_values=digest)[0]

    return _answer(request, record, images, "Waiver proposed", shown, act)


@router.post("/approve", dependencies=_approves)
@WRITING
def approved(request: Request, record: Record, images: Images, shown: Shown) -> Response:
    """Somebody approves another person's waivers."""
    by, at = actor(request), now()

    def act(name: str, digest: str) -> StoredFinding:
        return approve(record, name, by=by, now=at, if_values=digest)

    return _answer(request, record, images, "Waiver approved", shown, act)


@router.post("/reopen", dependencies=_judges)
@WRITING
def reopened(request: Request, record: Record, images: Images, shown: Shown, reason: Reason = "") -> Response:
    """Somebody takes back what was said of findings."""
    by, at = actor(request), now()

    def act(name: str, digest: str) -> StoredFinding:
        return reopen(record, name, by=by, now=at, reason=reason, if_values=digest)

    return _answer(request, record, images, "Open again", shown, act)


def _answer(
    request: Request,
    record: Record,
    images: Images,
    what: str,
    shown: list[str],
    act: Callable[[str, str], StoredFinding],
) -> Response:
    """One finding: back to its page, which says so where nothing was done. Many: what became of each."""
    done = each(dict(one.split(".") for one in shown), act)
    if len(done) > 1:
        return page(request, "acted.html", what=what, done=done)
    if done[0].refused:
        return finding_page(request, record, images, done[0].fingerprint, status=409, said=done[0].refused)
    return RedirectResponse(f"/findings/{done[0].fingerprint}", 303)
