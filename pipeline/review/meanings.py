"""What a person says that an item means, as rows of the archive's own vocabulary."""

import re
from collections.abc import Sequence
from typing import get_args

from extractors.contract import ModificationStageRole, OwnRow, Section
from extractors.facts.sentences.cut import sentences_of
from extractors.facts.sentences.sentence import Sentence
from extractors.vocabulary import vocabulary
from extractors.vocabulary.column_names import ColumnRole, plain_name
from extractors.vocabulary.headings import plain_heading
from extractors.vocabulary.phrases import phrase_rows
from extractors.vocabulary.stage_names import plain_stage
from extractors.vocabulary.tokens import tokenizer
from pipeline.basics.errors import UnusableInput
from pipeline.review.model import Item

# Words that begin or end no wording: "was nodded through by the" is known by "nodded through".
_SMALL = frozenset(
    (
        *["a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "has", "have", "in"],
        *["is", "it", "its", "of", "on", "or", "that", "the", "this", "to", "was", "were", "will", "with"],
    )
)
_LONGEST = 6


def fitting(item: Item) -> list[str]:
    """What can be said that the item means, as `review means` takes it."""
    if item.kind == "heading":
        topics = {row["topic"] for row in vocabulary("headings")} - {""}
        return [f"section={s}" for s in get_args(Section)] + [f"topic={t}" for t in sorted(topics)]
    if item.kind == "column":
        return [f"column={role}" for role in get_args(ColumnRole)]
    if item.kind in ("wording", "fact"):
        pairs = {(row["kind"], row["value"]) for row in phrase_rows() if row["value"]}
        return [f"{kind}={value}" for kind, value in sorted(pairs)]
    if item.kind in ("stage", "cell"):
        return [f"stage={stage}" for stage in get_args(ModificationStageRole)]
    return []


def rows_meaning(item: Item, said: Sequence[str]) -> tuple[OwnRow, ...]:
    """The rows that say so. `said` is like `outcome=approved`.

    `words=nodded through` gives the wording where it is not the one that csrecon takes. Raises UnusableInput
    where that is nothing an item of this kind can mean.
    """
    named = [_parted(one) for one in said]
    words = next((value for name, value in named if name == "words"), None)
    meant = [(name, value) for name, value in named if name != "words"]
    can = fitting(item)
    wrong = [f"{name}={value}" for name, value in meant if f"{name}={value}" not in can]
    if wrong or not meant:
        raise UnusableInput(
            f"{', '.join(wrong) or 'Nothing'} is no meaning of a {item.kind}. "
            f"`csrecon review show {item.id}` lists what fits, like {can[0] if can else 'nothing'}."
        )
    first = min(place.period for place in item.places)
    if item.kind == "heading":
        meaning = dict(meant)
        wording = words or plain_heading(item.says)
        return (OwnRow("headings", (meaning.get("section", ""), meaning.get("topic", "")), wording, first),)
    if item.kind == "column":
        return tuple(OwnRow("columns", (value,), words or plain_name(item.says), first) for _, value in meant)
    if item.kind in ("stage", "cell"):
        return tuple(OwnRow("stages", (value,), words or plain_stage(item.says), first) for _, value in meant)
    wording = words or telling_words(item.says)
    return tuple(OwnRow("phrases", (name, value), wording.casefold(), first) for name, value in meant)


def rows_of_nothing(item: Item) -> tuple[OwnRow, ...]:
    """The rows by which the item's text is narrative; none for what no table can hold."""
    first = min(place.period for place in item.places)
    if item.kind == "heading":
        return (OwnRow("headings", ("", ""), plain_heading(item.says), first),)
    if item.kind == "column":
        return (OwnRow("columns", ("note",), plain_name(item.says), first),)
    if item.kind != "wording":
        return ()
    sentences = sentences_of(item.says, None, {}, False)
    wordings = dict.fromkeys(filter(None, (_whole(sentence.mask) for sentence in sentences)))
    return tuple(OwnRow("formulas", (), wording, first) for wording in wordings)


def telling_words(text: str) -> str:
    """The words of a sentence that no table knows and that tell something. Raises UnusableInput for none."""
    runs = [run for s in sentences_of(text, None, {}, False) for run in _unknown(s)]
    if not runs:
        raise UnusableInput(f"Which words of “{text}” say so? Add them: 'words=nodded through'.")
    return max(runs, key=len)


def _unknown(sentence: Sentence) -> list[str]:
    """Runs of words that are no phrase, reference, date or figure, without small words at their ends."""
    taken = [(span.start, span.end) for span in sentence.placed]
    taken += [(label.start, label.end) for label in sentence.labels]
    taken += [(number.start, number.end) for number in sentence.numbers]
    runs: list[list[str]] = [[]]
    for token in tokenizer().make_doc(sentence.mask):
        known = any(start <= token.idx < end for start, end in taken)
        if known or not token.is_alpha or (token.text[0].isupper() and token.i > 0):
            runs.append([])
        else:
            runs[-1].append(token.lower_)
    return [" ".join(trimmed[:_LONGEST]) for run in runs if (trimmed := _trimmed(run))]


def _trimmed(words: list[str]) -> list[str]:
    while words and words[0] in _SMALL:
        words = words[1:]
    while words and words[-1] in _SMALL:
        words = words[:-1]
    return words


def _whole(mask: str) -> str:
    """A sentence as a wording: its words and marks, without the mark that ends it."""
    words = [token.lower_ for token in tokenizer().make_doc(mask) if not token.is_space]
    while words and re.fullmatch(r"\W+", words[-1]):
        words.pop()
    return " ".join(words)


def _parted(said: str) -> tuple[str, str]:
    name, equals, value = said.partition("=")
    if not equals or not value.strip():
        raise UnusableInput(f"{said!r} says nothing. Write it like section=opine or outcome=approved.")
    return name.strip(), value.strip()
