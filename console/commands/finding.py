"""`csrecon finding`: one finding, and what people do about it."""

from typing import TYPE_CHECKING, Annotated

import typer

from console.options import ByOrLogin, Database, TableOrJson

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.findings.stored import StoredFinding

Id = Annotated[str, typer.Argument(metavar="ID", help="The fingerprint, or the start of one.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does this.")]
IfValues = Annotated[
    str | None,
    typer.Option(
        "--if-values",
        metavar="DIGEST",
        help="Only if finding and waiver are as they were shown: the digest that `finding show` prints.",
    ),
]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for whoever reads the log.")]


def show(id: Id, format: TableOrJson = "table", database: Database = None) -> None:
    """Show one finding: both sides, all its evidence, its waivers and its life."""
    from console.record import to_read
    from console.telling.findings_print import print_life, print_one
    from console.telling.output import note, print_json
    from pipeline.findings.acts import history
    from pipeline.findings.stored import finding_to_json, one_finding
    from pipeline.findings.waivers import waivers_of
    from pipeline.settings import load_settings

    engine = to_read(load_settings(database=database))
    found = one_finding(engine, id)
    if format == "json":
        print_json(finding_to_json(found))
        note(f"As shown here, for --if-values: {found.digest}")
        return
    print_one(found)
    print_life(waivers_of(engine, found.fingerprint), history(engine, found.fingerprint))


def ack(
    id: Id, by: ByOrLogin = None, reason: Why = "", if_values: IfValues = None, database: Database = None
) -> None:
    """Say that you have seen an open finding and take it on."""
    from console.record import login, now, person
    from pipeline.findings.acts import acknowledge

    engine = _record(database)
    _tell(
        engine,
        acknowledge(engine, id, by=person(by), now=now(), reason=reason, if_values=if_values, login=login()),
    )


def waive(
    id: Id,
    by: By,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="What makes it acceptable.")],
    until: Annotated[
        str, typer.Option("--until", metavar="YYYY-MM-DD", help="The last day it holds, at most 180 days on.")
    ],
    if_values: IfValues = None,
    database: Database = None,
) -> None:
    """Propose to let a finding stand until a day.

    It counts once another person approved it. It lapses after its last day, when the finding is resolved,
    and when the values of either side change.
    """
    from console.arguments import day_of
    from console.record import login, now
    from console.telling.output import note
    from pipeline.basics.errors import UnusableInput
    from pipeline.findings.acts import waive as write_waiver

    day = day_of(until, "--until")
    if day is None:
        raise UnusableInput("A waiver needs the day on which it ends: --until YYYY-MM-DD.")
    engine = _record(database)
    found, waiver = write_waiver(
        engine, id, reason=reason, until=day, by=by, now=now(), if_values=if_values, login=login()
    )
    _tell(engine, found)
    note(f"The waiver until {waiver.until} awaits approval: csrecon finding approve {id} --by OTHER")


def approve(id: Id, by: By, if_values: IfValues = None, database: Database = None) -> None:
    """Approve the waiver that another person wrote, and say what was approved."""
    from console.record import login, now
    from console.telling.findings_print import print_approved
    from pipeline.findings.acts import approve as approve_waiver

    engine = _record(database)
    approved = approve_waiver(engine, id, by=by, now=now(), if_values=if_values, login=login())
    print_approved(approved)
    _tell(engine, approved)


def reopen(
    id: Id, by: ByOrLogin = None, reason: Why = "", if_values: IfValues = None, database: Database = None
) -> None:
    """Take back an acknowledgement or a waiver: the finding is open again."""
    from console.record import login, now, person
    from pipeline.findings.acts import reopen as open_again

    engine = _record(database)
    _tell(
        engine,
        open_again(engine, id, by=person(by), now=now(), reason=reason, if_values=if_values, login=login()),
    )


def _record(database: str | None) -> "Engine":
    from console.record import to_read
    from pipeline.settings import load_settings

    return to_read(load_settings(database=database))


def _tell(engine: "Engine", found: "StoredFinding") -> None:
    from console.record import tell_head
    from console.telling.findings_table import where

    print(f"{found.fingerprint[:8]} {found.finding.code} {where(found.finding)}: {found.status}.")
    tell_head(engine)
