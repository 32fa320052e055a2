"""`csrecon findings`: what the checks found."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from console.options import Database, FailOnOption

if TYPE_CHECKING:
    from sqlalchemy import Engine

_STATUSES = ("open", "acknowledged", "waived", "resolved", "all")
Format = Literal["table", "json", "csv", "xlsx", "html"]


def findings(
    status: Annotated[
        str,
        typer.Option(
            "--status",
            metavar="STATUS,…",
            help="Findings that stand so: open, acknowledged, waived, resolved, or all.",
        ),
    ] = "open",
    severity: Annotated[
        str | None,
        typer.Option("--severity", metavar="SEVERITY,…", help="Only these severities: error, warning, info."),
    ] = None,
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE,…", help="Only these checks, as in I101,I103.")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="YYYY-MM,…", help="Only the reports of these months.")
    ] = None,
    reference: Annotated[
        str | None, typer.Option("--reference", metavar="REF", help="Only this modification, as in MP102A.")
    ] = None,
    format: Format = "table",
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write here instead of to the screen."),
    ] = None,
    fail_on: FailOnOption = None,
    database: Database = None,
) -> None:
    """List the findings: the open ones unless told.

    They are those of the last reconcile. The first column is the ID that `finding show` and the acts take.
    """
    from console.arguments import choices_of, codes_of, periods_of
    from console.record import to_read
    from console.telling.findings_table import is_met
    from console.telling.output import redirected
    from pipeline.basics.severity import SEVERITIES
    from pipeline.findings.stored import Choice, chosen_findings
    from pipeline.settings import load_settings

    statuses = choices_of(status, "--status", _STATUSES)
    choice = Choice(
        () if "all" in statuses else statuses,
        choices_of(severity or "", "--severity", SEVERITIES),
        codes_of(code) or (),
        periods_of(period, "--period") or (),
        reference.upper().replace(" ", "") if reference else None,
    )
    settings = load_settings(database=database)
    engine = to_read(settings)
    stored = chosen_findings(engine, choice)
    if format == "xlsx":
        from pathlib import Path

        from pipeline.outputs.findings import write_workbook

        write_workbook(Path(_named(output)), stored)
    elif format == "html":
        from console.record import archive, now
        from pipeline.archive.page_images import PageImages
        from pipeline.outputs.findings import findings_page

        with PageImages(archive(settings)) as images, redirected(output):
            print(findings_page(engine, images, stored, now()), end="")
    else:
        from console.telling.findings_print import print_findings

        with redirected(output):
            print_findings(stored, format)
    unread = _unread(engine, choice.periods) if fail_on == "unread" else []
    if unread if fail_on == "unread" else is_met(fail_on, [one.finding for one in stored]):
        raise typer.Exit(1)


def _unread(engine: "Engine", periods: Collection[str]) -> list[str]:
    """What could not be read of the reports, which is said on standard error."""
    from console.telling.output import note
    from pipeline.queries.reports import unread_in_reports

    with engine.connect() as connection:
        unread = unread_in_reports(connection, periods)
    for said in unread:
        note(said)
    return unread


def _named(output: str | None) -> str:
    from pipeline.basics.errors import UnusableInput

    if output is None:
        raise UnusableInput("A workbook needs a file: findings --format xlsx -o findings.xlsx")
    return output
