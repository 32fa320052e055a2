"""The places of an item of the review, each with the part of its page that shows it."""

from dataclasses import dataclass

from pipeline.archive.page_images import PageImages
from pipeline.review.model import Item, Place
from web.view.page_pictures import Sheet, sheet

_MARGIN = 60.0  # points of the page above and below what is marked
_DRAWN = 3  # more pictures of the same words say no more


@dataclass(frozen=True, slots=True)
class Shown:
    """A place, its page and the part of it, from `top`, that is shown; no picture where `sheet` is None."""

    place: Place
    sheet: Sheet | None
    top: float = 0.0
    part: float = 0.0


def places_of(images: PageImages, item: Item) -> list[Shown]:
    """All places of an item, the first few drawn."""
    found: list[Shown] = []
    for place in item.places:
        drawn = sum(one.sheet is not None for one in found) < _DRAWN
        if place.page is None or not drawn:
            found.append(Shown(place, None))
            continue
        seen = sheet(images, place.sha256, place.page)
        box = place.bbox or (0.0, 0.0, seen.width, min(seen.height, 300.0))
        top = max(0.0, box[1] - _MARGIN)
        found.append(Shown(place, seen, top, max(1.0, min(seen.height, box[3] + _MARGIN) - top)))
    return found
