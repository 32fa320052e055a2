"""What the log of acts says of waivers and runs, and all else, held against what the tables say now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from json import loads

from sqlalchemy import Connection, select

from pipeline.logbook.audit_log import Entry, Json, canonical, entry_of
from pipeline.record.tables.audit import audit_log, run_heads, waivers
from pipeline.record.tables.findings import runs
from pipeline.verification.against_corrections import against_corrections
from pipeline.verification.against_findings import against_findings, against_what_runs_saw
from pipeline.verification.against_marks import against_marks
from pipeline.verification.against_register import against_register
from pipeline.verification.against_review import against_review
from pipeline.verification.told import Contradiction, Told, states_digest, told_by

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class _Last:
    entry: int
    value: str
    at: datetime | None = None


class _ToldOfActs:
    """What the log says last of each waiver and run."""

    def __init__(self, connection: Connection) -> None:
        self.waiver: dict[int, _Last] = {}
        self.approver: dict[int, _Last] = {}
        self.ended: dict[int, _Last] = {}
        self.run: dict[str, _Last] = {}
        rows = connection.execution_options(yield_per=_AT_ONCE)
        query = select(audit_log).order_by(audit_log.c.sequence)
        with rows.execute(query) as found:
            for row in found.mappings():
                self._take(entry_of(row))

    def _take(self, entry: Entry) -> None:
        said = entry.particulars
        number = said.get("waiver")
        if entry.act == "run":
            self.run[entry.subject] = _Last(entry.sequence, _outcome(said))
        if not isinstance(number, int):
            return
        if entry.act == "waived":
            self.waiver[number] = _Last(entry.sequence, _particulars(entry.subject, said), entry.at)
        elif entry.act == "carried" and number in self.waiver:
            written = self.waiver[number]
            particulars = loads(written.value) | {"digest": said.get("digest")}
            self.waiver[number] = _Last(entry.sequence, canonical(particulars), written.at)
        elif entry.act == "approved":
            self.approver[number] = _Last(entry.sequence, entry.actor, entry.at)
        elif entry.act in ("lapsed", "reopened"):
            self.ended[number] = _Last(entry.sequence, str(said.get("why", "reopened")), entry.at)
        elif entry.act == "brought_back":
            self.ended.pop(number, None)


def contradicted(connection: Connection) -> Contradiction | None:
    """The first thing that a table says against the log, or None. The log itself must be whole."""
    told, acts = told_by(connection), _ToldOfActs(connection)
    found = chain(
        _against_states(connection, told),
        against_findings(connection, told),
        _against_waivers(connection, acts),
        _against_runs(connection, acts),
        against_what_runs_saw(connection, told),
        against_register(connection, told),
        against_marks(connection),
        against_review(connection),
        against_corrections(connection),
    )
    return next(found, None)


def _against_states(connection: Connection, told: Told) -> Iterator[Contradiction]:
    """What an upgrade found must still be what the log has one digest of."""
    found, meant = states_digest(connection), told.upgrade
    if found != (meant.digest if meant else None):
        said = "What the last upgrade found is not what the log has a digest of."
        yield Contradiction(said, meant.entry if meant else None)


def _against_waivers(connection: Connection, told: _ToldOfActs) -> Iterator[Contradiction]:
    unseen = dict(told.waiver)
    for row in connection.execute(select(waivers).order_by(waivers.c.id)):
        last = unseen.pop(row.id, None)
        particulars: dict[str, Json] = {
            "reason": row.reason,
            "until": row.until.isoformat(),
            "author": row.author,
            "digest": row.digest,
        }
        approved, ended = told.approver.get(row.id), told.ended.get(row.id)
        if last is None:
            yield Contradiction(f"Waiver {row.id} stands in the record, and no entry says who wrote it.")
        elif last.value != _particulars(row.fingerprint, particulars):
            yield Contradiction(f"Waiver {row.id} was changed since it was written.", last.entry)
        elif last.at != row.written_at:
            yield Contradiction(f"Waiver {row.id} was not written when the log says.", last.entry)
        elif (approved.value if approved else None) != row.approver:
            yield Contradiction(
                f"Waiver {row.id} has another approver than the log says.", (approved or last).entry
            )
        elif (ended.value if ended else None) != row.ended_why:
            yield Contradiction(f"Waiver {row.id} ended otherwise than the log says.", (ended or last).entry)
        elif (approved.at if approved else None) != row.approved_at:
            yield Contradiction(
                f"Waiver {row.id} was not approved when the log says.", (approved or last).entry
            )
        elif (ended.at if ended else None) != row.ended_at:
            yield Contradiction(f"Waiver {row.id} did not end when the log says.", (ended or last).entry)
    for number, last in unseen.items():
        yield Contradiction(f"Waiver {number} was taken out of the record.", last.entry)


def _against_runs(connection: Connection, told: _ToldOfActs) -> Iterator[Contradiction]:
    """Each run that ended since the log began has its entry, its head, and says the same as its entry."""
    headed = runs.outerjoin(run_heads, run_heads.c.run_id == runs.c.id)
    query = select(runs, run_heads.c.entries).select_from(headed).order_by(runs.c.id)
    unseen = dict(told.run)
    for row in connection.execute(query):
        last = unseen.pop(str(row.id), None)
        if last is None:
            if row.entries is not None:
                yield Contradiction(f"Run {row.id} ended, and no entry says so.")
            continue
        if row.entries is None:
            yield Contradiction(f"Where the log ended after run {row.id} was taken out.", last.entry)
        said = {"kind": row.kind, "status": row.status, "counts": row.counts}
        if _outcome(said) != last.value:
            yield Contradiction(f"Run {row.id} is not what its entry says.", last.entry)
    for number, last in unseen.items():
        yield Contradiction(f"Run {number} was taken out of the run log.", last.entry)


def _outcome(said: Mapping[str, Json]) -> str:
    return canonical({name: said.get(name) for name in ("kind", "status", "counts")})


def _particulars(fingerprint: str, said: dict[str, Json]) -> str:
    kept = ("reason", "until", "author", "digest")
    return canonical({"of": fingerprint} | {name: said.get(name) for name in kept})
