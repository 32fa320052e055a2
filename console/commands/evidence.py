"""`csrecon evidence`: one finding's evidence pack."""

from typing import Annotated

import typer

from console.options import Database


def evidence(
    id: Annotated[str, typer.Argument(metavar="ID", help="The finding's fingerprint, or the start of one.")],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE.zip", help="The pack; else evidence-ID.zip here."),
    ] = None,
    database: Database = None,
) -> None:
    """Write the evidence pack of one finding.

    Pages with the boxes drawn, facts, register rows, log entries: a zipped BagIt bag with the digest of
    every file. Its data/index.html is read without csrecon.
    """
    from pathlib import Path

    from console.record import archive, now, to_read
    from pipeline.archive.page_images import PageImages
    from pipeline.basics.counted import counted
    from pipeline.findings.stored import one_finding
    from pipeline.outputs.findings import write_evidence
    from pipeline.settings import load_settings

    settings = load_settings(database=database)
    engine = to_read(settings)
    found = one_finding(engine, id)
    target = Path(output or f"evidence-{found.fingerprint[:8]}.zip")
    with PageImages(archive(settings)) as images:
        files = write_evidence(engine, images, found.fingerprint, target, now=now())
    print(f"{target}: {counted(files, 'file')}.")
