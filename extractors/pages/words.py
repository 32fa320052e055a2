"""The characters of a page joined into words: a space, a change of line or a wide gap ends one.

Numpy finds the few runs of them that need a closer look.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import cast

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extractors.pages.characters import LINE_END_HYPHEN, SPELT, Characters, Floats, Seen, Type
from extractors.pages.model import Box, Word
from extractors.pages.raised import parted_from_raised

WORDS_A_PAGE_LIMIT = 20_000

CHARACTERS_A_PAGE_LIMIT = 400_000

# What stands between two spaces; a hyphen at a line's end is the last of its word.
_RUN = re.compile(f"[^ {LINE_END_HYPHEN}]*{LINE_END_HYPHEN}|[^ {LINE_END_HYPHEN}]+")

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


def words_of(
    textpage: pdfium.PdfTextPage, seen: Seen, scale: float, number: int
) -> Iterator[tuple[Word, int, float]]:
    """The words of the page of this number, in the order in which they are printed.

    Each with the address of its object of text and how far that is turned, in degrees against the clock.
    `seen` turns points of PDF user space, their x and their y, into those of the page as it is read,
    where type is `scale` times as large.
    Raises ValueError for a page of more than 20,000 words or 400,000 characters.
    """
    count = textpage.count_chars()
    if count > CHARACTERS_A_PAGE_LIMIT:
        raise ValueError(f"the page has more than {CHARACTERS_A_PAGE_LIMIT} characters")
    asked = Characters(textpage, scale)
    text = asked.text(count)
    runs = [range(*match.span()) for match in _RUN.finditer(text)]
    if not runs:
        return
    boxes = asked.boxes(count, seen)
    apart, raised = parted_from_raised(text, runs, asked, seen)
    words = _joined(_parted(text, apart, boxes, asked), boxes, asked)
    if len(words) > WORDS_A_PAGE_LIMIT:
        raise ValueError(f"the page has more than {WORDS_A_PAGE_LIMIT} words")
    printed, heads, _ = _flat([run for run, _ in words])
    lows = (_rounded(np.minimum.reduceat(edge[printed], heads)) for edge in boxes[:2])
    highs = (_rounded(np.maximum.reduceat(edge[printed], heads)) for edge in boxes[2:])
    settings = [_setting(text, run, kind, asked) for run, kind in words]
    bases = _rounded(seen(*asked.origins([raised.get(place, place) for place, _ in settings]))[1])
    objects = asked.objects([run[0] for run, _ in words])
    for (run, _), (_, (size, bold, italic)), x0, top, x1, bottom, base, text_object in zip(
        words, settings, *lows, *highs, bases, objects, strict=True
    ):
        chars = "".join([text[i] for i in run]) if isinstance(run, list) else text[run[0] : run[-1] + 1]
        said = chars if chars.isascii() else chars.translate(SPELT)
        broken = chars[-1] == LINE_END_HYPHEN
        up = run[0] in raised
        word = Word(said, number, x0, top, x1, bottom, base, round(size, 1), bold, broken, italic, raised=up)
        yield word, text_object, asked.turns.get(text_object, 0.0)


def _rounded(edge: Floats) -> list[float]:
    """Lengths in hundredths of a point."""
    return cast(list[float], np.round(edge, 2).tolist())


def _setting(text: str, run: Sequence[int], kind: Type, asked: "Characters") -> tuple[int, Type]:
    """The character that tells a word's baseline and type: the first, but not a footnote's raised figure."""
    if len(run) > 1 and text[run[0]].isdigit() and not text[run[-1]].isdigit():  # "1The"
        (last,) = asked.types([run[-1]])
        if last[0] > _RAISED * kind[0]:
            return run[-1], last
    return run[0], kind


def _flat(runs: Sequence[Sequence[int]]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """The characters of all runs, where in them each run begins, and how long it is."""
    lengths = np.fromiter(map(len, runs), np.intp, len(runs))
    heads = np.cumsum(lengths) - lengths
    first, last = (np.array([run[end] for run in runs], np.intp) for end in (0, -1))
    if bool((last - first + 1 == lengths).all()):
        flat = np.arange(int(lengths.sum())) + np.repeat(first - heads, lengths)
    else:  # some run leaves out a character that is painted twice
        flat = np.fromiter(chain.from_iterable(runs), np.intp, int(lengths.sum()))
    return flat, heads, lengths


def _parted(
    text: str, runs: Sequence[Sequence[int]], boxes: Sequence[Floats], asked: "Characters"
) -> list[tuple[Sequence[int], Type]]:
    """The runs, cut where a character stands off the one before, without what is painted twice."""
    x0, top, x1, bottom = boxes
    types = asked.types([run[0] for run in runs])
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
    parted: list[tuple[Sequence[int], Type]] = []
    done = 0
    for place in np.flatnonzero(np.logical_or.reduceat(odd[printed], heads)).tolist():
        parted.extend(zip(runs[done:place], types[done:place], strict=True))
        parted.extend(_one_by_one(text, runs[place], boxes, asked))
        done = place + 1
    parted.extend(zip(runs[done:], types[done:], strict=True))
    return parted


def _joined(
    words: list[tuple[Sequence[int], Type]], boxes: Sequence[Floats], asked: "Characters"
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
    if not close.any():
        return words
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
    text: str, run: Sequence[int], boxes: Sequence[Floats], asked: "Characters"
) -> Iterator[tuple[list[int], Type]]:
    """One run cut, character by character."""
    word: list[int] = []
    em, last = 0.0, (0.0, 0.0, 0.0, 0.0)
    known: Type = (0.0, False, False)
    edges = [edge[run].tolist() for edge in boxes]
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
