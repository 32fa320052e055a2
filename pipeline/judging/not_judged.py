"""What a run could not judge, one by one, and summed up by check and reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Engine, func, select

from pipeline.checks import CHECKS, NotJudged
from pipeline.record.database import read_transaction
from pipeline.record.tables.base import sortable
from pipeline.record.tables.findings import run_not_judged

_NAMED = 3
_PLACE = {check.code: place for place, check in enumerate(CHECKS)}


@dataclass(frozen=True, slots=True)
class NotJudgedSum:
    """A check and why it said nothing of some; `named` are the first few of these."""

    code: str
    reason: str
    named: tuple[str, ...]
    subjects: int


def summed_up(not_judged: Sequence[NotJudged]) -> list[NotJudgedSum]:
    """The silences of an outcome, in its order."""
    told: dict[tuple[str, str], dict[str, None]] = {}
    for one in not_judged:
        subjects = told.setdefault((one.code, one.reason), {})
        if subject := one.reference or one.period:
            subjects[subject] = None
    return [
        NotJudgedSum(code, reason, tuple(subjects)[:_NAMED], len(subjects))
        for (code, reason), subjects in told.items()
    ]


def summed_up_in(engine: Engine, run: int) -> list[NotJudgedSum]:
    """The silences of a run of the checks, in the order of codes, months and modifications."""
    c = run_not_judged.c
    name = func.coalesce(c.reference, c.period)
    one = (
        select(c.code, c.reason, name.label("name"), func.min(func.coalesce(c.period, "")).label("first"))
        .where(c.run_id == run)
        .group_by(c.code, c.reason, name)
        .subquery("one")
    )
    with read_transaction(engine) as connection:
        order = one.c.first, sortable(connection, one.c.name)
        of_reason = one.c.code, one.c.reason
        ranked = select(
            *one.c,
            func.row_number().over(partition_by=of_reason, order_by=order).label("rank"),
            func.count(one.c.name).over(partition_by=of_reason).label("subjects"),
        ).subquery("ranked")
        r = ranked.c
        query = select(ranked).where(r.rank <= _NAMED)
        rows = connection.execute(query.order_by(r.first, sortable(connection, r.name), r.reason)).all()
    told: dict[tuple[str, str], NotJudgedSum] = {}
    for row in rows:
        before = told.get((row.code, row.reason), NotJudgedSum(row.code, row.reason, (), row.subjects))
        told[row.code, row.reason] = replace(before, named=(*before.named, *filter(None, (row.name,))))
    return sorted(told.values(), key=lambda silence: _PLACE[silence.code])


def not_judged_in(engine: Engine, run: int) -> list[NotJudged]:
    """What a run of the checks could not judge, in the order of codes, months and modifications."""
    c = run_not_judged.c
    wanted = select(c.code, c.period, c.reason, c.reference).where(c.run_id == run).order_by(c.position)
    with read_transaction(engine) as connection:
        found = [NotJudged(**row) for row in connection.execute(wanted).mappings()]
    return sorted(found, key=lambda one: (_PLACE[one.code], one.period or "", one.reference or ""))
