"""What people do about findings, one or many at a time; the acts are those of the command line."""

from collections.abc import Callable

from fastapi import APIRouter, Depends, HTTPException, Request

from pipeline.findings.acts import acknowledge, approve, reopen, waive
from pipeline.findings.stored import StoredFinding
from web.api.models import Acted, ActedOn, Asked, AskedWaiver, AskedWithReason, problems
from web.api.routing import PREFIX, only_known
from web.dependencies import Record, now
from web.guard.access import Needs, actor
from web.many_acts import each

router = APIRouter(
    prefix=f"{PREFIX}/findings",
    tags=["acts"],
    dependencies=[only_known],
    responses=problems(400, 401, 403, 409, 411, 413, 422, 503),
)

_judges = [Depends(Needs("judge"))]
_approves = [Depends(Needs("approve"))]


@router.post("/acknowledge", dependencies=_judges)
def acknowledge_findings(request: Request, record: Record, asked: AskedWithReason) -> Acted:
    """Say that you have seen open findings and take them on."""
    by, at = actor(request), now()
    return _acted(asked, lambda name: acknowledge(record, name, by=by, now=at, reason=asked.reason))


@router.post("/waive", dependencies=_judges)
def waive_findings(request: Request, record: Record, asked: AskedWaiver) -> Acted:
    """Propose to let findings stand until a day, at most 180 days on."""
    by, at = actor(request), now()
    return _acted(
        asked,
        lambda name: waive(record, name, reason=asked.reason, until=asked.until, by=by, now=at)[0],
    )


@router.post("/approve", dependencies=_approves)
def approve_waivers(request: Request, record: Record, asked: Asked) -> Acted:
    """Approve the waivers that another person proposed."""
    by, at = actor(request), now()
    return _acted(asked, lambda name: approve(record, name, by=by, now=at))


@router.post("/reopen", dependencies=_judges)
def reopen_findings(request: Request, record: Record, asked: AskedWithReason) -> Acted:
    """Take back acknowledgements or waivers."""
    by, at = actor(request), now()
    return _acted(asked, lambda name: reopen(record, name, by=by, now=at, reason=asked.reason))


def _acted(asked: Asked, act: Callable[[str], StoredFinding]) -> Acted:
    """What became of each; where nothing could be done to any, the first reason is the answer."""
    done = each(asked.fingerprints, act)
    if all(one.refused for one in done):
        raise HTTPException(409, done[0].refused)
    return Acted(findings=[ActedOn.model_validate(one) for one in done])
