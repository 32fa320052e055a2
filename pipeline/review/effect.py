"""What an answer would change: the documents that hold its text are read again and compared."""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select

from extractors.contract import Extraction, Fact, OwnVocabulary, Refusal
from pipeline.archive.folder import Archive
from pipeline.checks import run_checks
from pipeline.checks.finding import Finding
from pipeline.record.database import read_transaction
from pipeline.record.tables.documents import documents, extractions
from pipeline.record.tables.review import document_words
from pipeline.register.entries import RegisterSnapshot
from pipeline.register.snapshots.read_back import entries_of, snapshot_heads
from pipeline.reports.corrections import Correction, corrected, standing_corrections
from pipeline.reports.read_back import read_heads, whole
from pipeline.review.model import Place
from pipeline.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Reader:
    """By what documents are read again: the record, the bytes, a sandbox, and the extractor's version."""

    engine: Engine
    archive: Archive
    sandbox: Sandbox
    version: str


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that comes (`before` is None), goes (`after` is None) or reads otherwise.

    `elsewhere` is true where it stands on no page that the answer was about.
    """

    before: Fact | None
    after: Fact | None
    elsewhere: bool

    @property
    def fact(self) -> Fact:
        """The fact as it would be, or as it was where it goes."""
        said = self.after or self.before
        assert said is not None
        return said


@dataclass(frozen=True, slots=True)
class ReportEffect:
    """What changes in one report: facts, and how many words of it are unread, before and after.

    `refused` says that it would not be read any more.
    """

    document: str
    sha256: str
    period: str
    changes: tuple[Change, ...]
    unread: tuple[int, int]
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What an answer changes: `readings` are the new readings, `read` how many documents were read again.

    The readings are as the documents are read, without the corrections that are laid over them.
    """

    read: int
    reports: tuple[ReportEffect, ...]
    come: tuple[Finding, ...]
    go: tuple[Finding, ...]
    readings: tuple[Extraction | Refusal, ...]

    @property
    def elsewhere(self) -> bool:
        """Whether something changes that the answer was not about."""
        return any(change.elsewhere for report in self.reports for change in report.changes)


def effect_of(reader: Reader, own: OwnVocabulary, about: Sequence[Place]) -> Effect:
    """What changes where these rows are in force instead of those of now. Nothing is written."""
    with read_transaction(reader.engine) as connection:
        touched = list(_touched(connection, own))
        if not touched:
            return Effect(0, (), (), (), ())
        heads = read_heads(connection)
        before = whole(connection, heads)
        snapshots = entries_of(connection, snapshot_heads(connection))
        standing = standing_corrections(connection)
    with ThreadPoolExecutor(reader.sandbox.workers) as threads:
        readings = tuple(threads.map(lambda one: _read(reader, one[0], one[1], own), touched))
    return compared(before, snapshots, readings, standing, {(place.sha256, place.page) for place in about})


def compared(
    before: Sequence[Extraction],
    snapshots: Sequence[RegisterSnapshot],
    readings: tuple[Extraction | Refusal, ...],
    standing: Sequence[Correction],
    pages: Collection[tuple[str, int | None]],
) -> Effect:
    """What changes where these are the readings of their documents, with these corrections laid over them.

    `pages` are those, by digest and number, that the answer is about.
    """
    new = {read.document.sha256: corrected(read, standing).reading for read in readings}
    reports = tuple(
        found
        for was in before
        if (now := new.get(was.document.sha256)) is not None and (found := _compared(was, now, pages))
    )
    if not reports:
        return Effect(len(readings), (), (), (), readings)
    replaced = [new.get(one.document.sha256, one) for one in before]
    after = [one for one in replaced if isinstance(one, Extraction)]
    had = {finding.fingerprint: finding for finding in run_checks(before, snapshots).findings}
    have = {finding.fingerprint: finding for finding in run_checks(after, snapshots).findings}
    come = tuple(finding for name, finding in have.items() if name not in had)
    go = tuple(finding for name, finding in had.items() if name not in have)
    return Effect(len(readings), reports, come, go, readings)


def _touched(connection: Connection, own: OwnVocabulary) -> Iterator[tuple[str, str]]:
    """Digest and name of each document that these rows read otherwise than the record has it read."""
    e = extractions.c
    query = (
        select(e.sha256, e.filename, e.vocabulary, document_words.c.words)
        .join(documents, documents.c.sha256 == e.sha256)
        .outerjoin(document_words, document_words.c.sha256 == e.sha256)
        .where(documents.c.archived)
        .order_by(e.sha256, e.extracted_at, e.extractor_version)
    )
    newest = {row.sha256: row for row in connection.execute(query)}
    for row in newest.values():
        standing = None if row.words is None else own.standing_in(row.words.split()).digest
        if standing != row.vocabulary:  # one whose words are not known was read before they were kept
            yield row.sha256, row.filename


def _read(reader: Reader, sha256: str, filename: str, own: OwnVocabulary) -> Extraction | Refusal:
    return reader.sandbox.read(reader.archive.get(sha256), filename, own)


def _compared(
    was: Extraction, now: Extraction | Refusal, pages: Collection[tuple[str, int | None]]
) -> ReportEffect | None:
    """What changes in one report; None where nothing does."""
    digest = was.document.sha256 or ""
    facts = () if isinstance(now, Refusal) else now.facts
    had, have = {_whole(fact): fact for fact in was.facts}, {_whole(fact): fact for fact in facts}
    gone = [fact for key, fact in had.items() if key not in have]
    changes: list[tuple[Fact | None, Fact | None]] = []
    for fact in (fact for key, fact in have.items() if key not in had):
        before = next((old for old in gone if _is_same_place(old, fact)), None)
        if before is not None:
            gone.remove(before)
        changes.append((before, fact))
    changes += [(fact, None) for fact in gone]
    told = tuple(
        Change(old, new, not any((digest, page) in pages for page in _pages_of(old, new)))
        for old, new in changes
    )
    unread = _unread(was), 0 if isinstance(now, Refusal) else _unread(now)
    refused = isinstance(now, Refusal)
    if not told and not refused and unread[0] == unread[1]:
        return None
    return ReportEffect(was.document.filename, digest, was.report.period, told, unread, refused)


def _unread(read: Extraction) -> int:
    return sum(len(spot.text.split()) for spot in read.coverage.unclaimed)


def _pages_of(*facts: Fact | None) -> set[int]:
    return {spot.page for fact in facts if fact for spot in fact.evidence}


def _whole(fact: Fact) -> tuple[object, ...]:
    return fact.id, fact.doubts


def _is_same_place(old: Fact, new: Fact) -> bool:
    """Whether two facts are of one kind and begin at one place: the one became the other."""
    one, other = old.evidence[0], new.evidence[0]
    return old.kind == new.kind and (one.page, one.bbox[:2]) == (other.page, other.bbox[:2])
