"""Tables of small reports: the same facts in any order of columns, any ruling, over page breaks."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import Extraction

Read = Callable[..., Extraction]
steady = settings(derandomize=True, deadline=None, max_examples=25)

RULINGS = ["grid", "lines", "bands", "none"]
COLUMNS = {
    "Modification": ["MP103", "SECMP 0007", "DP136", "MP102A"],
    "Type": ["PA", "IA", "PA", "IA"],
    "Date accepted": ["1 July 2020", "3 Jun 20", "12/03/2020", "29 Feb 2020"],
    "Date returned": ["13 July 2020", "31 Apr 20", "15/03/2020", "2 Apr 2020"],
    "Target (WD)": ["15", "40", "15", "40"],
    "Duration (WD)": ["9", "31", "3", "25"],
}
MEANT = [
    ("MP103", "PA", "completed", "2020-07-01", "2020-07-13", 15, 9),
    ("SECMP0007", "IA", "completed", "2020-06-03", None, 40, 31),  # April has no 31st day
    ("DP136", "PA", "completed", "2020-03-12", "2020-03-15", 15, 3),
    ("MP102A", "IA", "completed", "2020-02-29", "2020-04-02", 40, 25),
]
FIELDS = ("reference", "assessment", "status", "accepted_on", "returned_on", "target_wd", "duration_wd")


def rows(names: list[str], columns: dict[str, list[str]] | None = None) -> list[list[str]]:
    columns = columns or COLUMNS
    return [names, *map(list, zip(*(columns[name] for name in names), strict=True))]


def table(table_rows: list[list[str]], ruling: str) -> list[tuple[Any, ...]]:
    return [
        ("h", "Refine"),
        ("s", "Assessments completed in the last 12 months"),
        ("t", table_rows, ruling),
        ("h", "Opine"),
        ("p", "No modifications were put to the vote by the Change Board this month."),
    ]


def assessments(report: Extraction) -> list[tuple[Any, ...]]:
    found = [fact.values() for fact in report.facts if fact.kind == "assessment"]
    return [tuple(values[field] for field in FIELDS) for values in found]


@pytest.mark.parametrize("ruling", RULINGS)
def test_a_table_is_read_however_it_is_ruled(read_paper: Read, ruling: str) -> None:
    report = read_paper(*table(rows(list(COLUMNS)), ruling))
    assert assessments(report) == MEANT
    assert report.coverage.unclaimed == ()


@steady
@given(st.permutations(list(COLUMNS)), st.sampled_from(RULINGS))
def test_columns_in_any_order_give_the_same_facts(read_paper: Read, names: list[str], ruling: str) -> None:
    report = read_paper(*table(rows(names), ruling))
    assert assessments(report) == MEANT
    assert report.coverage.unclaimed == ()


@steady
@given(
    st.sampled_from(["Modification", "Mod", "Reference", "Proposal"]),
    st.sampled_from(["Accepted", "Date accepted", "Start date", "Accepted by DCC"]),
    st.sampled_from(["Target (WD)", "Target", "SLA", "Standard (WD)"]),
    st.sampled_from(["Duration (WD)", "Time taken", "Elapsed (WD)", "Working days taken"]),
    st.sampled_from(RULINGS),
)
def test_renamed_columns_give_the_same_facts(
    read_paper: Read, reference: str, accepted: str, target: str, duration: str, ruling: str
) -> None:
    named = {
        "Modification": reference,
        "Date accepted": accepted,
        "Target (WD)": target,
        "Duration (WD)": duration,
    }
    columns = {named.get(name, name): cells for name, cells in COLUMNS.items()}
    assert assessments(read_paper(*table(rows(list(columns), columns), ruling))) == MEANT


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Duration / target (WD)", "{d} / {t}"),
        ("Days taken (target)", "{d} WD (target {t} WD)"),
        ("Target / duration", "{t} / {d}"),
        ("Duration against target", "{d} of {t} WD"),
    ],
)
@pytest.mark.parametrize("ruling", ["grid", "none"])
def test_one_column_may_hold_what_two_say(read_paper: Read, name: str, cell: str, ruling: str) -> None:
    dates = zip(COLUMNS["Date accepted"], COLUMNS["Date returned"], strict=True)
    days = zip(COLUMNS["Duration (WD)"], COLUMNS["Target (WD)"], strict=True)
    columns = {
        "Modification": COLUMNS["Modification"],
        "Type": COLUMNS["Type"],
        "Accepted – returned": [f"{accepted} – {returned}" for accepted, returned in dates],
        name: [cell.format(d=d, t=t) for d, t in days],
    }
    report = read_paper(*table(rows(list(columns), columns), ruling))
    assert assessments(report) == MEANT
    assert report.coverage.unclaimed == ()


@pytest.mark.parametrize("place", [1, 3, 6])
@pytest.mark.parametrize("ruling", ["grid", "none"])
def test_a_column_that_no_row_of_the_vocabulary_names_is_reported(
    read_paper: Read, place: int, ruling: str
) -> None:
    columns = {**COLUMNS, "Colour": ["blue", "red", "green", "blue"]}
    names = list(COLUMNS)
    names.insert(place, "Colour")
    report = read_paper(*table(rows(names, columns), ruling))
    assert assessments(report) == MEANT
    assert [(w.code, w.page) for w in report.warnings] == [("unknown_column", 1)]
    assert "Colour" in report.warnings[0].message


@pytest.mark.parametrize("ruling", RULINGS)
def test_a_table_over_page_breaks_is_one(read_paper: Read, ruling: str) -> None:
    count = 90
    columns = {
        "Modification": [f"MP{100 + n}" for n in range(count)],
        "Type": ["PA", "IA"] * (count // 2),
        "Date accepted": [f"{1 + n % 28} July 2020" for n in range(count)],
        "Target (WD)": ["15"] * count,
        "Duration (WD)": [str(n) for n in range(count)],
    }
    report = read_paper(*table(rows(list(columns), columns), ruling))
    facts = [fact for fact in report.facts if fact.kind == "assessment"]
    assert [fact.values()["reference"] for fact in facts] == columns["Modification"]
    assert [fact.values()["duration_wd"] for fact in facts] == list(range(count))
    assert facts[0].page == 1
    assert facts[-1].page == report.document.pages
    assert report.document.pages is not None
    assert report.document.pages > 1
    assert report.coverage.unclaimed == ()


@pytest.mark.parametrize("ruling", RULINGS)
def test_a_header_alone_at_a_page_s_foot_names_the_columns_of_the_next_page(
    read_paper: Read, ruling: str
) -> None:
    report = read_paper(
        ("h", "Refine"),
        ("s", "Assessments completed in the last 12 months"),
        ("cut", rows(list(COLUMNS)), ruling),
        ("h", "Opine"),
        ("p", "No modifications were put to the vote by the Change Board this month."),
    )
    assert assessments(report) == MEANT
    assert {fact.page for fact in report.facts if fact.kind == "assessment"} == {2}
    assert report.coverage.unclaimed == ()


def test_two_tables_on_a_page_are_two(read_paper: Read) -> None:
    parts = []
    for name in ("Open assessments", "Assessments completed in the last 12 months"):
        parts += [
            ("s", name),
            ("t", rows(["Modification", "Type", "Date accepted", "Duration (WD)"]), "grid"),
        ]
    report = read_paper(("h", "Refine"), *parts)
    assert [values[2] for values in assessments(report)] == ["open"] * 4 + ["completed"] * 4


@pytest.mark.parametrize("names", list(permutations(["Status", "Total", "Average (WD)"])))
@pytest.mark.parametrize("ruling", RULINGS)
def test_a_summary_table_in_any_order(read_paper: Read, names: tuple[str, ...], ruling: str) -> None:
    columns = {
        "Status": ["Open", "Concluded"],
        "Total": ["12", "204"],
        "Average (WD)": ["36.5", "N/A"],
    }
    report = read_paper(
        ("h", "Define"), ("s", "Proposal timescales"), ("t", rows(list(names), columns), ruling)
    )
    found = [f.values() for f in report.facts if f.kind == "proposal_timescale"]
    assert found == [
        {"status": "open", "total": 12, "average_wd": 36.5},
        {"status": "concluded", "total": 204, "average_wd": None},
    ]


@pytest.mark.parametrize("ruling", RULINGS)
def test_cells_over_several_lines_are_one_cell(read_paper: Read, ruling: str) -> None:
    long = "A title that is so long that its cell has to be set on several lines"
    cells = [
        ["Modification", "Title", "Vote", "Path"],
        ["MP103", long, "Approved", "Self-Governance"],
        ["MP104", "Short", "Rejected", "Authority Determination"],
    ]
    report = read_paper(
        ("h", "Summary"),
        ("s", "Decisions"),
        ("p", "The Change Board made two decisions:"),
        ("t", cells, ruling),
    )
    found = [f.values() for f in report.facts if f.kind == "decision"]
    assert [(v["reference"], v["title"], v["outcome"], v["governance"]) for v in found] == [
        ("MP103", long, "approved", "self_governance"),
        ("MP104", "Short", "rejected", "authority_determined"),
    ]
    claims = [f.values() for f in report.facts if f.kind == "count_claim"]
    assert claims == [{"claim": "decisions", "stated": 2, "listed": 2}]


@pytest.mark.parametrize(
    ("cell", "reference"),
    [
        ("SECMP006\n0", "SECMP0060"),
        ("MP103A (‘Gas and its\nsupply’)", "MP103A"),
        ("MP103, Gas\nsupply", "MP103"),
    ],
)
def test_the_one_row_of_an_unruled_table_may_have_its_reference_on_two_lines(
    read_paper: Read, cell: str, reference: str
) -> None:
    report = read_paper(
        ("h", "Opine"),
        ("s", "Change Board votes"),
        ("t", [["Modification", "Vote", "Path"], [cell, "Approved", "Self-Governance"]], "none"),
    )
    decided = [fact.values() for fact in report.facts if fact.kind == "decision"]
    assert [(fact["reference"], fact["outcome"]) for fact in decided] == [(reference, "approved")]
    assert report.coverage.unclaimed == ()
