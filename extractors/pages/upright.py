"""How a page is turned and scaled to be read as any other: by how most of its letters are set."""

import math
from collections import Counter
from collections.abc import Sequence

from extractors.pages.model import Word

# Text that is turned by less than so many degrees from the square is level: a scan lies a little askew.
_ASKEW = 3
# Where most letters of a page of so many words are smaller or larger than this, in points, it is scaled by a
# power of two to about the usual size; by no finer step, or a table's columns would jump over a page break.
_FEWEST_WORDS = 40
_SMALLEST, _USUAL, _LARGEST = 6.5, 10.0, 15.0


def square_turn(angle: float) -> int:
    """An angle in whole degrees, in the square where it is nearly so."""
    square = round(angle / 90) * 90
    return (square if abs(angle - square) <= _ASKEW else round(angle)) % 360


def usual_turn(words: Sequence[Word], angles: Sequence[float], page_turn: int) -> int:
    """How far most of a page's text is turned as it is seen, in degrees with the clock.

    `angles` are those of the words in degrees against the clock, `page_turn` is the page's own.
    """
    if not words:
        return 0
    letters = Counter[int]()
    turns = {angle: square_turn(page_turn - angle) for angle in set(angles)}
    for word, angle in zip(words, angles, strict=True):
        letters[turns[angle]] += len(word.text)
    return letters.most_common(1)[0][0]


def scale_for(words: Sequence[Word], before: float) -> float:
    """How many times a page is enlarged to be read, so that its type is as large as other pages'.

    Pages printed two, four or more on a sheet are set small, slides and posters large. `before` is the scale
    of the page before, which one of few words has as well.
    """
    if len(words) < _FEWEST_WORDS:
        return before
    letters = Counter[float]()
    for word in words:
        letters[word.size] += len(word.text)
    usual = _median(letters)
    if usual <= 0 or _SMALLEST <= usual <= _LARGEST:
        return 1.0
    return float(2.0 ** round(math.log2(_USUAL / usual)))


def _median(letters: Counter[float]) -> float:
    left = letters.total() // 2
    for size in sorted(letters):
        left -= letters[size]
        if left < 0:
            return size
    return 0.0
