"""One report and one register snapshot as the checks read them: indexed, with their evidence at hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from extractors.contract import Evidence, Extraction, Fact, Header, Mention
from pipeline.basics.calendar import month_end
from pipeline.basics.identity import identity, number
from pipeline.checks.finding import RegisterEvidence, ReportEvidence
from pipeline.checks.links import page_key
from pipeline.checks.notes import Note, notes_of
from pipeline.register.entries import RegisterEntry, RegisterEvent, RegisterSnapshot

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Report:
    """One issue of one month's report."""

    extraction: Extraction

    @property
    def period(self) -> str:
        return self.extraction.report.period

    @property
    def header(self) -> Header:
        return self.extraction.report

    @property
    def words(self) -> int:
        return self.extraction.coverage.words

    @property
    def published_on(self) -> date | None:
        return self.extraction.report.published_on

    @property
    def cut_off(self) -> date | None:
        """The last day that the report's figures cover."""
        return self.extraction.report.data_cut_off

    @cached_property
    def known_on(self) -> date:
        """The day on which the report speaks: its publication or, where none is printed, the month's end."""
        return self.published_on or month_end(self.period)

    @cached_property
    def _by_kind(self) -> dict[str, list[Fact]]:
        kinds: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.extraction.facts:
            kinds[fact.kind].append(fact)
        return kinds

    def facts(self, kind: type[F]) -> list[F]:
        """The report's facts of one kind, in the order of the report."""
        return [fact for fact in self._by_kind.get(kind.kind, ()) if isinstance(fact, kind)]

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The report's sentences that may explain what its facts do not."""
        return notes_of(self.extraction)

    @cached_property
    def references(self) -> dict[str, dict[str, list[Fact]]]:
        """Every identity that the report names: its printed references, each with the facts that print it."""
        named: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
        for fact in self.extraction.facts:
            for reference in references_of(fact):
                named[identity(reference)][reference].append(fact)
        return named

    @cached_property
    def titles(self) -> dict[str, dict[str, list[Fact]]]:
        """Every identity's printed titles, each with the facts that print it."""
        titled: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
        for fact, reference, title in self._titles():
            titled[identity(reference)][title].append(fact)
        return titled

    def titled(self) -> Iterator[tuple[str, str]]:
        """Every reference with a title that is printed beside it."""
        return ((reference, title) for _, reference, title in self._titles())

    def _titles(self) -> Iterator[tuple[Fact, str, str]]:
        for fact in self.extraction.facts:
            reference, title = getattr(fact, "reference", None), getattr(fact, "title", None)
            if reference and title:
                yield fact, reference, title

    def see(self, *facts: Fact | Iterable[Fact]) -> tuple[ReportEvidence, ...]:
        """The places of these facts in this report, each place once, with the facts' doubts."""
        flat = [one for fact in facts for one in ((fact,) if isinstance(fact, Fact) else fact)]
        doubts: dict[Evidence, dict[str, None]] = {}
        for fact in flat:
            for place in fact.evidence:
                doubts.setdefault(place, {}).update(dict.fromkeys(fact.doubts))
        return tuple(self.place(spot, tuple(why)) for spot, why in doubts.items())

    def place(self, spot: Evidence, doubts: tuple[str, ...] = ()) -> ReportEvidence:
        """A place of the extraction as one of this very document."""
        document = self.extraction.document
        return ReportEvidence(
            document.filename, spot.page, spot.bbox, spot.text, doubts, sha256=document.sha256
        )


def references_of(fact: Fact) -> tuple[str, ...]:
    """The references that a fact prints: one, several (a meeting's), or none."""
    one = getattr(fact, "reference", None)
    return (one,) if one else tuple(getattr(fact, "references", ()))


def places(facts: Sequence[Fact]) -> int:
    """How often the text prints what these facts share.

    A mention is one printed place; the other facts that rest on the same words are not counted again.
    """
    return sum(isinstance(fact, Mention) for fact in facts) or len(facts)


@dataclass(frozen=True)
class Snapshot:
    """The register, or a part of it, as it stood on one day, by identity.

    Of a large register only the entries that matter may be at hand; `complete` then gives it whole.
    """

    register: RegisterSnapshot
    complete: Callable[[RegisterSnapshot], RegisterSnapshot] | None = None

    @property
    def as_of(self) -> date:
        return self.register.as_of

    def held_until(self, day: date) -> date:
        """The last day, up to `day`, of which it is known that the register was still like this."""
        return max(self.as_of, min(self.register.confirmed_on or self.as_of, day))

    @property
    def whole(self) -> bool:
        """Whether what it lacks is missing; of what a part lacks, nothing can be said."""
        return self.register.scope == "whole"

    @cached_property
    def entries(self) -> dict[str, RegisterEntry]:
        return {identity(entry.reference): entry for entry in self.register.entries}

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(number(entry.reference) for entry in self.register.entries)

    @cached_property
    def all_entries(self) -> tuple[RegisterEntry, ...]:
        """Every entry, whether at hand or not."""
        return (self.complete(self.register) if self.complete else self.register).entries

    @cached_property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Every reference that has a page, with the page's address."""
        return tuple((entry.reference, entry.link) for entry in self.all_entries if entry.link)

    @cached_property
    def pages(self) -> frozenset[str]:
        """The pages that the register's links lead to."""
        return frozenset(page_key(link) for _, link in self.links)

    def see(self, entry: RegisterEntry, *names: str) -> tuple[RegisterEvidence, ...]:
        """These cells of an entry."""
        return tuple(self._cell(entry, name) for name in names)

    def see_event(self, entry: RegisterEntry, event: RegisterEvent) -> RegisterEvidence:
        """This line of an entry's timeline."""
        on = event.happened_on.isoformat() if event.happened_on else "undated"
        return RegisterEvidence(self.register.source, self.as_of, entry.row, "timeline", f"{on} {event.text}")

    def _cell(self, entry: RegisterEntry, name: str) -> RegisterEvidence:
        value = getattr(entry, name)
        text = value.isoformat() if isinstance(value, date) else value
        return RegisterEvidence(self.register.source, self.as_of, entry.row, name, text)
