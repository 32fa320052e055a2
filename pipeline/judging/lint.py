"""Checking single reports before they are published: no database, no history."""

from collections.abc import Sequence
from datetime import date

from extractors.contract import Extraction
from pipeline.checks import CHECKS, CheckOutcome, run_checks
from pipeline.register.entries import RegisterSnapshot
from pipeline.register.files.read import read_source
from pipeline.register.snapshots.plausible import hold_to_its_end


def lint(report: Extraction, register: Sequence[RegisterSnapshot] = ()) -> CheckOutcome:
    """What the checks inside a report say of it and, where a register is given, those against one."""
    families = "IR" if register else "I"
    codes = [check.code for check in CHECKS if check.code[0] in families]
    return run_checks([report], register, only=codes)


def registers_of(source: str, today: date) -> list[RegisterSnapshot]:
    """The register from a file, as of the day in the file's name (`2020-08-07.csv`), or else of today.

    Saved pages that print their own days are a part of the register for each day. Raises UnusableInput where
    it is no register or may have been cut off, OutOfReach where it cannot be had.
    """
    read = read_source(source)
    hold_to_its_end(read)
    return [
        RegisterSnapshot(
            as_of=day,
            source=read.name,
            sha256=read.sha256,
            entries=tuple(entries),
            scope=read.reading.scope,
        )
        for day, entries in read.by_day(read.day or today).items()
    ]
