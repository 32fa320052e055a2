"""What the register says on one day, as frozen plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

# A whole register has every modification of its day; of what a part lacks, nothing can be said.
Extent = Literal["whole", "part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEvent:
    """A dated line of a modification's timeline, as printed; `happened_on` None where no day is given."""

    happened_on: date | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One modification as a snapshot has it. Texts are as printed; None where the register is blank.

    `reference` is canonical (`MP102A`); `row` is where it stands in the source, counted from 1 with the
    heading row as row 1 in tables. `decision` is the printed outcome ("Approved"), `stage` the printed
    stage ("Pending Implementation").
    """

    reference: str
    row: int
    title: str | None = None
    proposer: str | None = None
    organisation: str | None = None
    date_raised: date | None = None
    stage: str | None = None
    path: str | None = None
    decision: str | None = None
    decision_date: date | None = None
    decision_body: str | None = None
    release: str | None = None
    implementation_date: date | None = None
    link: str | None = None
    events: tuple[RegisterEvent, ...] = ()

    def dates(self) -> Iterator[date]:
        """Every day on which something happened to the modification."""
        own = (self.date_raised, self.decision_date, self.implementation_date)
        yield from (on for on in (*own, *(event.happened_on for event in self.events)) if on is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSnapshot:
    """The register, or a part of it, as it stood on `as_of`; `source` is the file's or page's name.

    `confirmed_on` is the last day on which its server said that it had not changed since.
    """

    as_of: date
    source: str
    sha256: str
    entries: tuple[RegisterEntry, ...]
    scope: Extent = "whole"
    confirmed_on: date | None = None
