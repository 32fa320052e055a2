"""`csrecon init`: a folder ready to work in."""

from typing import Annotated

import typer


def init(
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help="The folder; made if it is not there.", show_default=False)
    ] = ".",
) -> None:
    """Make a folder ready to work in.

    Commented settings, an inbox, an archive, a service and a timer for systemd, a compose file with
    PostgreSQL, Prefect and the pages behind a proxy. What is there already is kept as it is.
    """
    from pathlib import Path

    from console.starting import begin

    for name, made in begin(Path(folder)):
        print(f"{'made' if made else 'kept'}  {Path(folder, name)}{'/' if name.endswith('/') else ''}")
    print(f"Next: put reports into {Path(folder, 'inbox')}, then, in {Path(folder)}: csrecon ingest inbox")
