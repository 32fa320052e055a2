"""What people do about findings, one or many at a time; the acts are those of the command line."""

from collections.abc import Callable

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Engine

from pipeline.findings.acts import acknowledge, approve, reopen, waive
from pipeline.findings.stored import StoredFinding
from web.api.findings import finding_with_waivers
from web.api.models import Acted, ActedOn, Asked, AskedWaiver, AskedWithReason, Changed, problems
from web.api.routing import PREFIX, only_known
from web.dependencies import Record, now
from web.errors import NothingDone
from web.guard.access import Needs, actor
from web.lanes import WRITING
from web.many_acts import Done, each

router = APIRouter(
    prefix=f"{PREFIX}/findings",
    tags=["acts"],
    dependencies=[only_known],
    responses=problems(400, 401, 403, 411, 413, 422, 503)
    | {409: {"model": Changed, "description": "Nothing done."}},
)

_judges = [Depends(Needs("judge"))]
_approves = [Depends(Needs("approve"))]


@router.post("/acknowledge", dependencies=_judges)
@WRITING
def acknowledge_findings(request: Request, record: Record, asked: AskedWithReason) -> Acted:
    """Say that you have seen open findings and take them on."""
    by, at = actor(request), now()

    def act(name: str, digest: str) -> StoredFinding:
        return acknowledge(record, name, by=by, now=at, reason=asked.reason, if_values=digest)

    return _acted(record, asked, act)


@router.post("/waive", dependencies=_judges)
@WRITING
def waive_findings(request: Request, record: Record, asked: AskedWaiver) -> Acted:
    """Propose to let findings stand until a day, at most 180 days on."""
    by, at = actor(request), now()

    def act(name: str, digest: str) -> StoredFinding:
        return waive(record, name, reason=asked.reason, until=asked.until, by=by, now=at, if_values=digest)[0]

    return _acted(record, asked, act)


@router.post("/approve", dependencies=_approves)
@WRITING
def approve_waivers(request: Request, record: Record, asked: Asked) -> Acted:
    """Approve the waivers that another person proposed."""
    by, at = actor(request), now()

    def act(name: str, digest: str) -> StoredFinding:
        return approve(record, name, by=by, now=at, if_values=digest)

    return _acted(record, asked, act)


@router.post("/reopen", dependencies=_judges)
@WRITING
def reopen_findings(request: Request, record: Record, asked: AskedWithReason) -> Acted:
    """Take back acknowledgements or waivers."""
    by, at = actor(request), now()

    def act(name: str, digest: str) -> StoredFinding:
        return reopen(record, name, by=by, now=at, reason=asked.reason, if_values=digest)

    return _acted(record, asked, act)


def _acted(record: Engine, asked: Asked, act: Callable[[str, str], StoredFinding]) -> Acted:
    """What became of each; where nothing could be done to any, the first reason is the answer."""
    done = [_told(record, one) for one in each({one.fingerprint: one.digest for one in asked.findings}, act)]
    if all(one.refused for one in done):
        raise NothingDone(done[0].refused or "", [one.finding for one in done if one.finding])
    return Acted(findings=done)


def _told(record: Engine, one: Done) -> ActedOn:
    now = finding_with_waivers(record, one.now) if one.now else None
    return ActedOn(fingerprint=one.fingerprint, status=one.status, refused=one.refused, finding=now)
