"""The life of one modification from all reports and register snapshots, its contradictions marked."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, column, select, table

from pipeline.basics.identity import identity
from pipeline.checks.finding import ReportEvidence
from pipeline.findings.stored import StoredFinding, read_findings
from pipeline.record.tables.base import PrintedText
from pipeline.record.tables.findings import findings
from pipeline.record.tables.register import register_entries
from pipeline.register.entries import RegisterEntry
from pipeline.register.snapshots.diff import fields_changed
from pipeline.register.snapshots.history import history
from pipeline.register.snapshots.read_back import entries_of, snapshot_heads


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a report or the register says of a modification.

    `day` is when it happened, or None where that is not said; `told` is the month of the report, or the day
    of the snapshot. `place` is a page or a row; `sha256` is a report's document. `contradicted` are the
    fingerprints of the findings, not resolved, that rest on this place.
    """

    day: date | None
    told: str
    event: str
    detail: str
    reference: str
    source: str
    place: int | None
    sha256: str | None = None
    contradicted: tuple[str, ...] = ()


def timeline(connection: Connection, reference: str) -> tuple[list[Line], list[StoredFinding]]:
    """Everything known of a modification, whatever its prefix, and the findings about it that stand."""
    who = identity(reference)
    standing = read_findings(connection, findings.c.modification == who, findings.c.status != "resolved")
    lines = [*_from_reports(connection, who), *_from_register(connection, reference)]
    marked = [replace(line, contradicted=_against(line, standing)) for line in lines]
    return sorted(set(marked), key=_when), standing


def _when(line: Line) -> tuple[str, str, str, str, int, str]:
    day = str(line.day) if line.day else line.told
    return day, line.told, line.event, line.source, line.place or 0, line.detail


def _from_reports(connection: Connection, who: str) -> list[Line]:
    names = ("happened_on", "report_period", "event", "detail", "reference", "place", "source", "sha256")
    view = table(
        "modification_timeline",
        *map(column, names),
        column("modification"),
        column("document", PrintedText()),
    )
    query = select(view).where(view.c.modification == who, view.c.source == "report")
    rows = connection.execute(query).mappings()
    return [
        Line(
            _day(row["happened_on"]),
            row["report_period"],
            row["event"],
            row["detail"],
            row["reference"],
            row["document"],
            row["place"],
            row["sha256"],
        )
        for row in rows
    ]


def _day(value: str | date | None) -> date | None:
    """A view's day: SQLite has it as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _from_register(connection: Connection, reference: str) -> list[Line]:
    lines: list[Line] = []
    last = RegisterEntry(reference=reference, row=0)
    about = register_entries.c.modification == identity(reference)
    for version in history(entries_of(connection, snapshot_heads(connection), about), reference):
        for change in fields_changed(last, version.entry):
            said = f"{change.field}: {change.after or 'blank'}"
            if change.before:
                said += f" (before: {change.before})"
            lines.append(
                Line(
                    version.since,
                    str(version.since),
                    "register",
                    said,
                    version.entry.reference,
                    version.source,
                    version.entry.row,
                )
            )
        last = version.entry
        if version.until is not None:
            gone = version.until
            said = "another entry from here on, or none"
            lines.append(Line(gone, str(gone), "register", said, last.reference, version.source, None))
    return lines


def _against(line: Line, standing: list[StoredFinding]) -> tuple[str, ...]:
    return tuple(one.fingerprint for one in standing if any(_is_at(line, e) for e in one.finding.evidence))


def _is_at(line: Line, seen: object) -> bool:
    if isinstance(seen, ReportEvidence):
        return line.event != "register" and (seen.sha256, seen.page) == (line.sha256, line.place)
    field = getattr(seen, "field", "").casefold().replace(" ", "_")
    same = getattr(seen, "register", None) == line.source and line.event == "register"
    return same and line.detail.partition(":")[0] == field
