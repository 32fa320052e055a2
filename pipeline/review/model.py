"""The queue's plain values: an item, its places, what is at stake, what it may mean."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from extractors.contract import BBox, Section

Kind = Literal["heading", "column", "wording", "stage", "cell", "page", "fact"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: in which document, on which page, and what is printed there."""

    document: str
    sha256: str
    period: str
    page: int | None
    bbox: BBox | None
    text: str
    section: Section | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an item may mean, as `review means` takes it; how near it is, of 100, and why."""

    value: str
    score: int
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that needs an answer, however many reports it stands in.

    `same` is what its places have in common: the normalised text. At stake are `facts` in doubt there,
    `values` (references, dates, figures) that nothing was read from, and findings that are `held` back.
    """

    kind: Kind
    same: str
    says: str
    places: tuple[Place, ...]
    facts: int
    values: int
    held: int
    suggestion: Suggestion | None = None

    @property
    def id(self) -> str:
        """The same for the same kind and text, in whichever reports it stands."""
        return sha256(f"{self.kind}\x1f{self.same}".encode()).hexdigest()[:10]

    @property
    def stake(self) -> tuple[int, int, int]:
        """What the queue is sorted by: findings held back weigh most, then facts in doubt, then values."""
        return (self.held, self.facts, self.values)
