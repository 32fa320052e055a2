"""The run log: a run is `failed` until it has done everything, so that a killed one never looks well."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Literal

from sqlalchemy import Engine, Select, insert, select, update

from pipeline.basics.errors import CsreconError
from pipeline.basics.logs import log, within
from pipeline.basics.persons import TOOL
from pipeline.logbook.audit_log import Act, Json, append
from pipeline.record.database import count_anew, read_transaction, write_transaction
from pipeline.record.tables.audit import run_heads
from pipeline.record.tables.findings import runs

RunStatus = Literal["completed", "completed_with_quarantine", "failed", "interrupted"]
Counts = dict[str, int]


@dataclass(slots=True)
class Run:
    """A run under way. Who runs fills `counts`; `quarantined` makes it completed_with_quarantine.

    `sealed` are digests of what it did, for the log alone.
    """

    id: int
    counts: Counts = field(default_factory=dict)
    quarantined: bool = False
    message: str | None = None
    sealed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastRun:
    """A line of the run log; `seconds` is None where the run was killed.

    `entries` and `hash` say where the log of acts ended when the run ended: keep them elsewhere, and a log
    that was cut short or made anew cannot pass for whole.
    """

    id: int
    kind: str
    started_at: datetime
    finished_at: datetime | None
    status: RunStatus
    counts: Counts
    message: str | None
    entries: int | None
    hash: str | None

    @property
    def seconds(self) -> float | None:
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else None


@contextmanager
def record_run(engine: Engine, kind: str, *, now: datetime) -> Iterator[Run]:
    """Writes the run down before it starts and again when it ends, well or not.

    An exception makes it `failed`, with its text; an interrupt makes it `interrupted`. Both go on up.
    """
    started = monotonic()
    with write_transaction(engine) as connection:
        row = {"kind": kind, "started_at": now, "status": "failed", "counts": {}}
        id_ = connection.execute(insert(runs).values(row).returning(runs.c.id)).scalar_one()
    run = Run(id_)
    status: RunStatus = "failed"
    try:
        with within(run=id_):
            log.info("run began", kind=kind)
            yield run
        status = "completed_with_quarantine" if run.quarantined else "completed"
    except Exception as problem:
        run.message = run.message or str(problem) or type(problem).__name__
        raise
    except BaseException:  # Ctrl-C, or what Prefect raises for SIGTERM and for a run that is cancelled
        status = "interrupted"
        raise
    finally:
        ended = {
            "finished_at": now + timedelta(seconds=monotonic() - started),
            "status": status,
            "counts": run.counts,
            "message": run.message,
        }
        log.info("run ended", run=id_, kind=kind, status=status, counts=run.counts, message=run.message)
        said: dict[str, Json] = {"kind": kind, "status": status, "counts": run.counts, **run.sealed}
        act = Act(TOOL, "run", str(run.id), said)
        # Where the database went away the row says failed already, and the first fault is the one to tell.
        told = suppress(CsreconError) if status in ("failed", "interrupted") else nullcontext()
        with told, write_transaction(engine) as connection:
            head = append(connection, [act], at=now)
            connection.execute(update(runs).where(runs.c.id == run.id).values(ended))
            at = {"run_id": run.id, "entries": head.entries, "hash": head.hash}
            connection.execute(insert(run_heads), at)
            count_anew(connection)


def headed_runs() -> Select[tuple[object, ...]]:
    """The columns of `PastRun`, newest run first."""
    return (
        select(runs, run_heads.c.entries, run_heads.c.hash)
        .select_from(runs.outerjoin(run_heads, run_heads.c.run_id == runs.c.id))
        .order_by(runs.c.id.desc())
    )


def list_runs(engine: Engine) -> list[PastRun]:
    """The run log, oldest first."""
    with read_transaction(engine) as connection:
        rows = connection.execute(headed_runs()).mappings().all()
    return [PastRun(**row) for row in reversed(rows)]
