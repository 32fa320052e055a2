"""Checking single reports before they are published: no database, no history."""

from datetime import date
from pathlib import Path

from extractors.facts import Extraction
from pipeline.checks import CHECKS, CheckOutcome, run_checks
from pipeline.register.entries import RegisterSnapshot
from pipeline.register.read import read_source


def lint(report: Extraction, register: RegisterSnapshot | None) -> CheckOutcome:
    """What the checks inside a report say of it and, where a register is given, those against one."""
    families = "IR" if register else "I"
    codes = [check.code for check in CHECKS if check.code[0] in families]
    return run_checks([report], [register] if register else [], only=codes)


def register_of(source: str, today: date) -> RegisterSnapshot:
    """The register from a file, as of the day in the file's name (`2020-08-07.csv`), or else of today."""
    read = read_source(source)
    try:
        as_of = date.fromisoformat(Path(read.name).stem)
    except ValueError:
        as_of = today
    return RegisterSnapshot(as_of=as_of, source=read.name, sha256=read.sha256, entries=read.reading.entries)
