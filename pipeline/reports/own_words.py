"""The archive's own vocabulary in force: by what its documents are read beside the built-in tables."""

from json import loads

from sqlalchemy import Connection, Engine, select

from extractors.contract import OWN_TABLES, OwnRow, OwnVocabulary
from pipeline.record.database import read_transaction
from pipeline.record.tables.review import own_vocabulary, review_answers


def own_words(engine: Engine) -> OwnVocabulary:
    """The rows in force, in the order in which they were written."""
    with read_transaction(engine) as connection:
        return own_words_in(connection)


def own_words_in(connection: Connection) -> OwnVocabulary:
    """The rows whose answer nobody took back; those of an import are approved once a person did so."""
    return OwnVocabulary(tuple(row for _, row in numbered_rows(connection)))


def numbered_rows(connection: Connection, *, without: int | None = None) -> list[tuple[int, OwnRow]]:
    """Each row in force with the number of the answer that wrote it; as if the answer `without` were none."""
    o, a = own_vocabulary.c, review_answers.c
    undone = [*connection.scalars(select(a.undoes).where(a.undoes.is_not(None)))]
    undone += [] if without is None else [without]
    approvals = select(a.number).where(a.answer == "approve", a.number.not_in(undone))
    upto = max(connection.scalars(approvals), default=0)
    query = (
        select(own_vocabulary, a.answer.label("by"))
        .join(review_answers, a.number == o.answer)
        .where(o.answer.not_in(undone))
        .order_by(o.answer, o.position)
    )
    return [
        (
            row["answer"],
            OwnRow(
                row["in_table"],
                tuple(loads(row["meaning"])[name] for name in OWN_TABLES[row["in_table"]]),
                row["wording"],
                row["first_seen"],
                row["by"] != "import" or row["answer"] < upto,
            ),
        )
        for row in connection.execute(query).mappings()
    ]
