"""The characters of a page joined into words: a space, a change of line or a wide gap ends one.

Half the time that reading a report takes goes by in here, a dozen thousand characters a report, so
PDFium is asked through buffers made once a page, and a character's box only where it is printed.
"""

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from struct import Struct

import pypdfium2 as pdfium
import pypdfium2.raw as raw

Box = tuple[float, float, float, float]

WORDS_A_PAGE_LIMIT = 20_000

# What PDFium puts for the hyphen at a line's end, soft or hard, comes out as this.
_LINE_END_HYPHEN = "\ufffe"
_DROPPED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\x00"))
_RECTANGLE = Struct("4f")  # FS_RECTF: left, top, right, bottom
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"semibold", b"demi")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A run of printed characters without white space; the same only as itself, whatever else reads alike.

    `base` is the baseline it is printed on. `broken` is true where the word ends in a hyphen that may
    only be there because the line ended.
    """

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    broken: bool = False


def words_of(
    textpage: pdfium.PdfTextPage, seen: Callable[[float, float, float, float], Box], number: int
) -> Iterator[Word]:
    """The words of the page of this number, in the order in which they are printed.

    `seen` turns x0, y0, x1, y1 of PDF user space into a box of the page as it is seen.
    Raises ValueError for a page of more than 20,000 words.
    """
    handle = textpage.raw
    type_of = _Type(handle)
    rectangle = raw.FS_RECTF()
    into, unpack = ctypes.byref(rectangle), _RECTANGLE.unpack_from
    get_code, get_box, plain = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, _PLAIN
    chars: list[str] = []
    boxes: list[Box] = []
    start, size, em, words = 0, 0.0, 0.0, 0

    def word() -> Word:
        return _word(chars, boxes, seen, number, size, type_of, start)

    for i in range(textpage.count_chars()):
        char = plain[get_code(handle, i)]
        if char:
            get_box(handle, i, into)
            left, top, right, bottom = unpack(rectangle)
            box = seen(left, bottom, right, top)
            if chars:
                last = boxes[-1]
                if char == chars[-1] and box != last and _same_place(box, last):
                    continue  # the same glyph painted twice for a bold look; a ligature's two share one box
                level = last[1] - em < (box[1] + box[3]) / 2 < last[3] + em
                if not (level and -em < box[0] - last[2] < 0.6 * em):
                    yield word()
                    chars, boxes, words = [], [], words + 1
            if not chars:
                start, size = i, type_of.size(i)
                em = max(size, 4.0)
            chars.append(char)
            boxes.append(box)
        if chars and (not char or char == _LINE_END_HYPHEN):
            yield word()
            chars, boxes, words = [], [], words + 1
            if words > WORDS_A_PAGE_LIMIT:
                raise ValueError(f"the page has more than {WORDS_A_PAGE_LIMIT} words")
    if chars:
        yield word()


class _Plain(dict[int, str]):
    """Characters by PDFium's code as text; empty for white space and what is not seen."""

    def __missing__(self, code: int) -> str:
        self[code] = char = _plain(code)
        return char


_PLAIN = _Plain()


def _plain(code: int) -> str:
    """Ligatures spelt out, undecodable codes as U+FFFD."""
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    char = chr(code)
    if code in (0xFFFE, 0x2, 0xAD):
        return _LINE_END_HYPHEN
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", char)
    char = char.translate(_DROPPED)
    return "" if code < 32 or code == 127 or char.isspace() else char


def _same_place(a: Box, b: Box) -> bool:
    return abs(a[0] - b[0]) < 1 and abs(a[1] - b[1]) < 1 and abs(a[2] - b[2]) < 1


def _word(
    chars: list[str],
    boxes: list[Box],
    seen: Callable[[float, float, float, float], Box],
    number: int,
    size: float,
    type_of: "_Type",
    start: int,
) -> Word:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    x, y = type_of.origin(start)
    base = seen(x, y, x, y)[1]
    text = "".join(chars)
    broken = text[-1] == _LINE_END_HYPHEN
    return Word(
        text.replace(_LINE_END_HYPHEN, "-"),
        number,
        round(min(x0), 2),
        round(min(top), 2),
        round(max(x1), 2),
        round(max(bottom), 2),
        round(base, 2),
        round(size, 1),
        type_of.is_bold(start),
        broken,
    )


class _Type:
    """The type that characters are set in, asked of PDFium through buffers that are made once."""

    def __init__(self, handle: object) -> None:
        self._handle = handle
        self._matrix, self._name = raw.FS_MATRIX(), ctypes.create_string_buffer(128)
        self._flags, self._x, self._y = ctypes.c_int(), ctypes.c_double(), ctypes.c_double()
        self._to = tuple(map(ctypes.byref, (self._matrix, self._flags, self._x, self._y)))
        self._bold: dict[bytes, bool] = {}

    def size(self, index: int) -> float:
        """The size as it is seen: the font's times the scale it is drawn at."""
        size = float(raw.FPDFText_GetFontSize(self._handle, index))
        if raw.FPDFText_GetMatrix(self._handle, index, self._to[0]):
            size *= math.hypot(self._matrix.c, self._matrix.d) or 1.0
        return min(size, 200.0)

    def origin(self, index: int) -> tuple[float, float]:
        """Where the character stands on its baseline, in PDF user space."""
        raw.FPDFText_GetCharOrigin(self._handle, index, self._to[2], self._to[3])
        return self._x.value, self._y.value

    def is_bold(self, index: int) -> bool:
        """By the font's weight or, where that is not told, its name."""
        if raw.FPDFText_GetFontWeight(self._handle, index) >= 600:
            return True
        self._name[0] = b"\0"
        raw.FPDFText_GetFontInfo(self._handle, index, self._name, 128, self._to[1])
        name = self._name.value
        if name not in self._bold:
            self._bold[name] = any(part in name.lower() for part in _BOLD_NAMES)
        return self._bold[name]
