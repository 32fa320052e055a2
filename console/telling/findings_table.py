"""Findings for people: a table with code, severity, place and the sentence that says it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from console.telling.plain import plain
from pipeline.checks.finding import Finding, ReportEvidence
from pipeline.judging.not_judged import NotJudgedSum

if TYPE_CHECKING:
    from rich.table import Table

_COLOUR = {"error": "bold red", "warning": "yellow", "info": "dim"}
SHOWN = 8  # characters of an ID in a table; any unambiguous start of it is taken
_GRAVITY = ("info", "warning", "error")


def findings_table(findings: Sequence[Finding], title: str | None = None, ids: Sequence[str] = ()) -> "Table":
    """A table of findings in the order given, as wide as their messages need.

    `ids` are their fingerprints, where the record has them: their starts stand in the first column.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    if ids:
        table.add_column("ID", no_wrap=True)
    table.add_column("Code", no_wrap=True)
    table.add_column("Severity", no_wrap=True)
    table.add_column("Where", no_wrap=True)
    table.add_column("Finding", overflow="fold")
    starts = [[one[:SHOWN]] for one in ids] or [[]] * len(findings)
    for start, finding in zip(starts, findings, strict=True):
        gravity = Text(finding.severity, _COLOUR[finding.severity])
        table.add_row(*start, finding.code, gravity, where(finding), Text(plain(finding.message)))
    return table


def where(finding: Finding) -> str:
    """The month and, where it stands in a report, the first page: `2020-08, page 3`."""
    pages = [one.page for one in finding.evidence if isinstance(one, ReportEvidence)]
    return f"{finding.period}, page {pages[0]}" if pages else finding.period


def counted(findings: Sequence[Finding]) -> str:
    """`3 errors, 2 warnings, 1 info`."""
    counts: Counter[str] = Counter(finding.severity for finding in findings)
    said = [
        f"{counts[word]} {word}{'s' if counts[word] != 1 and word != 'info' else ''}"
        for word in reversed(_GRAVITY)
        if counts[word]
    ]
    return ", ".join(said) or "no findings"


def gravest_first(findings: Sequence[Finding]) -> list[Finding]:
    """Errors, then warnings, then the rest; otherwise in the order given."""
    return sorted(findings, key=lambda finding: -_GRAVITY.index(finding.severity))


def told(silences: Iterable[NotJudgedSum]) -> Iterator[str]:
    """A line for each reason why something could not be judged, with the checks and a few of what it was."""
    codes: dict[tuple[str, tuple[str, ...], int], list[str]] = {}
    for one in silences:
        codes.setdefault((one.reason, one.named, one.subjects), []).append(one.code)
    for (reason, named, subjects), alike in codes.items():
        left = subjects - len(named)
        more = f" and {left} more" if left else ""
        subject = f" {', '.join(named)}{more}" if named else ""
        yield f"{', '.join(alike)} did not judge{subject}: {reason}"


def is_met(fail_on: str | None, findings: Sequence[Finding]) -> bool:
    """Whether one of the findings is at least as severe as `fail_on`."""
    if fail_on is None:
        return False
    bar = _GRAVITY.index(fail_on)
    return any(_GRAVITY.index(finding.severity) >= bar for finding in findings)
