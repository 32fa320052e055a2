"""The pages of reports that a finding points at, as figures: a picture, its size, and the boxes on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row

from pipeline.errors import CsreconError
from pipeline.page_images import PageImages, around

_MARGIN = 60.0  # points around what a finding points at, so that its row is seen with its neighbours


@dataclass(frozen=True, slots=True)
class Place:
    """A numbered place on a page: where it is and what stands there."""

    number: int
    box: tuple[float, float, float, float]
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a page and the address of its picture; `missing` says why there is none."""

    width: float = 0.0
    height: float = 0.0
    source: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A page with a finding's places on it, and which part of it, from `top`, is shown first."""

    document: str
    sha256: str | None
    page: int
    places: tuple[Place, ...]
    sheet: Sheet
    top: float
    part: float


def sheet(images: PageImages, sha256: str | None, page: int) -> Sheet:
    """The page as it can be shown."""
    if sha256 is None:
        return Sheet(missing="The record has no readable document of that name.")
    try:
        width, height = images.sizes(sha256)[page - 1]
    except IndexError:
        return Sheet(missing="The document has no such page.")
    except CsreconError as problem:
        return Sheet(missing=str(problem))
    return Sheet(width, height, f"/pages/{sha256}/{page}.png")


def figures(images: PageImages, places: Sequence[Row[Any]]) -> list[Figure]:
    """A figure for each page that a finding points at; its places are numbered through."""
    found: list[Figure] = []
    number = 0
    by_page = sorted(places, key=lambda place: (place.document, place.page, place.ordinal))
    for (document, sha256, page), group in groupby(by_page, lambda p: (p.document, p.sha256, p.page)):
        on_it = []
        for one in group:
            number += 1
            on_it.append(Place(number, (one.x0, one.top, one.x1, one.bottom), one.text))
        shown = sheet(images, sha256, page)
        _, top, _, bottom = around((place.box for place in on_it), _MARGIN)
        top, bottom = max(0.0, top), min(shown.height, bottom)
        part = max(1.0, bottom - top)
        found.append(Figure(document, sha256, page, tuple(on_it), shown, top, part))
    return found
