"""The pages of reports that a finding points at, as figures: a picture, its size, and the boxes on it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row

from pipeline.errors import CsreconError
from pipeline.page_images import PageImages, around

_MARGIN = 60.0  # points around what a finding points at, so that its row is seen with its neighbours


def figures(images: PageImages, places: Sequence[Row[Any]]) -> list[dict[str, object]]:
    """A figure for each page that a finding points at: the page's size, the boxes, and what to show first."""
    found: list[dict[str, object]] = []
    by_page = sorted(places, key=lambda place: (place.document, place.page, place.ordinal))
    for (document, sha256, number), group in groupby(by_page, lambda p: (p.document, p.sha256, p.page)):
        on_it = list(group)
        boxes = [(place.x0, place.top, place.x1, place.bottom) for place in on_it]
        figure: dict[str, object] = {"document": document, "page": number, "texts": [p.text for p in on_it]}
        if sha256 is None:
            found.append(figure | {"missing": "The record has no readable document of that name."})
            continue
        try:
            width, height = images.sizes(sha256)[number - 1]
        except (CsreconError, IndexError) as problem:
            found.append(figure | {"missing": str(problem) or "The document has no such page."})
            continue
        _, top, _, bottom = around(boxes, _MARGIN)
        top, bottom = max(0.0, top), min(height, bottom)
        found.append(
            figure
            | {"missing": "", "source": f"/pages/{sha256}/{number}.png", "boxes": boxes}
            | {"width": width, "height": height, "top": top, "part": max(1.0, bottom - top)}
        )
    return found
