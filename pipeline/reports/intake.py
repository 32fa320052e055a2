"""Taking documents into the record: read those it does not know, store each at once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Literal, get_args

from sqlalchemy import Engine

from extractors.contract import Extraction, Refusal, Warning
from pipeline.archive.folder import Archive
from pipeline.basics.logs import log, within
from pipeline.reports.own_words import own_words
from pipeline.reports.pdf_files import document_name, open_bytes
from pipeline.reports.undo import withdrawn_of
from pipeline.reports.write import already_read, store
from pipeline.sandbox import Sandbox

Became = Literal["stored", "refused", "known", "skipped"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one path. `known` needed no reading; `skipped` is of a month that was not asked for.

    What was read has the number of its pages, facts and unclaimed words, and its warnings; `seconds` is
    how long reading and storing took. `withdrawn` is the digest of what is known and was taken out of the
    questions by a person.
    """

    path: Path
    became: Became
    period: str | None = None
    refusal: Refusal | None = None
    pages: int | None = None
    facts: int | None = None
    unclaimed: int | None = None
    warnings: tuple[Warning, ...] = ()
    seconds: float = 0.0
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """How documents are taken in: into which record, read by what, and which of them.

    `since` (YYYY-MM) leaves reports of earlier months out; `again` reads anew what an older version of
    the extractor read.
    """

    engine: Engine
    archive: Archive
    sandbox: Sandbox
    version: str
    now: datetime
    since: str | None = None
    again: bool = False

    def take(self, paths: Iterable[Path]) -> Iterator[Taken]:
        """Takes the documents in one after the other; each stands in the record before the next is read."""
        for path in paths:
            began = monotonic()
            with within(document=path.name):
                taken = replace(self._take(path), seconds=round(monotonic() - began, 3))
                _log(taken)
            yield taken

    def _take(self, path: Path) -> Taken:
        data = open_bytes(path, self.sandbox.limits.size)
        if isinstance(data, Refusal):
            return self._store(path, None, data)
        name = sha256(data).hexdigest()
        if already_read(self.engine, [name], self.version, again=self.again):
            self.archive.keep(data)  # which writes only what was lost or altered
            return Taken(path, "known", withdrawn=name if withdrawn_of(self.engine, [name]) else None)
        result = self.sandbox.read(data, document_name(path), own_words(self.engine))
        if isinstance(result, Extraction) and self.since and result.report.period < self.since:
            return Taken(path, "skipped", result.report.period)
        return self._store(path, data, result)

    def _store(self, path: Path, data: bytes | None, result: Extraction | Refusal) -> Taken:
        stored = store(
            self.engine, self.archive, [(data, result)], extractor_version=self.version, now=self.now
        )[0]
        if isinstance(result, Refusal):
            return Taken(path, stored.status, stored.period, stored.refusal)
        return Taken(
            path,
            stored.status,
            stored.period,
            pages=result.document.pages,
            facts=len(result.facts),
            unclaimed=sum(len(spot.text.split()) for spot in result.coverage.unclaimed),
            warnings=result.warnings,
        )


def _log(taken: Taken) -> None:
    if taken.refusal:
        log.warning("refused", code=taken.refusal.code, message=taken.refusal.message, seconds=taken.seconds)
        return
    log.info(
        taken.became,
        period=taken.period,
        pages=taken.pages,
        facts=taken.facts,
        unclaimed=taken.unclaimed,
        seconds=taken.seconds,
    )
    for warning in taken.warnings:
        log.warning("not understood", code=warning.code, page=warning.page, message=warning.message)


def tally(taken: Iterable[Taken]) -> dict[str, int]:
    """How many became what, each of the four named."""
    counts = Counter(one.became for one in taken)
    return {became: counts[became] for became in get_args(Became)}
