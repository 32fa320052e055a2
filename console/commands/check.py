"""`csrecon check`: a linter for a report, for its author to run before it is published."""

from typing import Annotated

import typer

from console.options import FailOnOption, Files, TableOrJson


def check(
    files: Files,
    register: Annotated[
        str | None,
        typer.Option(
            "--register", metavar="SOURCE", help="A register (CSV, JSON, XLSX, HTML) to check against."
        ),
    ] = None,
    format: TableOrJson = "table",
    fail_on: FailOnOption = None,
) -> None:
    """Check reports before they are published.

    Sums, dates, titles and rows are compared inside each report; no database is needed. With --register
    each report is also held against the modification register. Exit status 3 when a file was refused,
    else 1 when --fail-on is met.
    """
    from pathlib import Path

    from console.record import now
    from console.telling.findings_table import counted, findings_table, gravest_first, is_met, told
    from console.telling.output import console, note, print_json
    from extractors.contract import Refusal
    from extractors.not_read import unread_pages
    from pipeline.checks.finding import Finding
    from pipeline.findings.stored import StoredFinding, finding_to_json
    from pipeline.judging.lint import lint, registers_of
    from pipeline.judging.not_judged import summed_up
    from pipeline.reports.pdf_files import read_files
    from pipeline.settings import load_settings

    snapshots = registers_of(register, now().date()) if register else []
    found: list[Finding] = []
    refused = unread = False
    for path, _, result in read_files([Path(file) for file in files], limits=load_settings().limits):
        if isinstance(result, Refusal):
            refused = True
            note(f"{path}: refused ({result.code}): {result.message}")
            continue
        for warning in unread_pages(result.warnings):
            unread = True
            note(f"{path.name}: {warning.message}")
        outcome = lint(result, snapshots)
        here = gravest_first(outcome.findings)
        found += here
        if format == "json":
            for one in here:
                print_json(finding_to_json(StoredFinding(one.fingerprint, one, "open", now(), now())))
            continue
        out = console()
        if here:
            out.print(findings_table(here, f"{path.name}: {counted(here)}"))
        else:
            out.print(f"{path.name}: nothing found.")
        for silence in told(summed_up(outcome.not_judged)):
            note(f"{path.name}: {silence}")
    if refused:
        raise typer.Exit(3)
    if unread if fail_on == "unread" else is_met(fail_on, found):
        raise typer.Exit(1)
