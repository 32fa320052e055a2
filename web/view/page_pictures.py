"""The pages of reports that a finding points at, as figures: a picture, its size, and the boxes on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row

from pipeline.archive.page_images import PageImages, around
from pipeline.basics.errors import CsreconError

_MARGIN = 60.0  # points around what a finding points at, so that its row is seen with its neighbours


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A numbered place on a page: the boxes of one line from left to right, and what stands in them."""

    number: int
    boxes: tuple[Box, ...]
    text: str

    @property
    def label(self) -> tuple[float, float]:
        """Where its number is drawn: left of the first box."""
        x0, top, _, bottom = self.boxes[0]
        return max(x0 - 9, 6), (top + bottom) / 2


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
        return Sheet(missing="The record does not know which document of that name it was.")
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
    by_page = sorted(places, key=lambda p: (p.document, p.sha256 or "", p.page, p.ordinal))
    for (document, sha256, page), group in groupby(by_page, lambda p: (p.document, p.sha256, p.page)):
        on_it = []
        for line in _by_line(list(group)):
            number += 1
            boxes = tuple(dict.fromkeys(_box(one) for one in line))
            on_it.append(Place(number, boxes, " · ".join(dict.fromkeys(one.text for one in line))))
        shown = sheet(images, sha256, page)
        _, top, _, bottom = around((box for place in on_it for box in place.boxes), _MARGIN)
        top, bottom = max(0.0, top), min(shown.height, bottom)
        part = max(1.0, bottom - top)
        found.append(Figure(document, sha256, page, tuple(on_it), shown, top, part))
    return found


def _box(place: Row[Any]) -> Box:
    return place.x0, place.top, place.x1, place.bottom


def _by_line(places: list[Row[Any]]) -> list[list[Row[Any]]]:
    """The places, in their order, those of one line of the page together: the cells of a row."""
    lines: list[list[Row[Any]]] = []
    for place in places:
        middle = (place.top + place.bottom) / 2
        same = next((line for line in lines if line[0].top <= middle <= line[0].bottom), None)
        if same is None:
            lines.append([place])
        else:
            same.append(place)
    return [sorted(line, key=lambda place: place.x0) for line in lines]
