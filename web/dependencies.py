"""What every route may ask for: the record, answers kept of it, and the pictures of its documents' pages."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine

from pipeline.archive.page_images import PageImages
from web.answer_cache import AnswerCache


def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


def _images(request: Request) -> PageImages:
    images: PageImages = request.app.state.images
    return images


def _kept(request: Request) -> AnswerCache:
    kept: AnswerCache = request.app.state.kept
    return kept


Record = Annotated[Engine, Depends(_engine)]
Images = Annotated[PageImages, Depends(_images)]
Answers = Annotated[AnswerCache, Depends(_kept)]


def address_of(request: Request) -> str:
    """Where the request comes from, as far as is known."""
    return request.client.host if request.client else ""


def now() -> datetime:
    """The one place where the pages read the clock."""
    return datetime.now(UTC)
