"""Set phrases that every report prints and that are no facts: "This document is classified as …"."""

from functools import cache

from spacy.matcher import Matcher

from extractors.language import Sentence, phrase_pattern, tokenizer
from extractors.vocabulary import vocabulary


@cache
def _matcher() -> Matcher:
    matcher = Matcher(tokenizer().vocab)
    for row in vocabulary("formulas"):
        matcher.add("formula", [phrase_pattern(row["wording"])])
    return matcher


def is_formula(sentence: Sentence) -> bool:
    """Whether a sentence that no rule understood is a set phrase; one that names a modification is none."""
    if sentence.mentions:
        return False
    return bool(_matcher()(tokenizer().make_doc(sentence.mask)))
