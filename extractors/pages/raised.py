"""Raised figures of footnotes, printed right behind a word: cut from it, or "42¹" would read as 421."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.pages.characters import Characters, Seen

# A raised figure's type is at most this share of its word's, and it stands so much higher, in sizes of it.
_SMALLER = 0.85
_RAISED_BY = 0.15

# "1st", "24th": an ordinal's letters belong to it
_ORDINALS = ("st", "nd", "rd", "th")
# "42¹"
_SUPERSCRIPT = re.compile("[¹²³⁰⁴-⁹]")


def parted_from_raised(
    text: str, runs: Sequence[range], asked: Characters, seen: Seen
) -> tuple[list[Sequence[int]], dict[int, int]]:
    """The runs of characters with raised figures apart, each behind its word.

    With them goes, by the first character of each raised run, a character of the word that it is printed at.
    A figure that a run begins with stays ("1The Panel"): it belongs to what follows.
    """
    parted: list[Sequence[int]] = []
    raised: dict[int, int] = {}
    ends = asked.objects([run[-1] for run in runs])
    begins = asked.objects([run[0] for run in runs])
    signs = bool(_SUPERSCRIPT.search(text))
    if begins == ends and not signs:
        return list(runs), raised
    for run, first, last in zip(runs, begins, ends, strict=True):
        above = _raised(text, run, asked, seen) if first != last or signs else []
        if not above:
            parted.append(run)
            continue
        cut = {index for piece in above for index in piece}
        word = [index for index in run if index not in cut]
        parted.append(word)
        for piece in above:
            parted.append(piece)
            raised[piece[0]] = word[0]
    return parted, raised


def _raised(text: str, run: range, asked: Characters, seen: Seen) -> list[list[int]]:
    """The characters of a run that are raised behind others, figure by figure."""
    sizes = [size for size, *_ in asked.types(run)]
    largest = max(sizes)
    small = [size < _SMALLER * largest for size in sizes]
    signs = [_SUPERSCRIPT.match(text[index]) is not None for index in run]
    if not (any(small) or any(signs)):
        return []
    full = small.index(False)
    depths = seen(*asked.origins(run))[1].tolist()
    up = [
        position > full and (signs[position] or (is_small and depths[full] - depth > _RAISED_BY * largest))
        for position, (is_small, depth) in enumerate(zip(small, depths, strict=True))
    ]
    return [piece for piece in _pieces(run, up) if _is_figure("".join(text[i] for i in piece))]


def _pieces(run: range, up: Sequence[bool]) -> Iterator[list[int]]:
    for is_up, piece in groupby(zip(run, up, strict=True), key=lambda pair: pair[1]):
        if is_up:
            yield [index for index, _ in piece]


def _is_figure(text: str) -> bool:
    return text.casefold() not in _ORDINALS
