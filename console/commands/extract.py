"""`csrecon extract`: the facts of files on standard output, without a database."""

from console.options import Files, JsonOrTable


def extract(files: Files, format: JsonOrTable = "json") -> None:
    """Print the facts of each file, in the order given.

    No database is read or written. JSON is one object a line. Exit status 3 when a file was refused; its
    line says why.
    """
    from pathlib import Path

    import typer

    from console.telling.output import print_json
    from extractors.contract import Refusal, to_json
    from pipeline.reports.pdf_files import read_files
    from pipeline.settings import load_settings

    refused = False
    for _, _, result in read_files([Path(file) for file in files], limits=load_settings().limits):
        refused |= isinstance(result, Refusal)
        if format == "json":
            print_json(to_json(result))
        else:
            from console.telling.report_table import print_report

            print_report(result)
    if refused:
        raise typer.Exit(3)
