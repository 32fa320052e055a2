"""`csrecon document`: taking one document out of the questions, and back in."""

from typing import Annotated

import typer

from console.options import ByOrLogin, Database

Document = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="Its file name, or the start of its digest.")
]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for whoever reads the log.")]


def withdraw(document: Document, reason: Why, by: ByOrLogin = None, database: Database = None) -> None:
    """Take a document out of the questions. It stays, marked; the next reconcile judges without it."""
    from console.record import now, person, tell_head, to_change
    from pipeline.reports.undo import withdraw as withdraw_document
    from pipeline.settings import load_settings

    engine = to_change(load_settings(database=database))
    digest = withdraw_document(engine, document, by=person(by), reason=reason, now=now())
    print(f"{document} ({digest[:8]}): withdrawn. `csrecon reconcile` judges without it.")
    tell_head(engine)


def restore(document: Document, reason: Why, by: ByOrLogin = None, database: Database = None) -> None:
    """Put a withdrawn document back."""
    from console.record import now, person, tell_head, to_change
    from pipeline.reports.undo import restore as restore_document
    from pipeline.settings import load_settings

    engine = to_change(load_settings(database=database))
    digest = restore_document(engine, document, by=person(by), reason=reason, now=now())
    print(f"{document} ({digest[:8]}): restored. `csrecon reconcile` judges with it.")
    tell_head(engine)
