"""`csrecon modification show`: the life of one modification."""

from typing import Annotated

import typer

from console.options import Database, TableOrJson


def show(
    reference: Annotated[str, typer.Argument(metavar="REF", help="A modification, as MP102A.")],
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Show everything known of a modification, in time order.

    Each line says its source: a report and the page, or a register and the row. Lines that a finding
    contradicts are marked with it. DP, MP and SECMP forms are one modification.
    """
    from console.record import to_read
    from console.telling.findings_table import findings_table
    from console.telling.output import console, note, print_json, table
    from extractors.values.references import canonical
    from pipeline.basics.errors import UnusableInput
    from pipeline.queries.timeline import timeline
    from pipeline.record.database import read_transaction
    from pipeline.settings import load_settings

    asked = canonical(reference)
    if asked is None:
        raise UnusableInput(f"{reference} is no modification's reference. Write it as MP102A.")
    with read_transaction(to_read(load_settings(database=database))) as connection:
        lines, findings = timeline(connection, asked)
    codes = {one.fingerprint: one.finding.code for one in findings}
    if format == "json":
        for line in lines:
            print_json(
                {
                    "date": line.day.isoformat() if line.day else None,
                    "told": line.told,
                    "event": line.event,
                    "detail": line.detail,
                    "reference": line.reference,
                    "source": line.source,
                    "sha256": line.sha256,
                    "place": line.place,
                    "findings": list(line.contradicted),
                }
            )
        return
    if not lines and not findings:
        note(f"The record has nothing of {asked}.")
        return
    rows = [
        (
            str(line.day or ""),
            line.told,
            line.event,
            line.detail,
            line.source + (f", {line.place}" if line.place else ""),
            ", ".join(f"! {codes[name]} {name[:8]}" for name in line.contradicted),
        )
        for line in lines
    ]
    console().print(table(("Day", "Told", "Event", "What", "Source, page or row", "Contradicted"), rows))
    if findings:
        console().print(
            findings_table(
                [one.finding for one in findings], "Findings", [one.fingerprint for one in findings]
            )
        )
