"""Words that a reader does not see, or sees across the page: set apart from those that are read.

Text that is struck through, painted twice or recognised over what is printed, hidden by its colour, a layer,
a clip or what covers it, and watermarks at any angle give no facts; each is told.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.pages.characters import Floats
from extractors.pages.model import Box, Word
from extractors.pages.painted import Colour, Painted, Text


@dataclass(frozen=True, slots=True)
class Printed:
    """A word as it is printed: its object of text, where that is known, and its turn in degrees."""

    word: Word
    text: Text | None
    turn: int


# A word of another word's letters stands on it where so much of the smaller box is shared.
_ON = 0.4
# So near in colour text cannot be told from its ground.
_SAME_COLOUR = 40
# Words of one text are compared with those at about their height, in points.
_LEVEL = 12.0
# A watermark's type is so much larger than the page's, or so pale.
_OUTSIZE = 1.6
_PALE = 140
_BRIGHT = 100
# Text of a setting that few words of a page share may be a stamp.
_FEW = 12
# A line strikes a word through in this band over its baseline, in sizes of its type, over this share of it.
_STRUCK = (0.12, 0.45)
_STRUCK_SHARE = 0.5


def watermarks(printed: Sequence[Printed]) -> set[Word]:
    """The words that stand across the page: turned out of the square, or over others in their own type."""
    found = {one.word for one in printed if one.turn % 90}
    level = [one for one in printed if one.turn % 90 == 0]
    kinds = [(one.word.size, id(one.text), one.turn) for one in level]
    known = {kind: _setting(one) for kind, one in dict(zip(kinds, level, strict=True)).items()}
    settings = [known[kind] for kind in kinds]
    counted = Counter(settings)
    if len(counted) < 2:
        return found
    usual, most = counted.most_common(1)[0]
    body = usual[0]
    few = {kind for kind, count in counted.items() if count <= min(_FEW, most) and kind != usual}
    stamps = {kind for kind in few if kind[0] >= _OUTSIZE * body or _stands_out(kind)}
    across: set[tuple[_Setting, float]] = set()
    for setting in stamps:
        here = [one.word for one, own in zip(level, settings, strict=True) if own == setting]
        others = [one.word for one, own in zip(level, settings, strict=True) if own != setting]
        across.update(_place(setting, word) for word in standing_on(here, others))
    if not across:
        return found
    return found | {
        one.word for one, own in zip(level, settings, strict=True) if _place(own, one.word) in across
    }


_Setting = tuple[float, Colour, int, int]


def _place(setting: _Setting, word: Word) -> tuple[_Setting, float]:
    """What words of one stamp share: their setting and, where it is level, their line."""
    return setting, 0.0 if setting[-1] else word.base


def _setting(one: Printed) -> _Setting:
    if one.text is None:
        return one.word.size, (0, 0, 0), 255, one.turn
    return one.word.size, one.text.colour, one.text.opacity, one.turn


def _stands_out(setting: _Setting) -> bool:
    """Whether text is pale, bright or turned, as a stamp is."""
    _, colour, opacity, turn = setting
    return bool(turn) or opacity < 200 or min(colour) >= _PALE or max(colour) - min(colour) > _BRIGHT


def standing_on(words: Sequence[Word], others: Sequence[Word]) -> set[Word]:
    """Those of the words whose letters share their place with others'."""
    if not words or not others:
        return set()
    x0, top, x1, bottom = _cores(words)[:, :, None]
    left, high, right, low = _cores(others)[:, None, :]
    wide = np.maximum(0, np.minimum(x1, right) - np.maximum(x0, left))
    tall = np.maximum(0, np.minimum(bottom, low) - np.maximum(top, high))
    smaller = np.minimum((x1 - x0) * (bottom - top), (right - left) * (low - high))
    on = (wide * tall > _ON * smaller).any(axis=1)
    return {words[index] for index in np.flatnonzero(on).tolist()}


def _cores(words: Sequence[Word]) -> Floats:
    """The boxes of words' small letters: lines that are set close do not touch in them."""
    return np.array([(w.x0, w.base - 0.5 * w.size, w.x1, w.base) for w in words]).T


def repeated(words: Sequence[Word]) -> set[Word]:
    """The words that stand where the same word stands already: a page painted twice."""
    if not _may_repeat(words):
        return set()
    seen: dict[tuple[str, int], list[Word]] = {}
    found: set[Word] = set()
    for word in words:
        text, x0, base = word.text, word.x0, word.base
        level = int(base // _LEVEL)
        before = [other for near in (level - 1, level, level + 1) for other in seen.get((text, near), ())]
        near = min(0.4 * word.size, 0.5 * (word.x1 - x0))
        for other in before:
            if abs(base - other.base) < near and abs(x0 - other.x0) < near and abs(word.x1 - other.x1) < near:
                found.add(word)
                break
        else:
            seen.setdefault((text, level), []).append(word)
    return found


def _may_repeat(words: Sequence[Word]) -> bool:
    """Whether two words begin at one place: asked of neighbours in order, as few pages have any."""
    if len(words) < 2:
        return False
    x0, base, size = np.array([(word.x0, word.base, word.size) for word in words]).T
    for shift in (0.0, 0.5):  # what one division of the heights parts, the other does not
        level = np.floor(base / _LEVEL + shift)
        order = np.lexsort((x0, level))
        near = 0.4 * size[order][1:]
        beside = (np.diff(level[order]) == 0) & (np.diff(x0[order]) < near)
        if bool((beside & (np.abs(np.diff(base[order])) < near)).any()):
            return True
    return False


def perhaps_hidden(printed: Sequence[Printed], painted: Painted, over: Sequence[Box], size: Box) -> set[int]:
    """Which of the words may not be seen, by what little is known without drawing the page.

    `over` are annotations, which stand above all; `size` is the page's own box.
    """
    known: dict[int, int] = {}
    texts: list[Text] = []
    which = []
    for one in printed:
        text = one.text or _UNKNOWN
        if id(text) not in known:
            known[id(text)] = len(texts)
            texts.append(text)
        which.append(known[id(text)])
    places = [((w.x0 + w.x1) / 2, w.base - 0.25 * w.size) for w in (one.word for one in printed)]
    x, y = np.array(places).T
    order = np.array([text.order for text in texts])[which]
    ink = np.array([text.colour for text in texts])[which]
    ground = np.full((len(printed), 3), 255)
    hidden = np.array([text.invisible or text.layered for text in texts])[which]
    hidden |= ~_inside(size, x, y)
    for box in over:
        hidden |= _inside(box, x, y)
    for cover in painted.covers:
        here = _inside(cover.box, x, y)
        hidden |= here & (order < cover.order)
        ground[here & (order > cover.order)] = cover.colour or _PICTURE
    hidden |= np.abs(ink - ground).max(axis=1) < _SAME_COLOUR
    found = set(np.flatnonzero(hidden).tolist())
    clips = {number: text.clip for number, text in enumerate(texts) if text.clip is not None}
    clipped = ((place, clips[number]) for place, number in enumerate(which) if number in clips)
    return found | {place for place, clip in clipped if not _holds(clip, *places[place])}


# An object of text that is not found again is taken for ink on all that is painted.
_UNKNOWN = Text(1_000_000_000, False, (0, 0, 0), 255, None, False, None)
# Over a picture any pale text may be lost.
_PICTURE = (255, 255, 255)


def _inside(box: Box, x: Floats, y: Floats) -> NDArray[np.bool_]:
    return (x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def struck(words: Sequence[Word], rules: Sequence[Box], quads: Sequence[Box]) -> tuple[set[Word], set[Box]]:
    """The words that a line or a comment strikes through, and those lines."""
    found: set[Word] = set()
    lines: set[Box] = set()
    level = [rule for rule in rules if rule[2] - rule[0] > 2 * (rule[3] - rule[1])]
    if words and level:
        x0, x1, base, size = np.array([(w.x0, w.x1, w.base, w.size) for w in words]).T
        heights = np.sort(base)
        middles = np.array([(rule[1] + rule[3]) / 2 for rule in level])
        first = np.searchsorted(heights, middles + _STRUCK[0] * size.min())
        last = np.searchsorted(heights, middles + _STRUCK[1] * size.max())
        for rule in (level[index] for index in np.flatnonzero(first < last).tolist()):
            over = base - (rule[1] + rule[3]) / 2
            shared = np.minimum(x1, rule[2]) - np.maximum(x0, rule[0])
            at = (
                (over > _STRUCK[0] * size)
                & (over < _STRUCK[1] * size)
                & (shared > _STRUCK_SHARE * (x1 - x0))
                & (rule[3] - rule[1] < 0.3 * size)
            )
            if at.any():
                lines.add(rule)
                found.update(words[index] for index in np.flatnonzero(at).tolist())
    for word in words if quads else ():
        x, y = (word.x0 + word.x1) / 2, word.base - 0.25 * word.size
        if any(_holds(quad, x, y) for quad in quads):
            found.add(word)
    return found, lines
