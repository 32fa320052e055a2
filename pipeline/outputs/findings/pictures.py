"""The pages that a finding stands on, drawn with its boxes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row

from extractors.pages.drawing import Drawing
from pipeline.archive.page_images import PageImages, around
from pipeline.basics.errors import CsreconError

_MARGIN = 40.0  # points of the page to show around what is marked


@dataclass(frozen=True, slots=True)
class Picture:
    """A page with a finding's boxes: `png` is None where it cannot be drawn, `missing` says why.

    `texts` are what stands in the boxes.
    """

    document: str
    sha256: str | None
    page: int
    texts: tuple[str, ...]
    png: bytes | None
    missing: str = ""

    @property
    def name(self) -> str:
        """What its file is called: by the document's digest, for a file name may be anything."""
        return f"{(self.sha256 or 'unknown')[:12]}-page-{self.page}.png"


def pictures(
    images: PageImages, places: Sequence[Row[Any]], *, whole: bool, scale: float
) -> Iterator[Picture]:
    """One picture for each page that these rows of evidence name.

    `whole` shows the page, else the part with the boxes; `scale` is in pixels a point.
    """
    told = [p for p in places if p.document is not None]
    told.sort(key=lambda p: (p.document, p.sha256 or "", p.page, p.ordinal))
    for (document, sha256, number), group in groupby(told, lambda p: (p.document, p.sha256, p.page)):
        on_it = list(group)
        boxes = tuple(dict.fromkeys((p.x0, p.top, p.x1, p.bottom) for p in on_it))
        said = document, sha256, number, tuple(p.text for p in on_it)
        if sha256 is None:
            yield Picture(*said, None, "The record does not know which document of that name it was.")
            continue
        try:
            clip = None
            if not whole:
                width, height = images.sizes(sha256)[number - 1]
                _, top, _, bottom = around(boxes, _MARGIN)
                clip = (0.0, max(0.0, top), width, min(height, bottom))
            png = images.png(sha256, Drawing(number, scale, clip, boxes))
        except (CsreconError, IndexError) as problem:
            yield Picture(*said, None, str(problem) or "The document has no such page.")
        else:
            yield Picture(*said, png)
