"""Phrases of the vocabulary in a text, found by spaCy's matcher."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from extractors.contract import NO_OWN_WORDS, OwnVocabulary
from extractors.vocabulary import in_use, spoken, vocabulary
from extractors.vocabulary.tokens import Matcher, tokenizer
from extractors.vocabulary.verbs import verb_phrases

# What a phrase can tell: the kinds of `phrases.csv`.
Kind = Literal[
    "ad_hoc",
    "agenda",
    "assessed",
    "body",
    "chart_stage",
    "consultation",
    "consulting",
    "governance",
    "held",
    "ignore",
    "implement",
    "meeting",
    "monthly",
    "negation",
    "new",
    "outcome",
    "papers",
    "progress",
    "proposals",
    "propose",
    "raise",
    "scheduled",
    "stage",
    "standalone",
    "status",
    "subject",
    "to_stage",
    "vote",
]


@dataclass(frozen=True, slots=True)
class Label:
    """A phrase of the vocabulary in a sentence; places are in the sentence's mask."""

    kind: Kind
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A row of the phrase table: the words of which one each must stand in a sentence, and its matcher.

    Of two of a kind in the same words, that of the lower `rank` counts: an own row before a built-in one.
    """

    kind: Kind
    value: str
    needed: tuple[frozenset[str], ...]
    matcher: Matcher
    rank: int


def phrase_rows(own: OwnVocabulary = NO_OWN_WORDS) -> tuple[dict[str, str], ...]:
    """What phrases tell: rows of kind, value and wording; own ones first, verbs last, in all their forms."""
    return (*vocabulary("phrases", own), *verb_phrases())


@cache
def _phrases(own: OwnVocabulary) -> dict[str, tuple[_Phrase, ...]]:
    """The rows of the phrase table by the words that a sentence with one of them cannot be without."""
    by_word: dict[str, list[_Phrase]] = defaultdict(list)
    of_own = len({spoken("phrases", row.cells()) for row in own if row.table == "phrases"})
    for number, row in enumerate(phrase_rows(own)):
        matcher = matcher_of(row["wording"])
        needed = sorted(map(frozenset, needed_words(row["wording"])), key=len)
        phrase = _Phrase(
            cast(Kind, row["kind"]), row["value"], tuple(needed[1:]), matcher, int(number >= of_own)
        )
        for word in needed[0]:
            by_word[word].append(phrase)
    return {word: tuple(phrases) for word, phrases in by_word.items()}


def needed_words(wording: str) -> list[list[str]]:
    """For each word of a wording that may not be missing, its choices; there is at least one."""
    return [word.split("|") for word in wording.split() if word not in ("~", "~~") and not word.endswith("?")]


@cache
def matcher_of(wording: str) -> Matcher:
    """What finds a wording in a text; compiled once, whichever rows stand beside it."""
    matcher = Matcher(tokenizer().vocab)
    matcher.add("phrase", [phrase_pattern(wording)])
    return matcher


def phrase_pattern(wording: str) -> list[dict[str, object]]:
    """`sent ~ back|again the? x`: `~` is a gap of up to five words (`~~` of nine), `|` separates choices,
    `?` marks what may be missing."""
    pattern: list[dict[str, object]] = []
    for word in wording.split():
        if word in ("~", "~~"):
            pattern.append({"IS_PUNCT": False, "OP": "{0,9}" if word == "~~" else "{0,5}"})
            continue
        choices = word.removesuffix("?").split("|")
        token: dict[str, object] = {"LOWER": {"IN": choices}}
        if word.endswith("?"):
            token["OP"] = "?"
        pattern.append(token)
    return pattern


def labels_of(mask: str) -> tuple[Label, ...]:
    """The phrases of the vocabulary in a masked text, in order of place.

    Of phrases of one kind that overlap, the longest counts; what stands inside an `ignore` phrase, or
    a body inside a governance phrase, is none.
    """
    return _labels(mask, in_use())


@cache
def _labels(mask: str, own: OwnVocabulary) -> tuple[Label, ...]:
    doc = tokenizer().make_doc(mask)
    words = {token.lower_ for token in doc}
    phrases = _phrases(own)
    found: list[tuple[int, Label]] = []
    for phrase in (phrase for word in words & phrases.keys() for phrase in phrases[word]):
        # The matcher is asked only for what can be there: it looks at every token for every phrase.
        if all(choices & words for choices in phrase.needed):
            for _, first, last in phrase.matcher(doc):
                end = doc[last - 1].idx + len(doc[last - 1])
                found.append((phrase.rank, Label(phrase.kind, phrase.value, doc[first].idx, end)))
    found.sort(key=lambda x: (x[1].start - x[1].end, x[1].start, x[1].kind, x[0], x[1].value))
    kept: list[Label] = []
    for _, label in found:
        if not any(_covers(other, label) for other in kept):
            kept.append(label)
    return tuple(sorted((x for x in kept if x.kind != "ignore"), key=lambda x: (x.start, x.end)))


def _covers(other: Label, label: Label) -> bool:
    overlaps = other.start < label.end and label.start < other.end
    if other.kind == "ignore":
        return overlaps and label.kind in ("body", "outcome", "raise", "ignore")
    if other.kind == "governance" and label.kind in ("body", "vote"):
        return overlaps
    if other.kind == "consultation" and label.kind in ("stage", "to_stage"):
        return overlaps
    return overlaps and other.kind == label.kind
