"""`csrecon audit verify`: prove the log of acts whole."""

from typing import Annotated

import typer

from console.options import Database


def verify(
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            metavar="HASH",
            help="A head that an earlier run printed: the log must still have the entry that bears it.",
        ),
    ] = None,
    database: Database = None,
) -> None:
    """Prove the log of acts whole, and print its head.

    Every entry is looked at, with the chain, the triggers that keep it, and what findings, waivers and runs
    say. Where something was changed behind csrecon's back the first broken entry is named, and the exit
    status is 1.
    """
    from console.record import said_of_head, to_read
    from console.telling.output import note
    from pipeline.settings import load_settings
    from pipeline.verification.verify import verify as prove

    proof = prove(to_read(load_settings(database=database)), head)
    if proof.fault is None:
        print(f"The log is whole. {said_of_head(proof.head)}")
        return
    note(f"The log of acts is broken. {proof.fault}")
    if proof.entry is not None:
        note(f"The first broken entry is {proof.entry}; what stands before it is as csrecon wrote it.")
    raise typer.Exit(1)
