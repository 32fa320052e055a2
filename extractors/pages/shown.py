"""Which of some words are seen, by drawing the page with and without them.

That answers for every way to hide text: layers, clips, colours, covers. It is dear, so that only pages are
drawn on which something gives cause for it.
"""

from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractors.pages.model import Word
from extractors.pages.set_apart import Printed
from extractors.pages.view import View

_SCALE = 2.0
_MOST_PIXELS = 2400
# A difference of the brightness of a pixel that an eye sees, of 255
_SEEN = 24
_SPECK = 4


def unseen_of(page: pdfium.PdfPage, view: View, suspects: Sequence[Printed]) -> set[Word]:
    """Those of the words whose text leaves no trace on the page."""
    unseen = {one.word for one in suspects if one.text is None or one.text.invisible}
    left = [one for one in suspects if one.word not in unseen]
    if not left:
        return unseen
    scale = min(_SCALE * max(view.scale, 1.0), _MOST_PIXELS / max(view.seen_width, view.seen_height))
    items = {id(one.text): one.text.item for one in left if one.text is not None}
    whole = _drawn(page, scale)
    for item in items.values():
        raw.FPDFPageObj_SetIsActive(item, False)
    try:
        without = _drawn(page, scale)
    finally:
        for item in items.values():
            raw.FPDFPageObj_SetIsActive(item, True)
    changed = (np.abs(whole - without) > _SEEN).any(axis=2)
    return unseen | {one.word for one in left if not _shows(changed, view, one.word, scale)}


def _drawn(page: pdfium.PdfPage, scale: float) -> NDArray[np.int16]:
    return np.array(page.render(scale=scale).to_numpy()[:, :, :3], np.int16)


def _shows(changed: NDArray[np.bool_], view: View, word: Word, scale: float) -> bool:
    """Whether the word's place changes by more than a speck, which may be its neighbour's."""
    x0, top, x1, bottom = (
        max(0, round(edge * scale)) for edge in view.as_seen((word.x0, word.top, word.x1, word.bottom))
    )
    place = changed[top : max(bottom, top + 1), x0 : max(x1, x0 + 1)]
    return bool(place.sum() > _SPECK)
