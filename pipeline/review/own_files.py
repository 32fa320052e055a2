"""The archive's own vocabulary as CSV files with the columns of the built-in tables, there and back."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from extractors.contract import OWN_TABLES, ModificationStageRole, OwnRow, OwnVocabulary, Section
from extractors.vocabulary import spoken, vocabulary
from extractors.vocabulary.column_names import ColumnRole
from extractors.vocabulary.phrases import Kind
from pipeline.basics.errors import OutOfReach, UnusableInput
from pipeline.basics.whole_files import write_whole_file

_CAN: dict[str, frozenset[str]] = {
    "role": frozenset(get_args(ColumnRole)),
    "section": frozenset(("", *get_args(Section))),
    "stage": frozenset(get_args(ModificationStageRole)),
    "kind": frozenset(get_args(Kind)),
}


def write_own(own: OwnVocabulary, folder: Path) -> list[Path]:
    """A file for each table that has own rows, whole or not at all; gives the files."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table, columns in OWN_TABLES.items():
            rows = [row.cells() for row in own if row.table == table]
            if rows:
                text = io.StringIO()
                writer = csv.DictWriter(text, (*columns, "wording", "first_seen"), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
                write_whole_file(folder / f"{table}.csv", text.getvalue().encode())
                written.append(folder / f"{table}.csv")
    except OSError as problem:
        raise OutOfReach(f"{folder} cannot be written: {problem.strerror}.") from problem
    return written


def read_own(folder: Path) -> tuple[OwnRow, ...]:
    """The rows of the tables in a folder, not yet approved. Raises UnusableInput for what is no such row."""
    files = [(table, folder / f"{table}.csv") for table in OWN_TABLES if (folder / f"{table}.csv").is_file()]
    if not files:
        named = ", ".join(f"{table}.csv" for table in OWN_TABLES)
        raise UnusableInput(f"{folder} holds none of {named}. `csrecon vocabulary export` writes them.")
    return tuple(row for table, file in files for row in _rows(table, file))


def contradiction(row: OwnRow) -> str | None:
    """A sentence where a built-in row says otherwise by the same wording; None where none does."""
    cells = row.cells()
    for other in vocabulary(row.table):
        if spoken(row.table, other) == spoken(row.table, cells):
            meant = tuple(other[name] for name in OWN_TABLES[row.table])
            ours, theirs = " ".join(filter(None, row.meaning)), " ".join(filter(None, meant))
            if meant != row.meaning:
                return f"“{row.wording}” of {row.table} means {ours} here; built in it means {theirs}."
    return None


def _rows(table: str, file: Path) -> Iterator[OwnRow]:
    columns = OWN_TABLES[table]
    try:
        lines = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise UnusableInput(f"{file} is no CSV table in UTF-8: {problem}.") from problem
    for number, line in enumerate(lines, 2):
        missing = [name for name in (*columns, "wording", "first_seen") if line.get(name) is None]
        if missing or None in line:
            raise UnusableInput(
                f"{file}, line {number}: it needs {', '.join((*columns, 'wording', 'first_seen'))}."
            )
        for name in columns:
            if name in _CAN and line[name] not in _CAN[name]:
                raise UnusableInput(f"{file}, line {number}: {line[name]!r} is no {name} that csrecon knows.")
        if not line["wording"].strip():
            raise UnusableInput(f"{file}, line {number}: the wording is empty.")
        meaning = tuple(line[name] for name in columns)
        yield OwnRow(table, meaning, line["wording"].strip(), line["first_seen"], approved=False)
