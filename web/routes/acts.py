"""What people do about findings, one or many at a time; the acts are those of the command line."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import StringConstraints

from pipeline.findings.acts import acknowledge, approve, reopen, waive
from pipeline.findings.stored import StoredFinding
from web.dependencies import Record, now
from web.guard.access import SendsForm, actor
from web.many_acts import MOST, each
from web.view.rendering import page

router = APIRouter(prefix="/findings")

_judges = [Depends(SendsForm("judge"))]
_approves = [Depends(SendsForm("approve"))]

Fingerprints = Annotated[
    list[Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]], Form(min_length=1, max_length=MOST)
]
Reason = Annotated[str, Form(max_length=2000)]


@router.post("/acknowledge", dependencies=_judges)
def acknowledged(
    request: Request, record: Record, fingerprint: Fingerprints, reason: Reason = ""
) -> Response:
    """Somebody takes findings on."""
    by, at = actor(request), now()
    return _answer(
        request,
        "Acknowledged",
        fingerprint,
        lambda name: acknowledge(record, name, by=by, now=at, reason=reason),
    )


@router.post("/waive", dependencies=_judges)
def waived(
    request: Request,
    record: Record,
    fingerprint: Fingerprints,
    until: Annotated[date, Form()],
    reason: Reason = "",
) -> Response:
    """Somebody proposes to let findings stand until a day."""
    by, at = actor(request), now()
    return _answer(
        request,
        "Waiver proposed",
        fingerprint,
        lambda name: waive(record, name, reason=reason, until=until, by=by, now=at)[0],
    )


@router.post("/approve", dependencies=_approves)
def approved(request: Request, record: Record, fingerprint: Fingerprints) -> Response:
    """Somebody approves another person's waivers."""
    by, at = actor(request), now()
    return _answer(request, "Waiver approved", fingerprint, lambda name: approve(record, name, by=by, now=at))


@router.post("/reopen", dependencies=_judges)
def reopened(request: Request, record: Record, fingerprint: Fingerprints, reason: Reason = "") -> Response:
    """Somebody takes back what was said of findings."""
    by, at = actor(request), now()
    return _answer(
        request, "Open again", fingerprint, lambda name: reopen(record, name, by=by, now=at, reason=reason)
    )


def _answer(
    request: Request, what: str, names: Sequence[str], act: Callable[[str], StoredFinding]
) -> Response:
    """One finding: back to its page, or why not. Many: what became of each."""
    done = each(names, act)
    if len(done) > 1:
        return page(request, "acted.html", what=what, done=done)
    if done[0].refused:
        raise HTTPException(409, done[0].refused)
    return RedirectResponse(f"/findings/{done[0].fingerprint}", 303)
