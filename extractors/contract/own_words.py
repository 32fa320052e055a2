"""An archive's own vocabulary: rows like those of the built-in tables, as a plain value given to reading."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps, loads

from extractors.contract.words import BUILT_IN

# The tables that an archive can add rows to, each with the columns that say what a wording means.
OWN_TABLES: dict[str, tuple[str, ...]] = {
    "columns": ("role",),
    "formulas": (),
    "headings": ("section", "topic"),
    "phrases": ("kind", "value"),
    "stages": ("stage",),
}

# Words that stand for what a sentence speaks of, printed nowhere: a reference, a release, a date, a month
_MASKS = {"ref", "rel", "dat", "mon"}
# Words of no more letters are not parted; of a word with an apostrophe, so short a piece tells nothing.
_UNPARTED = 4
_SHORT = 2


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A wording and what it means, by the table's columns; `approved` when a person stands by it."""

    table: str
    meaning: tuple[str, ...]
    wording: str
    first_seen: str = ""
    approved: bool = True

    def cells(self) -> dict[str, str]:
        """The row as it stands in the table's file, by column name."""
        named = dict(zip(OWN_TABLES[self.table], self.meaning, strict=True))
        return named | {"wording": self.wording, "first_seen": self.first_seen}

    def stands_in(self, words: Collection[str]) -> bool:
        """Whether the wording may stand in a document of these words; true where in doubt.

        Each of its words must be there in one of its choices: not those that may be missing, nor gaps.
        """
        needed = [w.split("|") for w in self.wording.split() if w not in ("~", "~~", "...")]
        return all(
            any(_has(words, choice) for choice in choices)
            for choices in needed
            if not choices[-1].endswith("?")
        )


def _has(words: Collection[str], choice: str) -> bool:
    if choice in _MASKS:
        return True
    pieces = re.findall(r"[a-z0-9]+", choice)
    if choice.endswith("*"):
        return all(any(word.startswith(piece) for word in words) for piece in pieces)
    if "'" in choice or "’" in choice:  # "n't" is printed as part of another word
        pieces = [piece for piece in pieces if len(piece) > _SHORT]
    return all(piece in words or _is_parted(words, piece) for piece in pieces)


def _is_parted(words: Collection[str], piece: str) -> bool:
    """Whether a word may be printed in two, as in a narrow column: "Modificatio n"."""
    cuts = range(1, len(piece)) if len(piece) > _UNPARTED else ()
    return any(piece[:cut] in words and piece[cut:] in words for cut in cuts)


def words_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of printed texts in lower case, each once, in order: what a row's wording is looked up in."""
    return tuple(sorted({w for text in texts for w in re.findall(r"[a-z0-9]+", text.casefold())}))


@dataclass(frozen=True, slots=True)
class OwnVocabulary:
    """The rows in force, in the order in which they were written; of two for one wording the later counts."""

    rows: tuple[OwnRow, ...] = ()
    digest: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "digest", sha256(self.to_text().encode()).hexdigest() if self.rows else BUILT_IN
        )

    def __hash__(self) -> int:  # tables are compiled once for each vocabulary, and asked for it often
        return hash(self.digest)

    def __iter__(self) -> Iterator[OwnRow]:
        return iter(self.rows)

    def standing_in(self, words: Collection[str]) -> "OwnVocabulary":
        """The rows whose wording may stand in a document of these words: the others change nothing there."""
        known = frozenset(words)
        return OwnVocabulary(tuple(row for row in self.rows if row.stands_in(known)))

    def approved(self) -> "OwnVocabulary":
        """The rows that a person stands by."""
        return OwnVocabulary(tuple(row for row in self.rows if row.approved))

    def to_text(self) -> str:
        """One spelling of the rows; `from_text` reads it back."""
        spelled = [[r.table, list(r.meaning), r.wording, r.first_seen, r.approved] for r in self.rows]
        return dumps(spelled, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "OwnVocabulary":
        """The value that `to_text` spelled."""
        return cls(tuple(OwnRow(t, tuple(m), w, first, ok) for t, m, w, first, ok in loads(text)))


NO_OWN_WORDS = OwnVocabulary()
