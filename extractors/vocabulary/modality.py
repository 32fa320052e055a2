"""Negation and modality: the wordings of `modality.csv` in a text, by spaCy's matcher.

A row's `reach` is how many words may stand between the wording and the outcome that it changes: behind it, or
before it where the figure is negative. A wording may also hold the outcome itself.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from extractors.vocabulary import vocabulary
from extractors.vocabulary.phrases import needed_words, phrase_pattern
from extractors.vocabulary.tokens import Matcher, tokenizer

# `plain` changes nothing, `unreal` is no decision, `conditional` is none either and at a sentence's beginning
# says so of what follows its first comma, `removed` no item of a release, `open` a doubt if nothing
# else takes it; the others name what was decided upon instead of the modification.
CueKind = Literal[
    "plain",
    "negated",
    "unreal",
    "conditional",
    "appeal",
    "release_date",
    "title",
    "merger",
    "removed",
    "open",
    "undone",
]


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording of negation or modality; places are in the sentence's mask."""

    kind: CueKind
    reach: int
    start: int
    end: int


@cache
def _rows() -> tuple[tuple[CueKind, int, tuple[frozenset[str], ...], Matcher], ...]:
    rows = []
    for row in vocabulary("modality"):
        matcher = Matcher(tokenizer().vocab)
        matcher.add("cue", [phrase_pattern(row["wording"])])
        needed = tuple(map(frozenset, needed_words(row["wording"])))
        rows.append((cast(CueKind, row["kind"]), int(row["reach"]), needed, matcher))
    return tuple(rows)


@cache
def cues_of(mask: str) -> tuple[Cue, ...]:
    """The wordings of negation and modality in a masked text, in the order of the table's rows."""
    doc = tokenizer().make_doc(mask)
    words = {token.lower_ for token in doc}
    found: list[Cue] = []
    for kind, reach, needed, matcher in _rows():
        if all(choices & words for choices in needed):
            for _, first, last in matcher(doc):
                if mask[doc[first].idx : doc[last - 1].idx + len(doc[last - 1])] != "May":  # the month
                    found.append(Cue(kind, reach, doc[first].idx, doc[last - 1].idx + len(doc[last - 1])))
    return tuple(found)
