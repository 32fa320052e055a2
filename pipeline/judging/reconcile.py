"""Running the checks over the record; `pipeline.findings.lifecycle` has what that does to the findings.

A run of all checks keeps what it was given (`last_full_run`). The next one judges only the months that the
material that came or changed since affects (`affected_by_reports`, `affected_by_register`), by the part of
the record that these are judged by (`partial_model`), and carries over the rest: the outcome is that of
judging everything.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, Engine, Table, func, select

from pipeline.basics.errors import UnusableInput
from pipeline.checks import CHECKS, CheckOutcome, run_checks
from pipeline.checks.catalogue import BY_SNAPSHOT
from pipeline.checks.model import CheckModel
from pipeline.checks.run import run_checks_on
from pipeline.checks.scope import EVERYTHING, Months, month_alone
from pipeline.findings.contents import seen_in
from pipeline.findings.lifecycle import Changes, Reach, apply_run
from pipeline.judging.affected_by_register import ByRegister, by_register, explained_anew
from pipeline.judging.affected_by_reports import by_reports
from pipeline.judging.last_full_run import (
    LastFullRun,
    Material,
    keep,
    material_of,
    program,
    read_last_full_run,
)
from pipeline.judging.named_corrections import naming_corrections
from pipeline.judging.partial_model import partial_model
from pipeline.judging.related import kin
from pipeline.judging.stage_names import write_stage_names
from pipeline.judging.stages_told import Rows, stages_of, write_stages_told
from pipeline.logbook.run_log import record_run
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.base import among
from pipeline.record.tables.findings import run_findings, run_not_judged
from pipeline.record.tables.register import register_entries
from pipeline.register.snapshots.not_alike import one_decided_in
from pipeline.register.snapshots.read_back import SnapshotHead, entries_of, snapshot_heads
from pipeline.reports.read_back import ReportHead, about, read_heads, whole

Checker = Callable[..., CheckOutcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileSummary:
    """What a run of the checks changed, and how much it saw, whatever the status, and could not judge."""

    run: int
    reports: int
    snapshots: int
    seen: int
    new: int
    reopened: int
    resolved: int
    lapsed: int
    not_judged: int


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a run says, where it looked, and what it was given; `last` where that is to be kept.

    `stages` has the rows of `stages_told` for the reports that it judged by all checks.
    """

    outcome: CheckOutcome
    looked: Reach
    reports: int
    snapshots: int
    last: Callable[[int], tuple[LastFullRun, str]] | None = None
    stages: Mapping[int, Rows] = field(default_factory=dict)


def reconcile(
    engine: Engine,
    *,
    period: str | None = None,
    only: Collection[str] | None = None,
    now: datetime,
    checker: Checker = run_checks,
) -> ReconcileSummary:
    """Runs the checks and updates the findings, all in one transaction; a line in the run log.

    `period` (YYYY-MM) and `only` (codes) limit what is looked for and what can be resolved.
    Raises UnusableInput for a code that no check has.
    """
    codes = _codes(only)
    with record_run(engine, "reconcile", now=now) as run:
        if checker is run_checks and period is None and only is None:
            judged = _judge_what_changed(engine, codes)
        else:
            judged = _judge_anew(engine, codes, only, period, checker)
        with write_transaction(engine) as connection:
            write_stage_names(connection)
            write_stages_told(connection, judged.stages)
            outcome = naming_corrections(connection, judged.outcome)
            changes = apply_run(connection, run.id, outcome, judged.looked, now)
            if judged.last:
                keep(connection, *judged.last(run.id))
            summary = _summary(connection, run.id, judged, changes)
            seen = seen_in(connection, run.id)
        run.sealed["seen"] = seen
        run.counts |= {
            "reports": summary.reports,
            "snapshots": summary.snapshots,
            "findings": summary.seen,
            "new": summary.new,
            "reopened": summary.reopened,
            "resolved": summary.resolved,
            "lapsed": summary.lapsed,
            "not_judged": summary.not_judged,
        }
    return summary


def findings_as_of(
    engine: Engine,
    *,
    as_of: datetime,
    period: str | None = None,
    only: Collection[str] | None = None,
    checker: Checker = run_checks,
) -> CheckOutcome:
    """What the checks say of all that was known at a moment. Nothing is written: the findings are today's."""
    _codes(only)
    with read_transaction(engine) as connection:
        reports = whole(connection, read_heads(connection, as_of=as_of))
        snapshots = entries_of(connection, snapshot_heads(connection, as_of=as_of))
    return checker(reports, snapshots, only=only, period=period)


def _judge_anew(
    engine: Engine, codes: set[str], only: Collection[str] | None, period: str | None, checker: Checker
) -> _Judged:
    """Everything that these checks say of that month, or of all."""
    with read_transaction(engine) as connection:
        heads, snapshots = read_heads(connection), snapshot_heads(connection)
        reports, entries = whole(connection, heads), entries_of(connection, snapshots)
    outcome = checker(reports, entries, only=only, period=period)
    looked = Reach(dict.fromkeys(codes, month_alone(period)))
    return _Judged(outcome, looked, _months(heads), len(snapshots))


def _judge_what_changed(engine: Engine, codes: set[str]) -> _Judged:
    """What all checks say of the months that may be judged otherwise than the last time."""
    checks = program()
    with read_transaction(engine) as connection:
        heads, snapshots = read_heads(connection), snapshot_heads(connection)
        material = material_of(heads, snapshots)
        before = read_last_full_run(connection, checks)
        if before is not None:
            register = by_register(connection, before.material, heads, snapshots)
            scope = register.reports | by_reports(connection, before, material, heads)
        if before is None or _is_most(scope, material):
            model = CheckModel(whole(connection, heads), entries_of(connection, snapshots))
            outcome, looked = run_checks_on(model), Reach(dict.fromkeys(codes, EVERYTHING))
        else:
            model = partial_model(connection, heads, snapshots, scope, before.tables)
            scopes = dict.fromkeys(codes - BY_SNAPSHOT, scope)
            outcome = run_checks_on(model, scopes)
            told = explained_anew(connection, before.material, material, snapshots)
            register = replace(
                register,
                snapshots=register.snapshots | told.snapshots,
                modifications=register.modifications | told.modifications,
            )
            if register.snapshots:
                outcome += _judge_snapshots(connection, heads, snapshots, register)
                scopes |= dict.fromkeys(BY_SNAPSHOT, register.snapshots)
            looked = Reach(scopes, before.run)
        tables = {month: model.day_counts.alone(month) for month in material.months}
        stages = stages_of(model, heads)
    return _Judged(
        outcome,
        looked,
        _months(heads),
        len(snapshots),
        lambda run: (LastFullRun(run, material, tables), checks),
        stages,
    )


def _judge_snapshots(
    connection: Connection,
    heads: Sequence[ReportHead],
    snapshots: Sequence[SnapshotHead],
    register: ByRegister,
) -> CheckOutcome:
    """What the checks say that go from snapshot to snapshot, beside what the reports tell of the same.

    Of each snapshot one decision too, if it has any: whether it has some is what a vanished one is judged by.
    """
    decided = one_decided_in(connection, [one.id for one in snapshots]).values()
    wanted = {*register.modifications, *decided}
    entries = entries_of(connection, snapshots, among(connection, register_entries.c.modification, wanted))
    reports = about(connection, heads, kin(connection, wanted), ())
    model = CheckModel(reports, entries, register.snapshots)
    return run_checks_on(model, BY_SNAPSHOT)


def _is_most(scope: Months, material: Material) -> bool:
    """Whether judging the months in scope takes most of the record anyway."""
    return scope == EVERYTHING or 2 * sum(month in scope for month in material.months) > len(material.months)


def _months(heads: Collection[ReportHead]) -> int:
    return len({(head.header.code, head.header.period) for head in heads})


def _codes(only: Collection[str] | None) -> set[str]:
    known = {check.code for check in CHECKS}
    if only is None:
        return known
    if strange := sorted(set(only) - known):
        raise UnusableInput(
            f"There is no check {', '.join(strange)}. The checks are {', '.join(sorted(known))}."
        )
    return set(only)


def _summary(connection: Connection, run: int, judged: _Judged, changes: Changes) -> ReconcileSummary:
    def rows(table: Table) -> int:
        counted = select(func.count()).select_from(table).where(table.c.run_id == run)
        return connection.execute(counted).scalar_one()

    return ReconcileSummary(
        run=run,
        reports=judged.reports,
        snapshots=judged.snapshots,
        seen=rows(run_findings),
        new=len(changes.new),
        reopened=len(changes.reopened),
        resolved=len(changes.gone),
        lapsed=len(changes.lapsed),
        not_judged=rows(run_not_judged),
    )
