"""How `ingest`, `backfill` and `demo` tell what became of the documents."""

from pathlib import Path

import typer
from sqlalchemy import Engine

from console.record import tell_head
from console.telling.output import note
from pipeline.basics.counted import counted
from pipeline.reports.intake import Taken

_WORDS = {
    "stored": "stored",
    "refused": "refused and quarantined",
    "known": "already in the record",
    "skipped": "of an earlier month and left out",
}


def tell_left_out(taken: Taken) -> None:
    """A line on standard error for a document that was refused, or that a person has withdrawn."""
    if taken.refusal:
        note(f"{taken.path}: refused ({taken.refusal.code}): {taken.refusal.message}")
    if taken.withdrawn:
        tell_withdrawn(taken.path, taken.withdrawn)


def tell_withdrawn(path: Path, digest: str) -> None:
    """A line on standard error for a document that the record knows, and how to have it count again."""
    restore = f"`csrecon document restore {digest[:8]} --reason …` brings it back"
    note(f"{path}: withdrawn by a person and left out; {restore}")


def summary(counts: dict[str, int]) -> str:
    """`24 documents: 23 stored, 1 already in the record.`"""
    total = sum(counts.values())
    said = [f"{number} {_WORDS[became]}" for became, number in counts.items() if number]
    return f"{counted(total, 'document')}: {', '.join(said) or 'nothing to do'}."


def end(counts: dict[str, int], engine: Engine) -> None:
    """Prints the summary and the log's head; ends with status 3 where a document was refused."""
    print(summary(counts))
    tell_head(engine)
    if counts["refused"]:
        raise typer.Exit(3)
