"""All that is painted on a page, in the order in which it is: lines, areas, pictures and objects of text.

What a form XObject holds is placed by its matrix, as stamping, letterhead and fit-to-page tools use it.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.pages.characters import bare
from extractors.pages.model import Box
from extractors.pages.view import View

OBJECTS_A_PAGE_LIMIT = 60_000

_DEEPEST = 6

# A filled rectangle thinner than this is a drawn line; PDF producers differ in how they rule a table.
_RULE_THICKNESS = 2.0

# A filled shape smaller than this is a drawn bullet: Chromium paints them as curves.
_MARK_SIZE = 8.0

Colour = tuple[int, int, int]

# a, b, c, d, e, f of PDF's matrices
Matrix = tuple[float, float, float, float, float, float]


_get_mode = bare("FPDFTextObj_GetTextRenderMode", ctypes.c_int, ctypes.c_void_p)

_get_colour = bare("FPDFPageObj_GetFillColor", ctypes.c_int, *(ctypes.c_void_p,) * 5)

_get_clip = bare("FPDFPageObj_GetClipPath", ctypes.c_void_p, ctypes.c_void_p)

_count_marks = bare("FPDFPageObj_CountMarks", ctypes.c_int, ctypes.c_void_p)


@dataclass(frozen=True, slots=True)
class Text:
    """An object of text: when it is painted, how, and within which box its clip lets it show.

    `layered` says that it belongs to a layer that may be switched off, `item` is PDFium's own object.
    """

    order: int
    invisible: bool
    colour: Colour
    opacity: int
    clip: Box | None
    layered: bool
    item: Any


@dataclass(frozen=True, slots=True)
class Cover:
    """An area painted over what came before; `colour` is None for a picture."""

    order: int
    box: Box
    colour: Colour | None


@dataclass(slots=True)
class Painted:
    """What is painted on a page; `texts` are found by the address that a character's object has."""

    rules: list[Box] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    texts: dict[int, Text] = field(default_factory=dict)


def painted_on(page: pdfium.PdfPage, view: View) -> Painted:
    """All that is painted on a page. Raises ValueError where there are more than 60,000 objects."""
    painted = Painted()
    asked = _Asked(view)
    for order, (item, matrix, layered) in enumerate(_objects(page)):
        if order > OBJECTS_A_PAGE_LIMIT:
            raise ValueError(f"the page has more than {OBJECTS_A_PAGE_LIMIT} drawn objects")
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            address = ctypes.addressof(item.contents)
            painted.texts[address] = asked.text(item, address, order, matrix, layered)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            thin = _RULE_THICKNESS * (max(1.0, math.hypot(*matrix[:2])) if matrix else 1.0)
            _add_path(painted, item, order, asked.box(item, matrix), thin, asked)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            box = asked.box(item, matrix)
            painted.pictures.append(box)
            painted.covers.append(Cover(order, box, None))
    return painted


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, Matrix | None, bool]]:
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _with_inner(raw.FPDFPage_GetObject(page, index), None, False, _DEEPEST)


def _with_inner(
    item: Any, matrix: Matrix | None, inner: bool, depth: int
) -> Iterator[tuple[Any, Matrix | None, bool]]:
    if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_FORM:
        yield item, matrix, inner
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, own)
    placed = _product((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    for index in range(raw.FPDFFormObj_CountObjects(item) if depth else 0):
        yield from _with_inner(raw.FPDFFormObj_GetObject(item, index), placed, True, depth - 1)


def _product(first: Matrix, then: Matrix | None) -> Matrix:
    if then is None:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


class _Asked:
    """Asks PDFium about objects, with room for its answers made once a page."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._channels = (ctypes.c_uint * 4)()
        first = ctypes.addressof(self._channels)
        self._places = first, first + 4, first + 8, first + 12
        self._point = ctypes.c_float(), ctypes.c_float()
        self._name, self._length = (ctypes.c_ushort * 16)(), ctypes.c_ulong()
        self.mode, self.stroke = ctypes.c_int(), ctypes.c_int()

    def box(self, item: Any, matrix: Matrix | None) -> Box:
        raw.FPDFPageObj_GetBounds(item, *self._edges)
        x0, y0, x1, y1 = (edge.value for edge in self._edges)
        return self._placed(x0, y0, x1, y1, matrix)

    def _placed(self, x0: float, y0: float, x1: float, y1: float, matrix: Matrix | None) -> Box:
        if matrix is not None:
            a, b, c, d, e, f = matrix
            corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
            (x0, *_, x1), (y0, *_, y1) = (sorted(line) for line in zip(*corners, strict=True))
        return self._view.box(x0, y0, x1, y1)

    def colour(self, address: int) -> tuple[Colour, int]:
        if not _get_colour(address, *self._places):
            return (0, 0, 0), 255  # a pattern: taken for ink
        red, green, blue, opacity = self._channels
        return (red, green, blue), opacity

    def text(self, item: Any, address: int, order: int, matrix: Matrix | None, inner: bool) -> Text:
        mode = _get_mode(address)
        colour, opacity = self.colour(address)
        layered = inner or (_count_marks(address) > 0 and self._is_layered(item))
        clip = self._clip(item, matrix) if _get_clip(address) else None
        invisible = mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
        return Text(order, invisible or opacity == 0, colour, opacity, clip, layered, item)

    def _is_layered(self, item: Any) -> bool:
        """Whether one of the marks around an object names a layer; tagged PDFs have many others."""
        for index in range(raw.FPDFPageObj_CountMarks(item)):
            mark = raw.FPDFPageObj_GetMark(item, index)
            raw.FPDFPageObjMark_GetName(mark, self._name, ctypes.sizeof(self._name), self._length)
            if bytes(self._name)[:4] == b"O\0C\0" and self._length.value <= 6:
                return True
        return False

    def _clip(self, item: Any, matrix: Matrix | None) -> Box | None:
        """The box around the first path of an object's clip."""
        clip = raw.FPDFPageObj_GetClipPath(item)
        if not clip or raw.FPDFClipPath_CountPaths(clip) < 1:
            return None
        xs, ys = [], []
        for path in range(raw.FPDFClipPath_CountPaths(clip)):
            across, up = [], []
            for index in range(min(raw.FPDFClipPath_CountPathSegments(clip, path), 64)):
                segment = raw.FPDFClipPath_GetPathSegment(clip, path, index)
                if raw.FPDFPathSegment_GetPoint(segment, *self._point):
                    across.append(self._point[0].value)
                    up.append(self._point[1].value)
            if across:
                xs.append((min(across), max(across)))
                ys.append((min(up), max(up)))
        if not xs:
            return None
        (x0, x1), (y0, y1) = ((max(low for low, _ in s), min(high for _, high in s)) for s in (xs, ys))
        if x0 >= x1 or y0 >= y1:
            return (0.0, 0.0, 0.0, 0.0)
        return self._placed(x0, y0, x1, y1, matrix)


def _add_path(painted: Painted, item: Any, order: int, box: Box, thin: float, asked: _Asked) -> None:
    wide, tall = box[2] - box[0], box[3] - box[1]
    raw.FPDFPath_GetDrawMode(item, asked.mode, asked.stroke)
    filled = bool(asked.mode.value)
    if min(wide, tall) <= thin < max(wide, tall):
        painted.rules.append(box)
    elif asked.stroke.value and raw.FPDFPath_CountSegments(item) >= 4 and max(wide, tall) > _MARK_SIZE:
        painted.rules.extend(_outline(box))
        if filled:
            painted.fills.append(box)
    elif filled and max(wide, tall) <= _MARK_SIZE:
        painted.marks.append(box)
    elif filled:
        painted.fills.append(box)
    if filled and min(wide, tall) > thin:
        colour, opacity = asked.colour(ctypes.addressof(item.contents))
        if opacity == 255:
            painted.covers.append(Cover(order, box, colour))


def _outline(box: Box) -> Iterator[Box]:
    x0, top, x1, bottom = box
    yield (x0, top, x1, top)
    yield (x0, bottom, x1, bottom)
    yield (x0, top, x0, bottom)
    yield (x1, top, x1, bottom)
