"""What a worker is asked to draw, as one line of text; and the first byte of its answer."""

from dataclasses import astuple
from json import dumps, loads

from extractors.pages.drawing import Drawing

SIZES = "sizes"
DRAWN, NOT_DRAWN = b"+", b"-"


def to_text(drawing: Drawing) -> str:
    """The request for a drawing; the same drawing is the same text."""
    return dumps(astuple(drawing), separators=(",", ":"))


def from_text(text: str) -> Drawing:
    """The drawing that `to_text` wrote."""
    page, scale, clip, marks = loads(text)
    return Drawing(page, scale, tuple(clip) if clip else None, tuple(map(tuple, marks)))
