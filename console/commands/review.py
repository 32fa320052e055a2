"""`csrecon review`: what could not be read, and what a person says that it means."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from console.options import ByOrLogin, Database, TableOrJson

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from pipeline.review.answers import Answer, Kept
    from pipeline.review.correcting import Proposal, Saying
    from pipeline.review.effect import Reader
    from pipeline.review.model import Item

Id = Annotated[str, typer.Argument(metavar="ID", help="The item, as `review` lists it, or the start of it.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for whoever reads the log.")]
Try = Annotated[bool, typer.Option("--try", help="Show what would change, and write nothing.")]
OfKind = Annotated[
    Literal["heading", "column", "wording", "stage", "cell", "page", "fact"] | None,
    typer.Option("--kind", help="Only items of this kind."),
]
Month = Annotated[
    str | None, typer.Option("--period", metavar="YYYY-MM", help="Only what stands in this month's report.")
]


def review(
    context: typer.Context,
    kind: OfKind = None,
    period: Month = None,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """What could not be read, and what it means."""
    if context.invoked_subcommand is None:
        list_(kind, period, format, database)


def list_(
    kind: OfKind = None, period: Month = None, format: TableOrJson = "table", database: Database = None
) -> None:
    """List what needs an answer, what most depends on first."""
    from console.record import now, to_read
    from console.telling.output import print_json
    from console.telling.review_print import item_to_json, print_queue
    from pipeline.record.database import read_transaction
    from pipeline.review.items import queue
    from pipeline.settings import load_settings

    with read_transaction(to_read(load_settings(database=database))) as connection:
        items = queue(connection, today=now().date())
    items = [item for item in items if kind in (None, item.kind)]
    items = [i for i in items if period is None or any(place.period == period for place in i.places)]
    if format == "json":
        for item in items:
            print_json(item_to_json(item))
        return
    print_queue(items)


def show(id: Id, format: TableOrJson = "table", database: Database = None) -> None:
    """Show one item: its places, what is at stake, what it may mean and what can be said of it."""
    from console.record import now, to_read
    from console.telling.output import print_json
    from console.telling.review_print import item_to_json, print_item
    from pipeline.record.database import read_transaction
    from pipeline.review.items import item_named
    from pipeline.review.meanings import fitting
    from pipeline.settings import load_settings

    with read_transaction(to_read(load_settings(database=database))) as connection:
        item = item_named(connection, id, today=now().date())
    if format == "json":
        print_json(item_to_json(item) | {"fits": fitting(item)})
        return
    print_item(item, fitting(item))


def means(
    id: Id,
    values: Annotated[
        list[str],
        typer.Argument(metavar="VALUE", help="Like section=opine, column=accepted_on, outcome=approved."),
    ],
    by: ByOrLogin = None,
    reason: Why = "",
    dry: Try = False,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Say what an item means: a row of the archive's own vocabulary, for every report that has the text.

    `words=…` gives the wording of a sentence that says so, where it is not the one that csrecon takes.
    """
    from console.telling.output import note
    from pipeline.review.answers import Answer
    from pipeline.review.meanings import rows_meaning
    from pipeline.review.own_files import contradiction

    def answer(connection: "Connection") -> "Answer":
        item = _item(connection, id)
        rows = rows_meaning(item, values)
        for row in rows:
            if said := contradiction(row):
                note(said)
        return Answer("means", item, rows)

    give(answer, by, reason, dry, format, database)


def nothing(
    id: Id,
    by: ByOrLogin = None,
    reason: Why = "",
    dry: Try = False,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Say that an item says nothing: its text is narrative from now on."""
    from pipeline.review.answers import Answer
    from pipeline.review.meanings import rows_of_nothing

    def answer(connection: "Connection") -> "Answer":
        item = _item(connection, id)
        return Answer("nothing", item, rows_of_nothing(item))

    give(answer, by, reason, dry, format, database)


def later(
    id: Id,
    until: Annotated[str, typer.Option("--until", metavar="YYYY-MM-DD", help="The day it comes back.")],
    by: ByOrLogin = None,
    reason: Why = "",
    dry: Try = False,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Put an item off until a day."""
    from console.arguments import day_of
    from console.record import now
    from pipeline.basics.errors import UnusableInput
    from pipeline.review.answers import Answer

    day = day_of(until, "--until")
    if day is None or day <= now().date():
        raise UnusableInput(f"{until} is no day to come: the item would be back at once.")

    def answer(connection: "Connection") -> "Answer":
        return Answer("later", _item(connection, id), until=day.isoformat())

    give(answer, by, reason, dry, format, database)


def undo(
    number: Annotated[int, typer.Argument(metavar="N", help="The number under which the answer is kept.")],
    by: ByOrLogin = None,
    reason: Why = "",
    dry: Try = False,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Take an answer or a correction back: the record is restored, fact by fact."""
    from console.record import to_read
    from pipeline.record.database import read_transaction
    from pipeline.review.answers import Answer
    from pipeline.review.corrections_list import is_correction
    from pipeline.settings import load_settings

    with read_transaction(to_read(load_settings(database=database))) as connection:
        corrects = is_correction(connection, number)
    if corrects:
        say(number, "undo", by, reason, dry, format, database)
    else:
        give(lambda _: Answer("undo", undoes=number), by, reason, dry, format, database)


def give(
    answer: "Callable[[Connection], Answer]",
    by: str | None,
    reason: str,
    dry: bool,
    format: TableOrJson,
    database: str | None,
) -> None:
    """Tries an answer, and where it is no dry run keeps it and runs the checks; prints what it changes."""
    from console.record import login, person
    from pipeline.record.database import read_transaction
    from pipeline.review import answers

    def keep(reader: "Reader", started: "datetime") -> "Kept":
        with read_transaction(reader.engine) as connection:
            said = answer(connection)
        return answers.give(reader, said, by=person(by), now=started, reason=reason, login=login(), dry=dry)

    _keep(keep, dry, format, database)


def say(
    number: int,
    act: "Saying",
    by: str | None,
    reason: str,
    dry: bool,
    format: TableOrJson,
    database: str | None,
) -> None:
    """Says something to a correction, the same way."""
    from console.record import login, person
    from pipeline.review import correcting

    def keep(reader: "Reader", started: "datetime") -> "Kept":
        return correcting.say(
            reader, number, act, by=person(by), now=started, reason=reason, login=login(), dry=dry
        )

    _keep(keep, dry, format, database)


def propose(
    proposal: "Callable[[Connection], Proposal]",
    by: str | None,
    reason: str,
    dry: bool,
    format: TableOrJson,
    database: str | None,
) -> None:
    """Tries a correction and, where it is no dry run, keeps it for another person."""
    from console.record import login, person
    from console.telling.output import note
    from pipeline.record.database import read_transaction
    from pipeline.review import correcting

    def keep(reader: "Reader", started: "datetime") -> "Kept":
        with read_transaction(reader.engine) as connection:
            said = proposal(connection)
        return correcting.propose(
            reader, said, by=person(by), now=started, reason=reason, login=login(), dry=dry
        )

    kept = _keep(keep, dry, format, database)
    if kept.number is not None:
        note(f"Nothing changes until another person approves it: csrecon review approve {kept.number}")


def _keep(
    keep: "Callable[[Reader, datetime], Kept]", dry: bool, format: TableOrJson, database: str | None
) -> "Kept":
    from contextlib import nullcontext

    from console.record import archive, now, tell_head, to_read, to_write
    from console.telling.review_print import print_kept
    from extractors import VERSION
    from pipeline.judging.reconcile import reconcile
    from pipeline.record.run_lock import run_lock
    from pipeline.review.effect import Reader
    from pipeline.sandbox import Sandbox
    from pipeline.settings import load_settings

    settings = load_settings(database=database)
    engine = to_read(settings) if dry else to_write(settings)
    started = now()
    with (
        nullcontext() if dry else run_lock(engine, now=started),
        Sandbox(settings.workers, settings.limits) as sandbox,
    ):
        kept = keep(Reader(engine, archive(settings), sandbox, VERSION), started)
        if kept.effect.reports and not dry:
            reconcile(engine, now=started)
    print_kept(kept, format)
    if not dry:
        tell_head(engine)
    return kept


def _item(connection: "Connection", id: str) -> "Item":
    from console.record import now
    from pipeline.review.items import item_named

    return item_named(connection, id, today=now().date())
