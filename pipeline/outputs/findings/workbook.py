"""Findings as a working paper: one sheet of findings, one of their evidence, linked to each other."""

from collections.abc import Sequence
from datetime import datetime
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.basics.errors import UnusableInput, not_written
from pipeline.checks.finding import RegisterEvidence, ReportEvidence
from pipeline.findings.stored import StoredFinding
from pipeline.outputs.tables.as_xlsx import write_text

_FINDINGS = (
    *(("Code", 7), ("Name", 20), ("Severity", 9), ("Month", 9), ("Modification", 14), ("Status", 13)),
    *(
        ("What", 80),
        ("Stated", 40),
        ("Expected", 40),
        ("Evidence", 12),
        ("First seen", 17),
        ("Last seen", 17),
    ),
    *(("Judgement", 30), ("Fingerprint", 34)),
)
_EVIDENCE = (
    *(("Finding", 12), ("Source", 30), ("Page or row", 12), ("Snapshot", 12), ("Field", 16), ("Text", 80)),
    *(("Box (points)", 34), ("SHA-256 of the document", 66)),
)
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's own clock has no zone; the same bytes each time
_MOST_LINKS = 65_000  # a sheet holds 65,530


def write_workbook(path: Path, stored: Sequence[StoredFinding]) -> None:
    """Writes the workbook of these findings, in their order, whole or not at all.

    Every text is a text cell. Raises UnusableInput where the file cannot be written, or a text is too long.
    """
    try:
        with TemporaryDirectory(prefix=".", dir=path.absolute().parent) as folder:
            aside = Path(folder, "findings.xlsx")
            with Workbook(str(aside), {"constant_memory": False, "tmpdir": folder}) as book:
                book.set_properties({"title": "Findings", "created": _CREATED})
                _fill(book, stored)
            aside.replace(path)
    except OSError as problem:
        raise not_written(path, problem) from problem
    except FileCreateError as problem:
        raise UnusableInput(f"{path} cannot be written: {problem}.") from problem


def _fill(book: Workbook, stored: Sequence[StoredFinding]) -> None:
    first, second = book.add_worksheet("Findings"), book.add_worksheet("Evidence")
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    wrapped, link = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"underline": 1})

    def put(sheet: Worksheet, row: int, column: int, text: str) -> None:
        if not write_text(sheet, row, column, text, wrapped):
            raise UnusableInput(f"A text is too long for a cell: {text[:60]}… Write the findings as csv.")

    def jump(sheet: Worksheet, row: int, column: int, to: str, said: str) -> None:
        if row < _MOST_LINKS:
            sheet.write_url(row, column, f"internal:{to}", link, said)
        else:
            put(sheet, row, column, said)

    place = 1
    for number, one in enumerate(stored, 1):
        said = one.finding
        for column, text in enumerate(_texts(one)):
            put(first, number, column, text)
        evidence = len(said.evidence)
        if evidence:
            jump(first, number, 9, f"'Evidence'!A{place + 1}", f"{evidence} place{'s' * (evidence > 1)}")
        put(first, number, 10, _moment(one.first_seen))
        put(first, number, 11, _moment(one.last_seen))
        put(first, number, 13, one.fingerprint)
        for seen in said.evidence:
            jump(second, place, 0, f"'Findings'!A{number + 1}", f"{said.code} {one.fingerprint[:8]}")
            for column, text in enumerate(_place(seen), 1):
                put(second, place, column, text)
            place += 1
    _head(first, _FINDINGS, len(stored), heading)
    _head(second, _EVIDENCE, place - 1, heading)


def _texts(one: StoredFinding) -> tuple[str, ...]:
    said = one.finding
    return (
        said.code,
        said.name,
        said.severity,
        said.period,
        said.reference or "",
        one.status,
        said.message,
        _side(said.stated),
        _side(said.expected) if said.expected else "",
    )


def _place(seen: ReportEvidence | RegisterEvidence) -> tuple[str, ...]:
    if isinstance(seen, ReportEvidence):
        digest = seen.sha256 or "not known"
        return (seen.document, str(seen.page), "", "", seen.text, _box(seen.bbox), digest)
    row = "" if seen.row is None else str(seen.row)
    return (seen.register, row, str(seen.snapshot), seen.field, seen.text or "", "", "")


def _head(sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: int, heading: Format) -> None:
    """Its headings, and how it scrolls, filters and prints."""
    for column, (name, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, heading)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _side(values: object) -> str:
    assert isinstance(values, dict)
    told = {k: v if isinstance(v, str) else dumps(v, ensure_ascii=False) for k, v in values.items()}
    return "\n".join(f"{name}: {value}" for name, value in told.items())


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M}"


def _box(box: Sequence[float]) -> str:
    return ", ".join(f"{edge:g}" for edge in box)
