"""Step 5: the word account. Every word of every page has one role, or is listed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, get_args

from extractors.contract import Coverage, Section, Unclaimed
from extractors.pages.evidence import evidence_of
from extractors.pages.model import Word

Role = Literal[
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
]
ROLES: tuple[Role, ...] = get_args(Role)

# A bullet's sign as a word of its own, as producers write it; private use is a symbol font's.
_BULLET_ONLY = re.compile(r"[•●○◦▪▫■□‣⁃∙·➢➤►▶*\uf000-\uf0ff]|\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class Claimed:
    """Words that were read, and what they were read as."""

    role: Role
    words: tuple[Word, ...]


def settled(claims: Iterable[Claimed]) -> dict[Word, Role]:
    """The role of each claimed word: the first claim on it stands, but a fact's outranks all others."""
    roles: dict[Word, Role] = {}
    for claim in claims:
        for word in claim.words:
            if claim.role == "fact" or word not in roles:
                roles[word] = claim.role
    return roles


def is_counted(word: Word) -> bool:
    """Whether a word is one of the account; a lone bullet sign is none, but a dash between two words is."""
    return not _BULLET_ONLY.fullmatch(word.text)


def coverage_of(
    words: Sequence[Word], roles: Mapping[Word, Role], sections: Mapping[Word, Section]
) -> Coverage:
    """The account of all words in reading order; what has no role is listed, line by line.

    `sections` has the section of each word that stands in one; the others are the cover's.
    """
    by_role = dict.fromkeys(ROLES, 0)
    for word in words:
        if word in roles:
            by_role[roles[word]] += 1
    unclaimed = [word for word in words if word not in roles]
    listed = [
        Unclaimed(spot.page, spot.bbox, spot.text, section)
        for (_, _, section), line in groupby(
            unclaimed, key=lambda w: (w.page, w.base, sections.get(w, "cover"))
        )
        for spot in evidence_of(line)
    ]
    return Coverage(len(words), {role: by_role[role] for role in ROLES}, tuple(listed))
