"""What the log of acts says of findings, waivers and runs, held against what their tables say now."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pipeline.logbook.audit_log import Entry, Json, canonical, entry_of
from pipeline.record.tables.audit import audit_log, run_heads, waivers
from pipeline.record.tables.findings import findings, runs

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A table says something else than the log; `entry` is the number of the entry that it contradicts."""

    said: str
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class _Last:
    entry: int
    value: str


class _Told:
    """What the log says last of each finding's status, and of each waiver and run."""

    def __init__(self, connection: Connection) -> None:
        self.status: dict[str, _Last] = {}
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
            self.run[entry.subject] = _Last(entry.sequence, canonical(said))
        elif (status := said.get("status")) is not None:
            self.status[entry.subject] = _Last(entry.sequence, str(status))
        if not isinstance(number, int):
            return
        if entry.act == "waived":
            self.waiver[number] = _Last(entry.sequence, _particulars(entry.subject, said))
        elif entry.act == "approved":
            self.approver[number] = _Last(entry.sequence, entry.actor)
        elif entry.act in ("lapsed", "reopened"):
            self.ended[number] = _Last(entry.sequence, str(said.get("why", "reopened")))
        elif entry.act == "brought_back":
            self.ended.pop(number, None)


def contradicted(connection: Connection) -> Contradiction | None:
    """The first thing that a table says against the log, or None. The log itself must be whole."""
    told = _Told(connection)
    for found in _against_findings(connection, told):
        return found
    for found in _against_waivers(connection, told):
        return found
    for found in _against_runs(connection, told):
        return found
    return None


def _against_findings(connection: Connection, told: _Told) -> Iterator[Contradiction]:
    c = findings.c
    query = select(c.fingerprint, c.status).order_by(c.fingerprint)
    unseen = dict(told.status)
    for name, status in connection.execute(query):
        last = unseen.pop(name, None)
        if last is None:
            yield Contradiction(f"Finding {name[:8]} is in the record, and no entry says how it came there.")
        elif last.value != status:
            said = f"Finding {name[:8]} is {status} in the record; the log last says {last.value}."
            yield Contradiction(said, last.entry)
    for name, last in unseen.items():
        yield Contradiction(f"Finding {name[:8]} was taken out of the record.", last.entry)


def _against_waivers(connection: Connection, told: _Told) -> Iterator[Contradiction]:
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
        elif (approved.value if approved else None) != row.approver:
            yield Contradiction(
                f"Waiver {row.id} has another approver than the log says.", (approved or last).entry
            )
        elif (ended.value if ended else None) != row.ended_why:
            yield Contradiction(f"Waiver {row.id} ended otherwise than the log says.", (ended or last).entry)
    for number, last in unseen.items():
        yield Contradiction(f"Waiver {number} was taken out of the record.", last.entry)


def _against_runs(connection: Connection, told: _Told) -> Iterator[Contradiction]:
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
        if canonical(said) != last.value:
            yield Contradiction(f"Run {row.id} is not what its entry says.", last.entry)
    for number, last in unseen.items():
        yield Contradiction(f"Run {number} was taken out of the run log.", last.entry)


def _particulars(fingerprint: str, said: dict[str, Json]) -> str:
    kept = ("reason", "until", "author", "digest")
    return canonical({"of": fingerprint} | {name: said.get(name) for name in kept})
