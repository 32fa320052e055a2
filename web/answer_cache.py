"""Answers that take long to find, kept for as long as nobody has written to the record."""

from collections.abc import Callable, Hashable
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, func, select

from pipeline.record.tables.audit import audit_log
from pipeline.record.tables.documents import extractions
from pipeline.record.tables.findings import runs
from pipeline.record.tables.register import register_snapshots

_Answer = TypeVar("_Answer")
_How = ParamSpec("_How")
_MOST = 100
# Whoever writes adds an entry to the log, a run, an extraction or a snapshot; who comes in changes nothing.
# The hash tells another record with as many entries from this one.
_STATE = select(
    select(audit_log.c.hash)
    .where(audit_log.c.act.not_in(("signed-in", "sign-in-refused", "password-refused")))
    .order_by(audit_log.c.sequence.desc())
    .limit(1)
    .scalar_subquery(),
    select(func.max(runs.c.id)).scalar_subquery(),
    select(func.count()).select_from(extractions).scalar_subquery(),
    select(func.count()).select_from(register_snapshots).scalar_subquery(),
)


class AnswerCache:
    """The answers of one record to questions of the pages, for all readers; safe to share between threads."""

    def __init__(self) -> None:
        self._held: tuple[object, dict[Hashable, Any]] = (None, {})

    def answer(
        self,
        find: Callable[Concatenate[Connection, _How], _Answer],
        connection: Connection,
        *asked: _How.args,
        **options: _How.kwargs,
    ) -> _Answer:
        """What `find` gives of the connection, or gave in the state of the record that it sees.

        What it is asked besides must be hashable.
        """
        question = (find, asked, *sorted(options.items()))
        state = tuple(connection.execute(_STATE).one())
        held, answers = self._held
        if held != state or len(answers) >= _MOST:
            answers = {}
            self._held = (state, answers)
        if question not in answers:
            answers[question] = find(connection, *asked, **options)
        found: _Answer = answers[question]
        return found
