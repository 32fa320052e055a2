"""`csrecon review correct`, `add`, `remove`, `approve`, `reject`: how one document is read, set right."""

from typing import Annotated

import typer

from console.commands.review import Try, Why, propose, say
from console.options import ByOrLogin, Database, TableOrJson

Document = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="Its file name, or the start of its digest.")
]
Fact = Annotated[str, typer.Argument(metavar="FACT", help="The fact's ID, or the start of it.")]
Fields = Annotated[
    list[str],
    typer.Argument(metavar="FIELD=VALUE", help="Like decided_on=2020-08-26; `title=` empties a field."),
]
Number = Annotated[int, typer.Argument(metavar="N", help="The correction, as `review corrections` lists it.")]
Because = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why, for the other person and the log.")
]


def correct(
    document: Document,
    fact: Fact,
    fields: Fields,
    reason: Because,
    by: ByOrLogin = None,
    dry: Try = False,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Say what a fact of a document reads. It counts once another person approves it."""
    from pipeline.review.proposing import to_correct

    propose(lambda c: to_correct(c, document, fact, fields), by, reason, dry, format, database)


def add(
    document: Document,
    fields: Fields,
    page: Annotated[int, typer.Option("--page", metavar="N", min=1, help="The page it stands on.")],
    words: Annotated[str, typer.Option("--words", metavar="TEXT", help="The words there that say it.")],
    reason: Because,
    by: ByOrLogin = None,
    dry: Try = False,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Add a fact that csrecon did not read: kind=decision reference=MP103 outcome=approved …"""
    from pipeline.review.proposing import to_add

    propose(lambda c: to_add(c, document, page, words, fields), by, reason, dry, format, database)


def remove(
    document: Document,
    fact: Fact,
    reason: Because,
    by: ByOrLogin = None,
    dry: Try = False,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Take out a fact that a document does not have."""
    from pipeline.review.proposing import to_remove

    propose(lambda c: to_remove(c, document, fact), by, reason, dry, format, database)


def approve(
    number: Number,
    by: ByOrLogin = None,
    reason: Why = "",
    dry: Try = False,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Approve another person's correction: it counts from now on."""
    say(number, "approve", by, reason, dry, format, database)


def reject(
    number: Number,
    reason: Because,
    by: ByOrLogin = None,
    dry: Try = False,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Reject another person's correction: it ends."""
    say(number, "reject", by, reason, dry, format, database)


def list_(format: TableOrJson = "table", database: Database = None) -> None:
    """List the corrections: those that wait, count, have lapsed or ended."""
    from console.record import to_read
    from console.telling.output import console, note, print_json, table
    from pipeline.record.database import read_transaction
    from pipeline.review.corrections_list import listed_corrections
    from pipeline.settings import load_settings

    with read_transaction(to_read(load_settings(database=database))) as connection:
        found = listed_corrections(connection)
    if format == "json":
        for one in found:
            print_json(
                {
                    "number": one.number,
                    "state": one.state,
                    "correction": one.correction,
                    "by": one.by,
                    "at": one.at.isoformat(),
                    "approved_by": one.approved_by,
                    "document": one.document,
                    "sha256": one.sha256,
                    "page": one.page,
                    "kind": one.kind,
                    "text": one.text,
                    "was": one.was,
                    "fields": one.fields,
                    "reason": one.reason,
                }
            )
        return
    if not found:
        note("Nothing was corrected.")
        return
    rows = [
        (str(one.number), one.state, one.by, one.document, str(one.page), one.says, one.reason)
        for one in found
    ]
    console().print(table(("N", "state", "by", "document", "page", "what", "why"), rows))
