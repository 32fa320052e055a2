"""`csrecon doctor`: what is set up and what is not; each line ends in what to do."""

import typer

from console.options import Database


def doctor(database: Database = None) -> None:
    """Say what is set up and what is not. Each line ends in what to do."""
    from console.diagnosis import diagnose
    from pipeline.settings import load_settings

    healthy = True
    for name, well, said in diagnose(load_settings(database=database)):
        healthy &= well
        print(f"{'ok' if well else 'BAD':5}{name}: {said}")
    if not healthy:
        raise typer.Exit(4)
