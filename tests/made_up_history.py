"""A made-up history of a record: reports and registers come in any order, changed in any way."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from random import Random

from sqlalchemy import Engine, insert

from extractors.contract import Extraction, Fact, Mention
from pipeline.archive.folder import Archive
from pipeline.basics.identity import identity, slug
from pipeline.record.database import write_transaction
from pipeline.record.tables.base import number_for
from pipeline.record.tables.register import (
    register_entries,
    register_events,
    register_fetches,
    register_snapshots,
)
from pipeline.register.entries import RegisterEntry, RegisterEvent, RegisterSnapshot
from pipeline.register.snapshots.write import _rows
from pipeline.reports.write import store

Deed = Callable[[Engine, Archive, datetime], None]
_WORDS = (
    "Raised",
    "Implemented",
    "Withdrawn",
    "Change Board vote",
    "Change Board Vote",
    "Authority approved",
)


@dataclass
class History:
    """What happens next, by chance; every deed is done to each record in turn."""

    random: Random
    months: dict[str, list[Extraction]]
    snapshots: list[RegisterSnapshot]
    came: dict[str, list[tuple[bytes, Extraction]]] = field(default_factory=dict)
    loaded: list[RegisterSnapshot] = field(default_factory=list)
    number: int = 0

    def __post_init__(self) -> None:
        everything = [fact for issued in self.months.values() for one in issued for fact in one.facts]
        whole = sorted({fact.reference for fact in everything if getattr(fact, "reference", None)})
        self.references = [*whole, *(f"{one}A" for one in whole if one[-1].isdigit())]  # some are split
        self.titles = sorted({fact.title for fact in everything if getattr(fact, "title", None)})

    def beginning(self) -> list[Deed]:
        """Some months in their order, maybe with a gap, and their registers."""
        months = [month for month in sorted(self.months)[:7] if self.random.random() < 0.9]
        return [self._new(month) for month in months] + [self.register() for _ in range(3)]

    def deed(self) -> Deed:
        """The next thing that happens."""
        left = sorted(self.months.keys() - self.came.keys())
        ways = [self.reread, self.reissue, self.reissue, self.register, self.confirmed]
        if left:
            ways += [self.next_report] * 6 + [self.late_report]
        return self.random.choice(ways)()

    def next_report(self) -> Deed:
        """The next month's after the newest that came."""
        newest = max(self.came)
        left = sorted(self.months.keys() - self.came.keys())
        return self._new(next((month for month in left if month > newest), left[0]))

    def late_report(self) -> Deed:
        """Any month's."""
        return self._new(self.random.choice(sorted(self.months.keys() - self.came.keys())))

    def _new(self, month: str) -> Deed:
        said = self.random.choice(self.months[month])
        return self._stored(month, said if self.random.random() < 0.5 else self.changed(said))

    def reissue(self) -> Deed:
        """Another document for a month that is there; it may be published before or after the first.

        Some are a second paper, which says less than the month's own.
        """
        month = self.random.choice([*sorted(self.came), max(self.came)])
        _, said = self.random.choice(self.came[month])
        on = (said.report.published_on or date(2020, 1, 1)) + timedelta(days=self.random.randint(-2, 3))
        header = replace(said.report, published_on=self.random.choice([on, on, None]))
        other = replace(self.changed(said), report=header)
        if self.random.random() < 0.3:
            some = tuple(fact for fact in other.facts if self.random.random() < 0.4)
            coverage = replace(other.coverage, words=other.coverage.words // 3)
            other = replace(
                other, report=replace(header, paper_reference="SECP_83A"), facts=some, coverage=coverage
            )
        return self._stored(month, other)

    def _stored(self, month: str, said: Extraction) -> Deed:
        self.number += 1
        data = f"%PDF {month} {self.number}".encode()
        document = replace(said.document, sha256=sha256(data).hexdigest(), bytes=len(data), pages=9)
        known = data, replace(said, document=document)
        self.came.setdefault(month, []).append(known)
        return lambda engine, archive, now: _store(engine, archive, [known], "1", now)

    def reread(self) -> Deed:
        """Some documents, by a newer extractor, which sees them otherwise; one may be of another month."""
        self.number += 1
        some = self.random.sample(sorted(self.came), min(len(self.came), self.random.choice((1, 1, 2, 9))))
        read = []
        for month in some:
            place = self.random.randrange(len(self.came[month]))
            data, said = self.came[month][place]
            self.came[month][place] = data, self.changed(said) if self.random.random() < 0.7 else said
            read.append(self.came[month][place])
        version = f"2.{self.number:04}"
        return lambda engine, archive, now: _store(engine, archive, read, version, now)

    def changed(self, said: Extraction) -> Extraction:
        """The same report, of which some facts say something else."""
        facts = list(said.facts)
        for _ in range(self.random.choice((1, 2, 4, 8))):
            if facts:
                place = self.random.randrange(len(facts))
                facts[place : place + 1] = self._otherwise(facts[place])
        header, until = said.report, said.report.data_cut_off
        if until and self.random.random() < 0.15:
            moved = until + timedelta(days=self.random.choice((-31, -1, 31, 62, 124)))
            header = replace(header, data_cut_off=self.random.choice((moved, moved, None)))
        return replace(said, report=header, facts=tuple(facts))

    def _otherwise(self, fact: Fact) -> list[Fact]:
        chance = self.random.random()
        if chance < 0.1:
            return []
        return [fact, fact] if chance < 0.15 else [replace(fact, **self._values(fact, chance))]

    def _values(self, fact: Fact, chance: float) -> dict[str, object]:
        names = {f.name for f in fields(fact)}
        values: dict[str, object] = {}
        if "reference" in names and chance < 0.4:
            values["reference"] = self.random.choice(self.references)
        if "title" in names and chance > 0.7:
            values["title"] = self.random.choice(self.titles)
        for name in names & {"decided_on", "raised_on", "accepted_on", "returned_on", "held_on", "closes_on"}:
            on = getattr(fact, name)
            if on and self.random.random() < 0.5:
                values[name] = on + timedelta(days=self.random.choice((-30, -3, 1, 7, 40, 200)))
        if "outcome" in names and getattr(fact, "subject", "") == "modification":
            values["outcome"] = self.random.choice(("approved", "rejected", "withdrawn", "sent_back"))
        if "release" in names and self.random.random() < 0.5:
            values["release"] = self.random.choice(("November 2020 SEC Release", "June 2020 SEC Release"))
        if getattr(fact, "duration_wd", None) is not None and self.random.random() < 0.5:
            values["duration_wd"] = fact.duration_wd + self.random.choice((-20, -1, 1, 2, 3))
        if isinstance(fact, Mention) and self.random.random() < 0.6:
            values["url"] = f"https://sec.example/{slug(self.random.choice(self.titles))}/"
        return values

    def register(self) -> Deed:
        """A snapshot: the next, one that comes late, one in the place of another, or a part of one."""
        self.number += 1
        snapshot = self.random.choice(self.snapshots)
        if self.random.random() < 0.5 and self.loaded:
            later = [one for one in self.snapshots if one.as_of > max(x.as_of for x in self.loaded)]
            snapshot = later[0] if later else snapshot
        entries = list(snapshot.entries)
        for _ in range(self.random.choice((0, 1, 3, 6))):
            place = self.random.randrange(len(entries))
            entries[place] = self._another(entries[place])
        if self.random.random() < 0.1:
            entries = [replace(entry, decision=None, decision_date=None) for entry in entries]
        part = self.random.random() < 0.3
        if part:
            entries = self.random.sample(entries, min(len(entries), self.random.choice((1, 2, 5))))
        entries = list({identity(entry.reference): entry for entry in entries}.values())
        snapshot = replace(
            snapshot,
            as_of=snapshot.as_of + timedelta(days=self.random.choice((0, 0, 0, 1, 10))),
            source=f"https://sec.example/{snapshot.as_of}",
            sha256=f"{self.number:064x}",
            scope="part" if part else "whole",
            entries=tuple(entries),
        )
        self.loaded.append(snapshot)
        return lambda engine, _archive, now: load(engine, snapshot, now)

    def _another(self, entry: RegisterEntry) -> RegisterEntry:
        on = date(2019, 9, 1) + timedelta(days=self.random.randrange(400))
        event = RegisterEvent(happened_on=on, text=self.random.choice(_WORDS))
        return replace(
            entry,
            **self.random.choice(
                (
                    {"title": self.random.choice(self.titles)},
                    {"title": None},
                    {"date_raised": on},
                    {"date_raised": None},
                    {"stage": self.random.choice(("Implemented", "Refinement Process", "Withdrawn", None))},
                    {"decision": "Approved", "decision_date": on, "decision_body": "Change Board"},
                    {"decision": None, "decision_date": None},
                    {"release": "June 2020 SEC Release", "implementation_date": on},
                    {"link": f"https://sec.example/{slug(self.random.choice(self.titles))}/"},
                    {"events": (*entry.events, event)},
                    {"proposer": "A. N. Other"},
                )
            ),
        )

    def confirmed(self) -> Deed:
        """The server says of a snapshot that it still holds."""
        if not self.loaded:
            return self.register()
        snapshot = self.random.choice(self.loaded)
        on = snapshot.as_of + timedelta(days=self.random.choice((20, 40, 60, 90)))
        self.number += 1
        row = {
            "id": self.number,
            "url": snapshot.source,
            "fetched_at": datetime(on.year, on.month, on.day, 1, self.number % 60, tzinfo=UTC),
            "outcome": self.random.choice(("unchanged", "unchanged", "fetched")),
            "sha256": snapshot.sha256,
        }
        return lambda engine, _archive, _now: _insert(engine, row)


def take(engine: Engine, archive: Archive, said: Extraction, now: datetime) -> None:
    """Puts a report into the record as it stands, with bytes of its own."""
    data = f"%PDF {said.report.period}".encode()
    document = replace(said.document, sha256=sha256(data).hexdigest(), bytes=len(data), pages=9)
    _store(engine, archive, [(data, replace(said, document=document))], "1", now)


def _store(
    engine: Engine, archive: Archive, read: list[tuple[bytes, Extraction]], version: str, now: datetime
) -> None:
    store(engine, archive, read, extractor_version=version, now=now)


def _insert(engine: Engine, row: dict[str, object]) -> None:
    with write_transaction(engine) as connection:
        connection.execute(insert(register_fetches), row)


def load(engine: Engine, snapshot: RegisterSnapshot, now: datetime) -> None:
    id_ = number_for(snapshot.as_of.isoformat(), snapshot.sha256)
    rows, events = _rows(id_, snapshot.entries)
    head = {"id": id_, "format": "json", "learned_at": now, "entries": len(rows)}
    head |= {name: getattr(snapshot, name) for name in ("as_of", "source", "scope", "sha256")}
    with write_transaction(engine) as connection:
        connection.execute(insert(register_snapshots), head)
        connection.execute(insert(register_entries), rows)
        if events:
            connection.execute(insert(register_events), events)
