"""Words to running text and back: every character of a passage knows the word it was printed in."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractors.pages.model import Word

# An opening bracket or quote never stands apart from what it opens, nor a closing one from what it closes.
_HYPHENS = "-‐‑"

_OPENERS = "([‘“"

# "non-domestic", "self-managed"; "re-entrants", "co-ordinated": a hyphen that is printed in any case
_KEEPS = frozenset(("non", "self"))

_PREFIXES = frozenset(("re", "pre", "de", "co", "anti", "semi", "micro"))


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text of some words; `starts[i]` is where `words[i]` begins in `text`."""

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words of which some character lies in text[start:end]."""
        if end <= start:
            return ()
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_left(self.starts, end)
        return self.words[first:last]


def passage_of(words: Sequence[Word], known: Collection[str] = ()) -> Passage:
    """The running text of words in reading order.

    A hyphen at a line's end stays where the hyphenated word is one (`Self-` + `Governance`) and goes where
    it only marked the break (`modifi-` + `cation`): `known` holds the document's words in lower case.
    """
    text = ""
    starts: list[int] = []
    for before, word in zip((None, *words), words, strict=False):
        if before is not None:
            if before.text[-1] in _HYPHENS and len(before.text) > 1 and _next_line(before, word):
                if _only_a_break(before, word, known):
                    text = text[:-1]
            elif not _attached(text, before, word):
                text += " "
        starts.append(len(text))
        text += word.bare or word.text
    return Passage(text, tuple(words), tuple(starts))


def _next_line(before: Word, word: Word) -> bool:
    return before.broken or word.page != before.page or word.base - before.base > 0.5 * before.size


def _attached(text: str, before: Word, word: Word) -> bool:
    """A quote or bracket that a reader of the PDF cut off the word it belongs to."""
    same_line = word.page == before.page and abs(word.base - before.base) < 0.5 * before.size
    return same_line and (
        (word.text in "’”)].,;:" and word.x0 - before.x1 < 0.2 * before.size)
        or (text[-1] in _OPENERS and word.x0 - before.x1 < 0.2 * before.size)
    )


def _only_a_break(before: Word, word: Word, known: Collection[str]) -> bool:
    left = re.sub(r"^\W+", "", before.text[:-1]).casefold()
    right = re.split(r"[^\w]", word.text)[0].casefold()
    if not left or not right or not word.text[0].islower():
        return False
    last = re.split(r"\W", left)[-1]
    if f"{last}-{right}" in known:
        return False
    if last + right in known:
        return True
    if last in _KEEPS or (last in _PREFIXES and last[-1] == right[0]):
        return False
    # a typesetter's own hyphen (U+2010) says that the line's end made it; PDFium's mark stands for any
    return before.text[-1] == "‐" or (before.broken and right not in known)
