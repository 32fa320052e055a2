"""What every route may ask for: the record, and the pictures of its documents' pages."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine

from pipeline.page_images import PageImages


def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


def _images(request: Request) -> PageImages:
    images: PageImages = request.app.state.images
    return images


Record = Annotated[Engine, Depends(_engine)]
Images = Annotated[PageImages, Depends(_images)]


def now() -> datetime:
    """The one place where the pages read the clock."""
    return datetime.now(UTC)
