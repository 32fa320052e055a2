"""`csrecon audit verify`: prove the log of acts whole."""

from typing import TYPE_CHECKING, Annotated

import typer

from console.options import Database

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.archive.folder import Archive
    from pipeline.sandbox import Limits


def verify(
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            metavar="HASH",
            help="A head that an earlier run printed: the log must still have the entry that bears it.",
        ),
    ] = None,
    facts: Annotated[
        bool,
        typer.Option(
            "--facts", help="Read the archive again too, and compare every fact with the documents."
        ),
    ] = False,
    database: Database = None,
) -> None:
    """Prove the log of acts whole, and print its head.

    Every entry is looked at, with the chain, the triggers that keep it, and what findings, evidence,
    register entries, waivers, runs and accounts say. Where something was changed behind csrecon's back the
    first broken entry is named, and the exit status is 1.
    """
    from console.record import archive, said_of_head, to_read
    from console.telling.output import note
    from pipeline.settings import load_settings
    from pipeline.verification.verify import verify as prove

    settings = load_settings(database=database)
    record = to_read(settings)
    proof = prove(record, head)
    if proof.fault is None:
        print(f"The log is whole. {said_of_head(proof.head)}")
        if facts:
            _prove_facts(record, archive(settings), settings.limits)
        return
    note(f"The log of acts is broken. {proof.fault}")
    if proof.entry is not None:
        note(f"The first broken entry is {proof.entry}; what stands before it is as csrecon wrote it.")
    raise typer.Exit(1)


def _prove_facts(record: "Engine", archive: "Archive", limits: "Limits") -> None:
    from console.telling.output import note
    from extractors import VERSION
    from pipeline.basics.counted import counted
    from pipeline.sandbox import Sandbox
    from pipeline.verification.against_archive import verify_facts

    with Sandbox(1, limits) as sandbox:
        proof = verify_facts(record, archive, sandbox, VERSION)
    if proof.fault is not None:
        note(f"The record says something else than the documents. {proof.fault}")
        raise typer.Exit(1)
    print(f"The facts are as the documents say. Readings compared: {proof.compared}")
    if proof.not_comparable:
        note(
            f"{counted(proof.not_comparable, 'reading')} of other versions of the extractor cannot be "
            "compared. Read the archive again: csrecon backfill --again"
        )
