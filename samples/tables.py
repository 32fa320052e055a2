"""The four tables of the report, and the sentence that states the window of their figures."""

from collections.abc import Iterator

from samples.blocks import Table, TableRow
from samples.facts import fact
from samples.months import Assessments, Average, Month, ProposalTimescales, Row
from samples.phrases import month_and_year, short_day

_TOTALS = (0.62, 0.14, 0.24)
_ROWS = (0.24, 0.12, 0.18, 0.23, 0.23)
_DONE = "completed in the last 12 months"


def timescales(month: Month) -> str:
    """The sentence that states the window of the figures below it."""
    window = month_and_year(month.report.data_cut_off)
    return f"The timescales below cover the 12-month period up to the end of {window}."


def assessment_tables(given: Assessments) -> Iterator[Table]:
    """The summary, then the rows that it counts."""
    summary = given.summary
    yield Table(
        "Summary",
        ("Assessment", "Total", "Average duration"),
        _TOTALS,
        (
            _total("Preliminary Assessments open", "PA", "open", summary.PA_open),
            _total(f"Preliminary Assessments {_DONE}", "PA", "completed", summary.PA_completed),
            _total("Impact Assessments open", "IA", "open", summary.IA_open),
            _total(f"Impact Assessments {_DONE}", "IA", "completed", summary.IA_completed),
        ),
    )
    yield Table(
        "Open Assessments",
        ("Modification", "Type", "Accepted", "Target duration", "Current duration"),
        _ROWS,
        tuple(_row(row, "open") for row in given.open),
    )
    yield Table(
        f"Assessments {_DONE}",
        ("Modification", "Type", "Returned", "Target duration", "Actual duration"),
        _ROWS,
        tuple(_row(row, "completed") for row in given.completed),
    )


def proposal_table(given: ProposalTimescales) -> Table:
    """How many proposals are open and concluded, and for how long they were open."""
    return Table(
        "Proposal timescales",
        ("Status", "Total", "Average duration"),
        _TOTALS,
        (
            _timescale("Proposals open (pre-decision)", "open", given.open),
            _timescale("Proposals concluded in the last 12 months", "concluded", given.concluded),
        ),
    )


def _total(label: str, kind: str, status: str, given: Average) -> TableRow:
    return TableRow(
        (label, str(given.total), f"{given.average_wd} WD"),
        fact(
            "assessment_summary",
            "refine",
            assessment=kind,
            status=status,
            total=given.total,
            average_wd=given.average_wd,
        ),
    )


def _row(row: Row, status: str) -> TableRow:
    reference, kind, on, target, duration = row
    return TableRow(
        (reference, kind, short_day(on), f"{target} WD", f"{duration} WD"),
        fact(
            "assessment",
            "refine",
            reference=reference,
            assessment=kind,
            status=status,
            accepted_on=on if status == "open" else None,
            returned_on=on if status == "completed" else None,
            target_wd=target,
            duration_wd=duration,
        ),
    )


def _timescale(label: str, status: str, given: Average) -> TableRow:
    return TableRow(
        (label, str(given.total), f"{given.average_wd} WD"),
        fact("proposal_timescale", "opine", status=status, total=given.total, average_wd=given.average_wd),
    )
