"""One page: its words, those that are set apart, and all that is drawn on it."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.pages.accents import accented
from extractors.pages.annotations import Annotations, annotations_of
from extractors.pages.model import Apart, Box, Link, Page, Word
from extractors.pages.painted import Painted, painted_on
from extractors.pages.set_apart import (
    Printed,
    perhaps_hidden,
    repeated,
    standing_on,
    struck,
    watermarks,
)
from extractors.pages.shown import unseen_of
from extractors.pages.upright import scale_for, square_turn, usual_turn
from extractors.pages.view import View
from extractors.pages.words import words_of

# Text that is not seen was recognised from a picture where one takes this share of the page and little else
# is seen.
_SCAN = 0.5
_LITTLE = 0.2


def read_page(document: pdfium.PdfDocument, index: int, scale: float = 1.0) -> Page:
    """The page of this index. Raises ValueError where it has no area or is too large to be read.

    `scale` is that of the page before.
    """
    page = document[index]
    try:
        view = View(page)
        if view.width <= 0 or view.height <= 0:
            raise ValueError("the page has no area")
        printed, painted = _printed(page, view, index + 1, scale)
        annotations = annotations_of(page, view)
        links = tuple(_links(document, page, view))
        return _sorted_out(page, view, printed, painted, annotations, links, index + 1)
    finally:
        page.close()


def _printed(page: pdfium.PdfPage, view: View, number: int, scale: float) -> tuple[list[Printed], Painted]:
    """The words of the page, which is turned where most of its text lies on its side, and scaled."""
    textpage = page.get_textpage()
    try:
        words = list(words_of(textpage, view.point, view.scale, number))
        plain = [word for word, *_ in words]
        usual = usual_turn(plain, [angle for *_, angle in words], view.turn)
        scale = scale_for(plain, scale)
        if usual in (90, 180, 270) or scale != 1:
            view.lay_upright(usual if usual in (90, 180, 270) else 0, scale)
            again = words_of(textpage, view.point, view.scale, number)
            words = [(_with_place(word, view), address, angle) for word, address, angle in again]
    finally:
        textpage.close()
    painted = painted_on(page, view)
    turns = {
        angle: (square_turn(view.turn - angle) - usual) % 360 for angle in {angle for *_, angle in words}
    }
    texts = painted.texts
    return [Printed(word, texts.get(address), turns[angle]) for word, address, angle in words], painted


def _sorted_out(
    page: pdfium.PdfPage,
    view: View,
    printed: Sequence[Printed],
    painted: Painted,
    annotations: Annotations,
    links: tuple[Link, ...],
    number: int,
) -> Page:
    left = list(printed)
    apart: list[tuple[Apart, tuple[Word, ...]]] = []

    def set_apart(role: Apart, found: set[Word]) -> None:
        nonlocal left
        if found:
            apart.append((role, tuple(one.word for one in left if one.word in found)))
            left = [one for one in left if one.word not in found]

    whole = (0.0, 0.0, view.width, view.height)
    suspects = perhaps_hidden(left, painted, annotations.over, whole) if left else set()
    unseen = unseen_of(page, view, [left[place] for place in sorted(suspects)]) if suspects else set()
    share = max((_area(box, view) for box in painted.pictures), default=0.0)
    recognised = share >= _SCAN and len(unseen) > 0 and len(left) - len(unseen) < _LITTLE * len(unseen)
    if not recognised:
        seen = [one.word for one in left if one.word not in unseen]
        twice = standing_on([one.word for one in left if one.word in unseen], seen) if unseen else set()
        set_apart("repeated", twice)
        set_apart("hidden", unseen - twice)
    set_apart("watermark", watermarks(left))
    set_apart("repeated", repeated([one.word for one in left]))
    gone, lines = struck([one.word for one in left], painted.rules, annotations.struck)
    set_apart("struck", gone)
    rules = tuple(rule for rule in painted.rules if rule not in lines)
    accents = accented(left, rules, painted.fills, links)
    if not left and (share or painted.fills or painted.rules or painted.marks):
        share = 1.0
    return Page(
        number,
        view.width,
        view.height,
        tuple(replace(one.word, accented=True) if one.word in accents else one.word for one in left),
        rules,
        tuple(painted.fills),
        tuple(painted.marks),
        links,
        tuple(apart),
        annotations.notes,
        tuple(view.as_seen(box) for box in annotations.over),
        share,
        recognised,
        view.scale,
    )


def _area(box: Box, view: View) -> float:
    """The share of the page that a box takes."""
    wide = min(box[2], view.width) - max(box[0], 0)
    tall = min(box[3], view.height) - max(box[1], 0)
    return float(max(wide, 0) * max(tall, 0) / (view.width * view.height))


def _with_place(word: Word, view: View) -> Word:
    x0, top, x1, bottom = (round(edge, 2) for edge in view.as_seen((word.x0, word.top, word.x1, word.bottom)))
    return replace(word, seen=(x0, top, x1, bottom))


def _links(document: pdfium.PdfDocument, page: pdfium.PdfPage, view: View) -> Iterator[Link]:
    position, annotation = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, annotation):
        action = raw.FPDFLink_GetAction(annotation)
        length = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if not length:
            continue
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(document, action, buffer, length)
        rect = raw.FS_RECTF()
        if raw.FPDFLink_GetAnnotRect(annotation, rect):
            url = buffer.value.decode("utf-8", "replace")
            yield Link(url, view.box(rect.left, rect.bottom, rect.right, rect.top))
