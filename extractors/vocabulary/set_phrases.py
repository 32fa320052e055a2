"""Set phrases that every report prints and that are no facts: "This document is classified as …"."""

from functools import cache

from extractors.contract import OwnVocabulary
from extractors.vocabulary import in_use, vocabulary
from extractors.vocabulary.phrases import matcher_of, needed_words
from extractors.vocabulary.tokens import Matcher, tokenizer


@cache
def _matchers(rows: tuple[str, ...]) -> list[tuple[list[list[str]], Matcher]]:
    """For each set phrase, the words that a sentence with it cannot be without, and its matcher."""
    found = []
    for wording in rows:
        found.append((needed_words(wording), matcher_of(wording)))
    return found


def is_set_phrase(mask: str) -> bool:
    """Whether a sentence is a set phrase, by its text with references, dates and releases masked."""
    return _has_one(mask, _wordings(in_use()))


def says_nothing(mask: str) -> bool:
    """Whether a person said of a sentence like this that it says nothing, whatever it names."""
    return _has_one(mask, tuple(row.wording for row in in_use() if row.table == "formulas"))


@cache
def _wordings(own: OwnVocabulary) -> tuple[str, ...]:
    return tuple(row["wording"] for row in vocabulary("formulas", own))


def _has_one(mask: str, wordings: tuple[str, ...]) -> bool:
    text = mask.lower()
    possible = [
        matcher
        for needed, matcher in _matchers(wordings)
        if all(any(word in text for word in choices) for choices in needed)
    ]
    if not possible:
        return False
    doc = tokenizer().make_doc(mask)
    return any(matcher(doc) for matcher in possible)
