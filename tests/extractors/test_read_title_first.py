"""Small papers that print a title before its reference, in lists, releases and under a labelled cover."""

from collections.abc import Callable
from typing import Any

from extractors import Extraction

Read = Callable[..., Extraction]


def said(report: Extraction, kind: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(fact.values()[name] for name in names) for fact in report.facts if fact.kind == kind]


def test_numbered_items_that_begin_with_their_titles_are_a_list(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Opine"),
        ("s", "Votes"),
        ("p", "On 26 August 2020 there were 3 modifications before the Change Board for a vote."),
        ("p", "1. Bulk CH returns, MP103 – approved under Self-Governance"),
        ("p", "2. Rights of those who repair a meter in a remote place, MP104 – rejected"),
        ("p", "3. Tariff steps, MP105 – sent back to the Working Group"),
    )
    assert said(report, "count_claim", "claim", "stated", "listed") == [("change_board_votes", 3, 3)]
    assert said(report, "mention", "reference", "title")[0] == ("MP103", "Bulk CH returns")
    assert [
        (reference, str(day)) for reference, day in said(report, "decision", "reference", "decided_on")
    ] == [
        ("MP103", "2020-08-26"),
        ("MP104", "2020-08-26"),
        ("MP105", "2020-08-26"),
    ]


def test_what_went_live_is_implemented_also_where_the_count_comes_after(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Releases"),
        ("p", "The June 2020 SEC Release went live on 25 June 2020. Its 2 modifications were:"),
        ("b", "Bulk CH returns, MP103"),
        ("b", "Tariff steps, MP105"),
        ("s", "November 2020 SEC Release, 5 November 2020"),
        ("p", "1 approved modification:"),
        ("b", "Gas pressure, MP104"),
    )
    assert said(report, "release_item", "reference", "status", "release") == [
        ("MP103", "implemented", "June 2020 SEC Release"),
        ("MP105", "implemented", "June 2020 SEC Release"),
        ("MP104", "approved", "November 2020 SEC Release"),
    ]
    assert said(report, "count_claim", "claim", "stated", "listed") == [
        ("implemented", 2, 2),
        ("release_contents", 1, 1),
    ]
    assert not report.coverage.unclaimed


def test_a_cover_of_labelled_lines_of_any_length(read_paper: Read) -> None:
    rows = [
        ["Paper number", "SECP_83_1408_12"],
        ["Written by", "Jo Smith, SECAS Team"],
        ["Issued on", "Fri 7 August 2020"],
        ["To be considered on", "Fri 14 Aug 2020 (Panel 83)"],
        ["Classification", "White"],
    ]
    report = read_paper(("t", rows, "lines"), ("h", "Purpose"), ("p", "This paper is for the Panel."))
    header = report.report
    assert (str(header.published_on), header.author, header.team) == ("2020-08-07", "Jo Smith", "SECAS Team")
    assert (str(header.meeting_date), header.classification) == ("2020-08-14", "White")
    assert not report.coverage.unclaimed


def test_that_the_authority_decided_nothing_is_about_its_decisions_in_the_summary_too(
    read_paper: Read,
) -> None:
    report = read_paper(("h", "Summary"), ("s", "Decisions"), ("p", "The Authority took no decisions."))
    assert said(report, "nil_return", "subject") == [("authority_decisions",)]
