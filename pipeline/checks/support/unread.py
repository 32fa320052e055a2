"""What stands unread in a report: where a finding says that something is missing, it may be there."""

from collections.abc import Iterator

from extractors.contract import Section, WarningCode
from pipeline.basics.identity import number
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.wording import quoted

# What these warnings tell was shown to the reader and not understood; the others tell what is no part of it.
_UNREAD: tuple[WarningCode, ...] = (
    "unknown_heading",
    "unknown_column",
    "unread_rows",
    "unread_cell",
    "near_reference",
    "unread_page",
    "furniture",
    "damaged_page",
    "damaged_document",
)
_SHOWN = 60


def unread_in(report: Report, sections: tuple[Section, ...], who: str | None) -> Iterator[str]:
    """The places in these sections where something stands that was not read, and may be about it."""
    if not sections:
        return
    for note in report.notes:
        if note.read or note.section not in (None, *sections):
            continue
        if not (who and note.named) or who in note.named or number(who) in map(number, note.named):
            yield f"on page {note.page}: {shortened(note.text)}"
    for warning in report.extraction.warnings:
        if warning.code in _UNREAD and warning.section in (None, *sections):
            where = f"on page {warning.page}" if warning.page else "in the document"
            yield f"{where}: {shortened(warning.text or warning.message)}"


def shortened(text: str) -> str:
    """The beginning of a text, in quotes."""
    return quoted(text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …")
