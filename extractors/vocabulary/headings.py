"""What a heading's wording says: which section it opens, or at least what it is most likely about."""

import re
from functools import cache
from typing import cast

from extractors.contract import OwnVocabulary, Section
from extractors.vocabulary import in_use, vocabulary

# "1.", "3.2", "Section A –", "Part 2:", "iv)"
_NUMBERING = re.compile(
    r"^\s*(?:(?:section|part|chapter)\s+(?:\d{1,2}|[A-Z])\b\s*[.):–—-]?|\d{1,2}(?:\.\d{1,2})*[.):]?|[A-Z][.)]|[ivx]+[.)]|\((?:[ivx]+|[a-z]|\d{1,2})\))\s+",
    re.IGNORECASE,
)

# What a heading that no row knows is most likely about, by its words, in order.
STEMS: tuple[tuple[str, Section], ...] = (
    (r"\bappendix|\bannex", "appendix"),
    (r"\bpurpose|\bintroduc|\babout\b|\bwhat this (?:report|paper)|\bwhy (?:this|you)", "purpose"),
    (
        r"\brecommendations?$|^recommend|\bask\b|\basked\b|\bsought\b|\bactions? (?:for|required|requested)"
        r"|^supporting|^attach|^enclos",
        "recommendations",
    ),
    (r"\bsummar|\boverview|\bglance|\bheadline|\bhighlight|\bkey\b|\bposition\b|\bdashboard", "summary"),
    (r"\brefin|\bworking group", "refine"),
    (r"\bopin|\breport phase|\bvot|\bdecision|\bdetermin", "opine"),
    (r"\breleas|\bimplement", "releases"),
    (r"\bdefin|\bdevelop|\bdraft|\bnew proposal", "define"),
)


def plain_heading(text: str) -> str:
    """A heading's words without its number, in lower case."""
    return " ".join(re.findall(r"[a-z0-9]+", _NUMBERING.sub("", text).casefold()))


@cache
def _rows(own: OwnVocabulary) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (row["section"], row["topic"], _pattern(row["wording"])) for row in vocabulary("headings", own)
    )


@cache
def _pattern(wording: str) -> re.Pattern[str]:
    return re.compile(_expression(wording))


def _expression(wording: str) -> str:
    words = []
    for word in wording.split():
        if word == "...":
            words.append(r"(?:\S+ )*")
            continue
        choices = "|".join(map(re.escape, word.removesuffix("?").split("|")))
        words.append(rf"(?:{choices} )?" if word.endswith("?") else rf"(?:{choices}) ")
    return "".join(words)


def section_of(text: str) -> Section | None:
    """The section role that the vocabulary gives a heading's wording, if any."""
    plain = plain_heading(text) + " "
    for section, _, pattern in _rows(in_use()):
        if section and pattern.fullmatch(plain):
            return cast(Section, section)
    return None


def is_known(text: str) -> bool:
    """Whether some row of the vocabulary knows this heading."""
    plain = plain_heading(text) + " "
    return any(pattern.fullmatch(plain) for _, _, pattern in _rows(in_use()))


def by_stem(text: str) -> Section | None:
    """The section that a heading is most likely of, by its words; None where none tells."""
    plain = plain_heading(text)
    return next((section for pattern, section in STEMS if re.search(pattern, plain)), None)
