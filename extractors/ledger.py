"""The word account: every word of every page claimed once, by a fact or a known role, or listed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from extractors.contract import Coverage, Section, Unclaimed
from extractors.pages.evidence import evidence_of
from extractors.pages.model import Word

ROLES = (
    "fact",
    "heading",
    "header_footer",
    "table_header",
    "narrative",
    "formula",
    "watermark",
    "hidden",
    "struck",
    "repeated",
)

# A bullet's sign as a word of its own, as producers write it; private use is a symbol font's.
_BULLET_ONLY = re.compile(r"[•●○◦▪▫■□‣⁃∙·➢➤►▶*\uf000-\uf0ff]|\(cid:\d+\)")


def is_counted(word: Word) -> bool:
    """Whether a word is one of the account; a lone bullet sign is none, but a dash between two words is."""
    return not _BULLET_ONLY.fullmatch(word.text)


class Ledger:
    """Claims words by role; the first claim on a word stands, except that a fact's claim outranks others."""

    def __init__(self) -> None:
        self._roles: dict[Word, str] = {}

    def claim(self, role: str, words: Iterable[Word]) -> None:
        """Claims words for a role out of ROLES."""
        for word in words:
            if role == "fact" or word not in self._roles:
                self._roles[word] = role

    def unclaimed(self, words: Iterable[Word]) -> list[Word]:
        """Those of the words that no role has claimed."""
        return [word for word in words if word not in self._roles]

    def coverage(self, words: Sequence[Word], sections: Mapping[Word, Section]) -> Coverage:
        """The account of all words in reading order; what no role claims is listed, line by line.

        `sections` has the section of each word that stands in one; the others are the cover's.
        """
        by_role = dict.fromkeys(ROLES, 0)
        unclaimed: list[Word] = []
        for word in words:
            role = self._roles.get(word)
            if role is None:
                unclaimed.append(word)
            else:
                by_role[role] += 1
        listed = [
            Unclaimed(spot.page, spot.bbox, spot.text, section)
            for (_, _, section), line in groupby(
                unclaimed, key=lambda w: (w.page, w.base, sections.get(w, "cover"))
            )
            for spot in evidence_of(line)
        ]
        return Coverage(len(words), by_role, tuple(listed))
