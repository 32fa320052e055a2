"""What the API's routes share: their prefix, their rights, and the parameters of a list."""

from typing import Annotated

from fastapi import APIRouter, Query

from web.access import reads
from web.api.models import problems

PREFIX = "/api/v1"

Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to leave out.")]
Limit = Annotated[int, Query(ge=1, le=500, description="How many to give at most.")]
# No U+0000: PostgreSQL's text cannot hold it, nor be asked for it.
Searched = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]


def reading_router(tag: str) -> APIRouter:
    """A router for what everybody who may read can ask for."""
    return APIRouter(
        prefix=PREFIX, tags=[tag], dependencies=[reads], responses=problems(401, 403, 404, 422, 503)
    )
