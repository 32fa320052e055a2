"""The characters of a page joined into words: a space, a change of line or a wide gap ends one.

A report has a dozen thousand characters. PDFium is asked about all of a page's in one go, and numpy finds
the few runs of them that need a closer look.
"""

import ctypes
import math
import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import cast

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
Floats = NDArray[np.float64]
Type = tuple[float, bool, bool]  # the size in which a character is seen, whether it is bold, and italic

WORDS_A_PAGE_LIMIT = 20_000
CHARACTERS_A_PAGE_LIMIT = 400_000

# What PDFium puts for the hyphen at a line's end, soft or hard, comes out as this.
_LINE_END_HYPHEN = "\ufffe"
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\x00\x7f")
_SPELT = {0xFFFE: "-"} | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# What stands between two spaces; a hyphen at a line's end is the last of its word.
_RUN = re.compile(f"[^ {_LINE_END_HYPHEN}]*{_LINE_END_HYPHEN}|[^ {_LINE_END_HYPHEN}]+")
# A gap wider than this many type sizes ends a word; the smallest type counts as this large.
_GAP = 0.6
# After a comma one this wide does: PDFium makes up no space there where the comma's own is narrow.
_GAP_AFTER_COMMA = 0.12
_LEAST_EM = 4.0
# A space that PDFium made up counts only where the gap is at least so wide, and the letters do not overlap.
# Chromium writes no spaces at all: behind the overhang of a sloping f one is narrower than a tenth.
_NO_GAP = 0.05
_OVERLAP = 0.3
# A raised figure's type is so much smaller than that of the words beside it.
_RAISED = 1.2
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"semibold", b"demi")
_ITALIC_NAMES = (b"italic", b"oblique")
# The weight is reckoned from the strokes: of "Caladea-Regular" PDFium says 704.
_PLAIN_NAMES = (b"regular", b"italic", b"oblique", b"roman", b"book", b"light")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A run of printed characters without white space; the same only as itself, whatever else reads alike.

    `base` is the baseline it is printed on. `broken` is true where the word ends in a hyphen that may
    only be there because the line ended. `bare` is the text without the figure of a footnote, where one is
    printed right behind the word.
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
    italic: bool = False
    bare: str | None = None


def words_of(
    textpage: pdfium.PdfTextPage, seen: Callable[[Floats, Floats], tuple[Floats, Floats]], number: int
) -> Iterator[Word]:
    """The words of the page of this number, in the order in which they are printed.

    `seen` turns points of PDF user space, their x and their y, into those of the page as it is seen.
    Raises ValueError for a page of more than 20,000 words or 400,000 characters.
    """
    count = textpage.count_chars()
    if count > CHARACTERS_A_PAGE_LIMIT:
        raise ValueError(f"the page has more than {CHARACTERS_A_PAGE_LIMIT} characters")
    asked = _Characters(textpage)
    text = asked.text(count)
    runs = [range(*match.span()) for match in _RUN.finditer(text)]
    if not runs:
        return
    boxes = asked.boxes(count, seen)
    words = _joined(list(_parted(text, runs, boxes, asked)), boxes, asked)
    if len(words) > WORDS_A_PAGE_LIMIT:
        raise ValueError(f"the page has more than {WORDS_A_PAGE_LIMIT} words")
    printed, heads, _ = _flat([run for run, _ in words])
    lows = (np.minimum.reduceat(edge[printed], heads).tolist() for edge in boxes[:2])
    highs = (np.maximum.reduceat(edge[printed], heads).tolist() for edge in boxes[2:])
    settings = [_setting(text, run, kind, asked) for run, kind in words]
    bases = seen(*asked.origins([place for place, _ in settings]))[1].tolist()
    for (run, _), (_, kind), x0, top, x1, bottom, base in zip(
        words, settings, *lows, *highs, bases, strict=True
    ):
        size, bold, italic = kind
        chars = "".join([text[i] for i in run]) if isinstance(run, list) else text[run[0] : run[-1] + 1]
        yield Word(
            chars.translate(_SPELT),
            number,
            round(x0, 2),
            round(top, 2),
            round(x1, 2),
            round(bottom, 2),
            round(base, 2),
            round(size, 1),
            bold,
            chars[-1] == _LINE_END_HYPHEN,
            italic,
        )


def _setting(text: str, run: Sequence[int], kind: Type, asked: "_Characters") -> tuple[int, Type]:
    """The character that tells a word's baseline and type: the first, but not a footnote's raised figure."""
    if len(run) > 1 and text[run[0]].isdigit() and not text[run[-1]].isdigit():  # "1The"
        (last,) = asked.types([run[-1]])
        if last[0] > _RAISED * kind[0]:
            return run[-1], last
    return run[0], kind


def _flat(runs: Sequence[Sequence[int]]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """The characters of all runs, where in them each run begins, and how long it is."""
    lengths = np.fromiter(map(len, runs), np.intp, len(runs))
    flat = np.fromiter(chain.from_iterable(runs), np.intp, int(lengths.sum()))
    return flat, np.cumsum(lengths) - lengths, lengths


def _parted(
    text: str, runs: Sequence[range], boxes: Sequence[Floats], asked: "_Characters"
) -> Iterator[tuple[Sequence[int], Type]]:
    """The runs, cut where a character stands off the one before, without what is painted twice."""
    x0, top, x1, bottom = boxes
    types = list(asked.types([run[0] for run in runs]))
    printed, heads, lengths = _flat(runs)
    em = np.zeros(len(text))
    em[printed] = np.repeat([max(size, _LEAST_EM) for size, *_ in types], lengths)
    em = em[1:]
    middle, gap = (top[1:] + bottom[1:]) / 2, x0[1:] - x1[:-1]
    level = (top[:-1] - em < middle) & (middle < bottom[:-1] + em)
    same = np.all([np.abs(edge[1:] - edge[:-1]) < 1 for edge in (x0, top, x1)], axis=0)
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    comma = (codes[:-1] == ord(",")) & ((codes[1:] < ord("0")) | (codes[1:] > ord("9")))
    wide = np.where(comma, _GAP_AFTER_COMMA, _GAP)
    odd = np.append(False, ~(level & (-em < gap) & (gap < wide * em)) | same)
    odd[printed[heads]] = False
    odd_runs = np.logical_or.reduceat(odd[printed], heads).tolist()
    for run, known, is_odd in zip(runs, types, odd_runs, strict=True):
        if is_odd:
            yield from _one_by_one(text, run, boxes, asked)
        else:
            yield run, known


def _joined(
    words: list[tuple[Sequence[int], Type]], boxes: Sequence[Floats], asked: "_Characters"
) -> list[tuple[Sequence[int], Type]]:
    """The words, with those put together again that PDFium parted where nothing is printed between them.

    In text that is scaled or kerned it makes up a space, or the end of a line, inside a word.
    """
    x0, _, x1, bottom = boxes
    lasts = np.array([run[-1] for run, _ in words[:-1]], np.intp)
    firsts = np.array([run[0] for run, _ in words[1:]], np.intp)
    em = np.array([max(size, _LEAST_EM) for _, (size, *_) in words[:-1]])
    gap = x0[firsts] - x1[lasts]
    close = (
        (np.abs(bottom[firsts] - bottom[lasts]) < 0.1 * em) & (-_OVERLAP * em < gap) & (gap < _NO_GAP * em)
    )
    joined: list[tuple[Sequence[int], Type]] = [words[0]]
    for is_close, word in zip(close.tolist(), words[1:], strict=True):
        before = joined[-1]
        between = range(before[0][-1] + 1, word[0][0])
        if is_close and before[1] == word[1] and between and all(map(asked.is_made_up, between)):
            joined[-1] = [*before[0], *word[0]], before[1]
        else:
            joined.append(word)
    return joined


def _one_by_one(
    text: str, run: range, boxes: Sequence[Floats], asked: "_Characters"
) -> Iterator[tuple[list[int], Type]]:
    """One run cut, character by character."""
    word: list[int] = []
    em, last = 0.0, (0.0, 0.0, 0.0, 0.0)
    known: Type = (0.0, False, False)
    edges = [edge[run.start : run.stop].tolist() for edge in boxes]
    for i, box in zip(run, zip(*edges, strict=True), strict=True):
        if word:
            if text[i] == text[word[-1]] and box != last and _same_place(box, last):
                continue  # the same glyph painted twice for a bold look; a ligature's two share one box
            level = last[1] - em < (box[1] + box[3]) / 2 < last[3] + em
            comma = text[word[-1]] == "," and not text[i].isdecimal()
            if not (level and -em < box[0] - last[2] < (_GAP_AFTER_COMMA if comma else _GAP) * em):
                yield word, known
                word = []
        if not word:
            (known,) = asked.types([i])
            em = max(known[0], _LEAST_EM)
        word.append(i)
        last = box
    yield word, known


def _same_place(a: Box, b: Box) -> bool:
    return abs(a[0] - b[0]) < 1 and abs(a[1] - b[1]) < 1 and abs(a[2] - b[2]) < 1


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
        return _LINE_END_HYPHEN
    return " " if code < 32 or char in _UNSEEN or char.isspace() else char


def _bare(name: str, result: type, *arguments: type) -> Callable[..., int]:
    """A function of PDFium that takes addresses as numbers: without ctypes' checks it costs half as much."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_CHARACTER = (ctypes.c_void_p, ctypes.c_int)  # a text page, and a character's place in it
_get_code = _bare("FPDFText_GetUnicode", ctypes.c_uint, *_CHARACTER)
_get_object = _bare("FPDFText_GetTextObject", ctypes.c_void_p, *_CHARACTER)
_get_box = _bare("FPDFText_GetLooseCharBox", ctypes.c_int, *_CHARACTER, ctypes.c_void_p)
_get_text = _bare("FPDFText_GetText", ctypes.c_int, *_CHARACTER, ctypes.c_int, ctypes.c_void_p)
_get_origin = _bare("FPDFText_GetCharOrigin", ctypes.c_int, *_CHARACTER, ctypes.c_void_p, ctypes.c_void_p)


class _Characters:
    """What PDFium knows of a page's characters, all at once where there are many."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self._handle = textpage.raw
        self._page = ctypes.cast(textpage.raw, ctypes.c_void_p).value
        self._matrix, self._flags = raw.FS_MATRIX(), ctypes.c_int()
        self._name = ctypes.create_string_buffer(128)
        self._types: dict[int, Type] = {}
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

    def boxes(
        self, count: int, seen: Callable[[Floats, Floats], tuple[Floats, Floats]]
    ) -> tuple[Floats, Floats, Floats, Floats]:
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

    def types(self, indexes: Sequence[int]) -> Iterator[Type]:
        """The type of each character; that of an object of text is one."""
        known = self._types
        objects = map(_get_object, repeat(self._page), indexes)
        for index, text_object in zip(indexes, objects, strict=True):
            if text_object not in known:
                known[text_object] = self._size(index), *self._face(index)
            yield known[text_object]

    def _size(self, index: int) -> float:
        """The font's size times the scale it is drawn at."""
        size = float(raw.FPDFText_GetFontSize(self._handle, index))
        if raw.FPDFText_GetMatrix(self._handle, index, self._matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d) or 1.0
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
