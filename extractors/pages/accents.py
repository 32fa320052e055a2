"""Words in a colour of their own, or underlined: what tells a sub-heading from the text in the same type."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.pages.model import Box, Link, Word
from extractors.pages.painted import Colour
from extractors.pages.set_apart import Printed

# A colour's channels differ by so much at least; greys set nothing above other text.
_BRIGHT = 60
# An underline lies so far under the baseline, in sizes of the type, and ends where its words end, in points.
_UNDER = (-0.02, 0.3)
_ENDS = 2.0


def accented(
    printed: Sequence[Printed], rules: Sequence[Box], fills: Sequence[Box], links: Sequence[Link]
) -> set[Word]:
    """The words that are bright in another colour than most of the page, or underlined; links are not."""
    found = _bright(printed, fills)
    if rules:
        found.update(_underlined([one.word for one in printed], rules))
    return {word for word in found if not any(_holds(link.box, word) for link in links)} if found else found


def _bright(printed: Sequence[Printed], fills: Sequence[Box]) -> set[Word]:
    texts = {id(one.text): one.text for one in printed if one.text is not None}
    if len({text.colour for text in texts.values()}) < 2:
        return set()
    letters = Counter[Colour]()
    for one in printed:
        if one.text is not None:
            letters[one.text.colour] += len(one.word.text)
    usual = letters.most_common(1)[0][0]
    return {
        one.word
        for one in printed
        if one.text is not None
        and one.text.colour != usual
        and max(one.text.colour) - min(one.text.colour) > _BRIGHT
        and not any(_holds(fill, one.word) for fill in fills)  # a tile's or a painted header's
    }


def _underlined(words: Sequence[Word], rules: Sequence[Box]) -> Iterator[Word]:
    """The words that a line lies under which is as long as they are: a table's lines are longer."""
    heights = sorted((word.base, number) for number, word in enumerate(words))
    largest = max((word.size for word in words), default=0.0)
    for rule in rules:
        if rule[2] - rule[0] <= 4 * (rule[3] - rule[1]):
            continue
        middle = (rule[1] + rule[3]) / 2
        first = bisect_left(heights, (middle - _UNDER[1] * largest, 0))
        last = bisect_left(heights, (middle - _UNDER[0] * largest, 0))
        line = [words[number] for _, number in heights[first:last] if _over(rule, words[number])]
        if line and _ends_alike(rule, line):
            yield from line


def _ends_alike(rule: Box, line: Sequence[Word]) -> bool:
    begins = abs(min(word.x0 for word in line) - rule[0]) < _ENDS
    return begins and abs(max(word.x1 for word in line) - rule[2]) < _ENDS


def _over(rule: Box, word: Word) -> bool:
    under = (rule[1] + rule[3]) / 2 - word.base
    beside = rule[0] - _ENDS < word.x0 and word.x1 < rule[2] + _ENDS
    return beside and _UNDER[0] * word.size < under < _UNDER[1] * word.size


def _holds(box: Box, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, word.base - 0.25 * word.size
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
