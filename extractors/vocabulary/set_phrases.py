"""Set phrases that every report prints and that are no facts: "This document is classified as …"."""

from functools import cache

from extractors.vocabulary import vocabulary
from extractors.vocabulary.phrases import needed_words, phrase_pattern
from extractors.vocabulary.tokens import Matcher, tokenizer


@cache
def _matchers() -> list[tuple[list[list[str]], Matcher]]:
    """For each set phrase, the words that a sentence with it cannot be without, and its matcher."""
    found = []
    for row in vocabulary("formulas"):
        matcher = Matcher(tokenizer().vocab)
        matcher.add("formula", [phrase_pattern(row["wording"])])
        found.append((needed_words(row["wording"]), matcher))
    return found


def is_set_phrase(mask: str) -> bool:
    """Whether a sentence is a set phrase, by its text with references, dates and releases masked."""
    text = mask.lower()
    possible = [
        matcher
        for needed, matcher in _matchers()
        if all(any(word in text for word in choices) for choices in needed)
    ]
    if not possible:
        return False
    doc = tokenizer().make_doc(mask)
    return any(matcher(doc) for matcher in possible)
