"""Counts told in prose: one for each release or status that a sentence counts, and what is no count."""

from collections.abc import Callable

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]


def claims(report: Extraction) -> list[tuple[object, ...]]:
    found = [fact.values() for fact in report.facts if fact.kind == "count_claim"]
    return [(values["claim"], values["stated"], values["listed"]) for values in found]


def of_kind(report: Extraction, kind: str, *names: str) -> list[tuple[object, ...]]:
    return [tuple(f.values()[name] for name in names) for f in report.facts if f.kind == kind]


def test_a_stand_alone_release_is_counted_beside_named_ones(read_paper: Read) -> None:
    report = read_paper(
        ("h", "SEC Releases"),
        ("p", "Two modifications go into the February 2021 SEC Release and one into a stand-alone release:"),
        ("b", "MP101 ‘Larger displays’, in the February 2021 SEC Release"),
        ("b", "MP103 ‘Shorter forms’, in the February 2021 SEC Release"),
        ("b", "MP107 ‘Later bills’, in a stand-alone release on 3 March 2021"),
    )
    assert claims(report) == [("release_contents", 2, 2), ("release_contents", 1, 1)]
    assert not report.coverage.unclaimed


@pytest.mark.parametrize(
    "text",
    ["Two Refinement Consultations are open and one has closed:", "One closed in July and two are open:"],
)
def test_open_consultations_are_counted_beside_closed_ones(read_paper: Read, text: str) -> None:
    report = read_paper(
        ("h", "Refine"),
        ("s", "Refinement Consultations"),
        ("p", text),
        ("b", "MP101, open until 12 August 2020"),
        ("b", "MP103, open until 13 August 2020"),
    )
    assert claims(report) == [("refinement_consultations_open", 2, 2)]


def test_the_one_and_the_other_are_listed_and_count_nothing(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Opine"),
        (
            "p",
            "Three Modification Report Consultations are open. Those on MP101 and MP103 close on 12 August "
            "2020. The one on MP107 closes on 19 August 2020.",
        ),
    )
    assert claims(report) == [("report_consultations_open", 3, 3)]
    closing = [str(day) for (day,) in of_kind(report, "consultation", "closes_on")]
    assert closing == ["2020-08-12", "2020-08-12", "2020-08-19"]
    assert not report.coverage.unclaimed


@pytest.mark.parametrize(
    "text",
    [
        "Twelve modifications have been approved and await implementation.",
        "Twelve modifications were approved but are not yet implemented.",
    ],
)
def test_modifications_that_wait_are_a_stage_not_decisions(read_paper: Read, text: str) -> None:
    report = read_paper(
        ("h", "Executive summary"),
        ("p", f"{text} Six proposals are in the Report Phase and 28 in Refinement."),
    )
    stages = [("release", 12), ("opine", 6), ("refine", 28)]
    assert of_kind(report, "stage_count", "stage", "count") == stages
    assert {fact.kind for fact in report.facts} == {"stage_count"}


def test_open_proposals_are_no_votes(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Opine"),
        ("p", "Forty proposals are open and have yet to be decided. They have taken 210 WD on average."),
    )
    assert claims(report) == []
    assert of_kind(report, "proposal_timescale", "status", "total", "average_wd") == [("open", 40, 210)]
    assert not report.coverage.unclaimed


def test_decisions_are_still_counted(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Executive summary"),
        ("p", "Three modifications have been approved this month:"),
        *(("b", f"MP{number} by the Change Board") for number in (101, 103, 107)),
    )
    assert claims(report) == [("decisions", 3, 3)]


def test_proposals_that_are_turned_into_others_are_counted(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Define"),
        ("s", "Conversion"),
        (
            "p",
            "On 21 July 2020 the Change Sub-Committee backed turning two Draft Proposals into Modification "
            "Proposals: DP130 and DP131.",
        ),
    )
    assert claims(report) == [("conversions", 2, 2)]
    facts = of_kind(report, "decision", "reference", "body", "subject", "outcome")
    assert facts == [(name, "change_sub_committee", "conversion", "approved") for name in ("DP130", "DP131")]


def test_what_the_panel_is_asked_to_let_into_a_stage_is_recommended(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Executive summary"),
        ("p", "We ask the Panel to let one modification into the Report Phase:"),
        ("b", "MP101 – Larger displays"),
    )
    assert of_kind(report, "recommendation", "reference", "to_stage") == [("MP101", "report")]
    assert claims(report) == [("recommended_report", 1, 1)]
