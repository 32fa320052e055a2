"""`csrecon findings`: what the checks found."""

from typing import Annotated, Literal

import typer

from console.options import Database, FailOnOption, Period

Status = Literal["open", "acknowledged", "waived", "resolved", "all"]
Severity = Literal["error", "warning", "info"]
Format = Literal["table", "json", "csv", "xlsx", "html"]


def findings(
    status: Annotated[Status, typer.Option("--status", help="Findings that stand so.")] = "open",
    severity: Annotated[Severity | None, typer.Option("--severity", help="Only this severity.")] = None,
    code: Annotated[str | None, typer.Option("--code", metavar="CODE", help="Only this check.")] = None,
    period: Period = None,
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

    They are those of the last reconcile.
    """
    from console.arguments import period_of
    from console.record import to_read
    from console.telling.findings_table import is_met
    from console.telling.output import redirected
    from pipeline.findings.stored import list_findings
    from pipeline.settings import load_settings

    month = period_of(period, "--period")
    settings = load_settings(database=database)
    engine = to_read(settings)
    stored = list_findings(
        engine,
        status=status,
        severity=severity,
        code=code.upper() if code else None,
        period=month,
        reference=reference.upper().replace(" ", "") if reference else None,
    )
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
    if is_met(fail_on, [one.finding for one in stored]):
        raise typer.Exit(1)


def _named(output: str | None) -> str:
    from pipeline.basics.errors import UnusableInput

    if output is None:
        raise UnusableInput("A workbook needs a file: findings --format xlsx -o findings.xlsx")
    return output
