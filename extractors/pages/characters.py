"""The characters of a page as PDFium has them, asked about all in one go.

A report has a dozen thousand of them: only numpy and addresses passed as numbers make that cheap.
"""

import ctypes
import math
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import cast

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Turns points of PDF user space, their x and their y, into those of the page as it is read.
Seen = Callable[[Floats, Floats], tuple[Floats, Floats]]

Type = tuple[float, bool, bool]  # the size in which a character is seen, whether it is bold, and italic

# What PDFium puts for the hyphen at a line's end, soft or hard, comes out as this.
LINE_END_HYPHEN = "\ufffe"

_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\x00\x7f")

SPELT = {0xFFFE: "-"} | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}

_BOLD_NAMES = (b"bold", b"black", b"heavy", b"semibold", b"demi")

_ITALIC_NAMES = (b"italic", b"oblique")

# The weight is reckoned from the strokes: of "Caladea-Regular" PDFium says 704.
_PLAIN_NAMES = (b"regular", b"italic", b"oblique", b"roman", b"book", b"light")


class _Plain(dict[int, str]):
    """Characters by PDFium's code, one each; a space for white space and what is not seen."""

    def __missing__(self, code: int) -> str:
        self[code] = char = _plain(code)
        return char


_PLAIN = _Plain()


def _plain(code: int) -> str:
    """Undecodable codes as U+FFFD."""
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    char = chr(code)
    if code in (0xFFFE, 0x2, 0xAD):
        return LINE_END_HYPHEN
    return " " if code < 32 or char in _UNSEEN or char.isspace() else char


def bare(name: str, result: type, *arguments: type) -> Callable[..., int]:
    """A function of PDFium that takes addresses as numbers: without ctypes' checks it costs half as much."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_CHARACTER = (ctypes.c_void_p, ctypes.c_int)  # a text page, and a character's place in it

_get_code = bare("FPDFText_GetUnicode", ctypes.c_uint, *_CHARACTER)

_get_object = bare("FPDFText_GetTextObject", ctypes.c_void_p, *_CHARACTER)

_get_box = bare("FPDFText_GetLooseCharBox", ctypes.c_int, *_CHARACTER, ctypes.c_void_p)

_get_text = bare("FPDFText_GetText", ctypes.c_int, *_CHARACTER, ctypes.c_int, ctypes.c_void_p)

_get_origin = bare("FPDFText_GetCharOrigin", ctypes.c_int, *_CHARACTER, ctypes.c_void_p, ctypes.c_void_p)


class Characters:
    """What PDFium knows of a page's characters, all at once where there are many."""

    def __init__(self, textpage: pdfium.PdfTextPage, scale: float) -> None:
        self._scale = scale
        self._handle = textpage.raw
        self._page = ctypes.cast(textpage.raw, ctypes.c_void_p).value
        self._matrix, self._flags = raw.FS_MATRIX(), ctypes.c_int()
        self._name = ctypes.create_string_buffer(128)
        self._objects: dict[int, int] = {}
        self._types: dict[int, Type] = {}
        self.turns: dict[int, float] = {}  # how far an object's text is turned, in degrees against the clock
        self._faces: dict[bytes, tuple[bool | None, bool]] = {}

    def text(self, count: int) -> str:
        """The characters; a space for white space and what is not seen."""
        return "".join([_PLAIN[code] for code in self._codes(count)])

    def _codes(self, count: int) -> Iterable[int]:
        """All in one go where PDFium leaves none out, as it does with control characters."""
        found = np.zeros(count + 1, np.uint16)
        copied = _get_text(self._page, 0, count, found.ctypes.data)
        if copied != count + 1 or np.any(found & 0xF800 == 0xD800):
            return map(_get_code, repeat(self._page), range(count))
        return cast(list[int], found[:count].tolist())

    def is_made_up(self, index: int) -> bool:
        """Whether PDFium put the character there where the document has none."""
        return bool(raw.FPDFText_IsGenerated(self._handle, index))

    def boxes(self, count: int, seen: Seen) -> tuple[Floats, Floats, Floats, Floats]:
        """The characters' left, upper, right and lower edges as they are seen."""
        found = np.zeros((count, 4), np.float32)  # of FS_RECTF: left, top, right, bottom
        places = range(found.ctypes.data, found.ctypes.data + found.nbytes, found.strides[0])
        deque(map(_get_box, repeat(self._page), range(count), places), maxlen=0)
        left, top, right, bottom = found.T.astype(np.float64)
        (ax, ay), (bx, by) = seen(left, bottom), seen(right, top)
        return np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)

    def origins(self, indexes: Sequence[int]) -> tuple[Floats, Floats]:
        """Where characters stand on their baselines, in PDF user space."""
        found = np.zeros((2, len(indexes)))
        xs, ys = (range(line.ctypes.data, line.ctypes.data + line.nbytes, 8) for line in found)
        deque(map(_get_origin, repeat(self._page), indexes, xs, ys), maxlen=0)
        return found[0], found[1]

    def objects(self, indexes: Sequence[int]) -> list[int]:
        """The address of the object of text that each character belongs to."""
        known = self._objects
        asked = [index for index in indexes if index not in known]
        known.update(zip(asked, map(_get_object, repeat(self._page), asked), strict=True))
        return [known[index] for index in indexes]

    def types(self, indexes: Sequence[int]) -> list[Type]:
        """The type of each character; that of an object of text is one."""
        known = self._types
        objects = self.objects(indexes)
        for index, text_object in zip(indexes, objects, strict=True):
            if text_object not in known:
                known[text_object] = self._size(index, text_object), *self._face(index)
        return [known[text_object] for text_object in objects]

    def _size(self, index: int, text_object: int) -> float:
        """The font's size times the scale it is drawn and read at; notes how far it is turned."""
        size = self._scale * float(raw.FPDFText_GetFontSize(self._handle, index))
        if raw.FPDFText_GetMatrix(self._handle, index, self._matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d) or 1.0
            self.turns[text_object] = math.degrees(math.atan2(self._matrix.b, self._matrix.a))
        return min(size, 200.0)

    def _face(self, index: int) -> tuple[bool, bool]:
        """Whether it is bold, by the font's name or, where that does not tell, its weight; whether italic."""
        self._name[0] = b"\0"
        raw.FPDFText_GetFontInfo(self._handle, index, self._name, 128, self._flags)
        name = self._name.value
        if name not in self._faces:
            bold, plain, italic = (
                any(part in name.lower() for part in parts)
                for parts in (_BOLD_NAMES, _PLAIN_NAMES, _ITALIC_NAMES)
            )
            self._faces[name] = True if bold else False if plain else None, italic
        told, italic = self._faces[name]
        return told if told is not None else raw.FPDFText_GetFontWeight(self._handle, index) >= 600, italic
