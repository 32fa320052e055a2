"""Findings as plain lists: JSON Lines, and CSV with one row each."""

import csv
import io
from collections.abc import Sequence
from json import dumps

from pipeline.findings.stored import StoredFinding, finding_to_json

_NESTED = ("stated", "expected", "evidence")
_HEADER = (
    *("fingerprint", "code", "name", "severity", "period", "reference", "message"),
    *_NESTED,
    *("status", "first_seen", "last_seen"),
)
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def findings_json(stored: Sequence[StoredFinding]) -> str:
    """The contract's object for each finding, one a line."""
    return "".join(f"{dumps(finding_to_json(one), ensure_ascii=False)}\n" for one in stored)


def findings_csv(stored: Sequence[StoredFinding]) -> str:
    """A CSV table; a cell that a spreadsheet would take for a formula becomes text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_HEADER)
    for one in stored:
        row = finding_to_json(one)
        row |= {name: dumps(row[name], ensure_ascii=False) for name in _NESTED}
        writer.writerow([_as_text(row[name]) for name in _HEADER])
    return buffer.getvalue()


def _as_text(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_LOOKS_LIKE_FORMULA) else cell
