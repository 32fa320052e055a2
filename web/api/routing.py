"""What the API's routes share: their prefix, their rights, and the parameters of a list."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.routing import APIRoute

from web.api.models import problems
from web.guard.access import reads

PREFIX = "/api/v1"

Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to leave out.")]
Limit = Annotated[int, Query(ge=1, le=500, description="How many to give at most.")]
# No U+0000: PostgreSQL's text cannot hold it, nor be asked for it.
Searched = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]


def _only_known(request: Request) -> None:
    """A choice that is misspelt would silently choose everything."""
    route: APIRoute = request.scope["route"]
    known = sorted(one.alias for one in route.dependant.query_params)
    for name in request.query_params:
        if name not in known:
            said = f"There is no parameter {name}."
            raise HTTPException(422, f"{said} Those are: {', '.join(known)}." if known else said)


only_known = Depends(_only_known)


def reading_router(tag: str) -> APIRouter:
    """A router for what everybody who may read can ask for."""
    return APIRouter(
        prefix=PREFIX,
        tags=[tag],
        dependencies=[reads, only_known],
        responses=problems(401, 403, 404, 422, 503),
    )
