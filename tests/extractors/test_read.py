"""Small whole papers: what a sentence, a bullet and a heading say, and what is no report."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractors import Extraction, Refusal, read

Read = Callable[..., Extraction]
steady = settings(derandomize=True, deadline=None, max_examples=60)


def said(report: Extraction, kind: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(fact.values()[name] for name in names) for fact in report.facts if fact.kind == kind]


def test_counts_are_set_against_their_lists(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Summary"),
        ("s", "Decisions"),
        ("p", "The Change Board made three decisions:"),
        ("b", "MP103 ‘DCC Charging’ was approved under Self-Governance."),
        ("b", "MP104 ‘Gas’ was rejected."),
    )
    assert said(report, "count_claim", "claim", "stated", "listed") == [("decisions", 3, 2)]
    assert said(report, "decision", "reference", "title", "body", "outcome", "governance") == [
        ("MP103", "DCC Charging", "change_board", "approved", "self_governance"),
        ("MP104", "Gas", "change_board", "rejected", None),
    ]
    assert {fact.section for fact in report.facts} == {"summary"}


def test_headings_that_name_modifications_are_the_items_of_a_counted_list(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Opine"),
        ("s", "Change Board votes"),
        ("p", "The Change Board voted on two modifications on 24 July 2020:"),
        ("s", "MP103 ‘DCC Charging’"),
        ("s", "MP104 ‘Gas’"),
    )
    assert said(report, "count_claim", "claim", "stated", "listed") == [("change_board_votes", 2, 2)]


def test_a_smaller_heading_stands_under_the_larger_one_over_it(read_paper: Read) -> None:
    """`In progress` says nothing of consultations; the heading over it does."""
    report = read_paper(
        ("h", "Opine"),
        ("s", "Modification Report Consultations"),
        ("ss", "In progress"),
        ("b", "MP103 ‘DCC Charging’: 18 July 2020 to 8 August 2020"),
        ("s", "Authority"),
        ("b", "MP104 ‘Gas’ was approved on 3 July 2020."),
    )
    assert said(report, "consultation", "reference", "consultation", "status", "closes_on") == [
        ("MP103", "modification_report", "open", "2020-08-08")
    ]
    assert said(report, "decision", "reference", "body") == [("MP104", "authority")]


def test_a_decision_that_went_on_is_two(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Opine"),
        ("p", "MP103 ‘DCC Charging’ was rejected by the Change Board on 23 July 2020. "
              "This decision has since been referred to the Panel."),
    )  # fmt: skip
    assert said(report, "decision", "reference", "body", "outcome", "decided_on") == [
        ("MP103", "change_board", "rejected", "2020-07-23"),
        ("MP103", "panel", "referred", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "There are no open Refinement Consultations.",
        "There are currently no Refinement Consultations open.",
        "No Refinement Consultations are open.",
        "No Refinement Consultations are currently open.",
    ],
)
def test_a_nil_statement_is_a_fact(read_paper: Read, text: str) -> None:
    report = read_paper(("h", "Refine"), ("s", "Refinement Consultations"), ("p", text))
    assert said(report, "nil_return", "subject") == [("refinement_consultations_open",)]
    assert report.coverage.unclaimed == ()


@pytest.mark.parametrize("quotes", ["‘’", "“”", '""', "''"])
def test_quotes_do_not_change_a_proposal(read_paper: Read, quotes: str) -> None:
    title = f"{quotes[0]}Gas Supplier’s access{quotes[1]}"
    text = f"DP136 {title} was raised by Jo Smith of Smart Ltd on 3 August 2020."
    report = read_paper(("h", "Define"), ("s", "New Draft Proposals"), ("p", text))
    assert said(report, "proposal_raised", "reference", "title", "proposer", "organisation", "raised_on") == [
        ("DP136", "Gas Supplier’s access", "Jo Smith", "Smart Ltd", "2020-08-03")
    ]


def test_each_section_s_facts_carry_its_role(read_paper: Read) -> None:
    report = read_paper(
        ("h", "1. Purpose"),
        ("p", "This report gives the status of MP100."),
        ("h", "2. Development"),
        ("p", "MP101 is being assessed."),
        ("h", "3. Refinement"),
        ("p", "MP102 is being refined."),
        ("h", "4. Report Phase"),
        ("p", "MP103 was approved by the Change Board."),
        ("h", "5. SEC Releases"),
        ("p", "MP104 was implemented in the June 2020 SEC Release."),
    )
    mentions = [(f.values()["reference"], f.section) for f in report.facts if f.kind == "mention"]
    assert mentions == [
        ("MP100", "purpose"),
        ("MP101", "define"),
        ("MP102", "refine"),
        ("MP103", "opine"),
        ("MP104", "releases"),
    ]


def test_a_sentence_nobody_understands_is_listed_and_warned_of(read_paper: Read) -> None:
    strange = "MP103 turned purple 14 times on 3 August 2020."
    report = read_paper(("h", "Opine"), ("p", strange))
    assert " ".join(e.text for e in report.coverage.unclaimed) == "turned purple 14 times on 3 August 2020."
    assert any("purple" in w.message and w.page == 1 for w in report.warnings)


def test_words_balance_and_nothing_is_counted_twice(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Opine"), ("p", "MP103 turned purple on 3 August 2020."), ("b", "one two three")
    )
    unclaimed = sum(len(e.text.split()) for e in report.coverage.unclaimed)
    assert sum(report.coverage.by_role.values()) + unclaimed == report.coverage.words
    # the title, the heading, the sentence and the bullet without its sign
    assert report.coverage.words == 6 + 1 + 7 + 3


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Change Status Report – August 2020", "2020-08"),
        ("Change Status Report: Sept 2019", "2019-09"),
        ("SEC Change Status Report (January 2021)", "2021-01"),
        ("Modification Status Report, May 2019", "2019-05"),
    ],
)
def test_the_title_names_the_month(read_paper: Read, title: str, period: str) -> None:
    report = read_paper(("h", "Purpose"), ("p", "This report is about changes."), title=title).report
    assert (report.title, report.period) == (title, period)


def test_a_letter_is_no_report(paper: Callable[..., bytes]) -> None:
    letter = paper(("p", "Dear Panel, the status of change is good."), title="A letter of August 2020")
    refusal = read(letter, "letter.pdf")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "not_a_status_report"
    assert refusal.document.pages == 1


def test_a_document_without_text_is_a_scan(canvas: Callable[..., bytes]) -> None:
    refusal = read(canvas(lambda sheet: sheet.rect(100, 100, 300, 300, fill=1)), "scan.pdf")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_text_layer"


@pytest.mark.parametrize("data", [b"", b"plain text", b"%PDF-1.4\n%%EOF"])
def test_what_is_no_pdf_is_refused_with_its_digest(data: bytes) -> None:
    refusal = read(data, "x.pdf")
    assert isinstance(refusal, Refusal)
    assert refusal.code in ("not_a_pdf", "damaged")
    assert refusal.document.bytes == len(data)
    assert refusal.document.sha256
    assert refusal.message


@steady
@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<<"]))
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    assert isinstance(read(head + data, "x.pdf"), Refusal)


@steady
@given(st.data())
def test_a_damaged_report_is_read_or_refused(paper: Callable[..., bytes], data: st.DataObject) -> None:
    whole = bytearray(paper(("h", "Define"), ("p", "MP103 was raised.")))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(read(bytes(whole), "x.pdf"), Extraction | Refusal)


SCRAPS = [
    "MP103",
    "MPs 118 and 124",
    "was approved",
    "by the Change Board",
    "on",
    "31 Apr 20",
    "13 August",
    ":",
]
SCRAPS += [
    "three",
    "no",
    "This decision",
    "‘Gas",
    "Gas’",
    ".",
    "(",
    "Consultation",
    "Impact Assessment",
    "Panel",
]
SCRAPS += [
    "w/c",
    "Self-Governance",
    "November 2020 SEC Release",
    "is open",
    "closes",
    "raised",
    "None",
    "part 2",
]
KINDS = st.sampled_from(["h", "s", "p", "b"])
HEADINGS = st.sampled_from(["Summary", "Define", "Refine", "Opine", "Releases", "Decisions", "Appendix"])


@steady
@given(
    st.lists(
        st.tuples(KINDS, st.one_of(HEADINGS, st.lists(st.sampled_from(SCRAPS), min_size=1).map(" ".join))),
        min_size=1,
        max_size=12,
    )
)
def test_any_words_in_any_order_are_read_and_accounted_for(
    read_paper: Read, parts: list[tuple[str, str]]
) -> None:
    report = read_paper(("h", "Summary"), *parts)  # with nothing behind its cover it would be no report
    unclaimed = sum(len(e.text.split()) for e in report.coverage.unclaimed)
    assert sum(report.coverage.by_role.values()) + unclaimed == report.coverage.words
    assert all(fact.evidence for fact in report.facts)


@pytest.mark.parametrize(
    ("cut", "whole", "title"),
    [
        ("Market-|wide settlement", "", "Market-wide settlement"),
        (
            "Market-|wide settlement",
            "It was approved; the ap-|proved plan stays.",
            "Marketwide settlement",
        ),
        ("Change of noti-|fication", "Each notification counts.", "Change of notification"),
    ],
)
def test_a_hyphen_at_a_line_s_end_stays_where_the_paper_cuts_no_word(
    canvas: Callable[..., bytes], cut: str, whole: str, title: str
) -> None:
    def page(sheet: Canvas) -> None:
        sheet.setFont("Helvetica-Bold", 16)
        sheet.drawString(72, 800, "Change Status Report – August 2020")
        sheet.drawString(72, 770, "Refine")
        sheet.setFont("Helvetica", 10)
        first, rest = cut.split("|")
        lines = [
            f"The Working Group looked at the business requirements of MP103 ‘{first}",
            f"{rest}’ again.",
        ]
        for number, text in enumerate([*lines, *whole.split("|")]):
            sheet.drawString(72, 740 - 13 * number, text)

    report = read(canvas(page), "x.pdf")
    assert isinstance(report, Extraction)
    assert said(report, "mention", "reference", "title") == [("MP103", title)]


@pytest.mark.parametrize("heading", ["ss", "p"])
def test_a_proposal_s_name_over_its_sentence_is_no_proposer(read_paper: Read, heading: str) -> None:
    report = read_paper(
        ("h", "Define"),
        ("s", "Draft Proposals received"),
        (heading, "DP157 ‘Secure export of Operational Performance data’ with all that goes with it"),
        (
            "p",
            "On 21 January 2020, Emslie Law of the Electricity North West Limited (ENWL) raised DP157 "
            "‘Secure export of Operational Performance data’.",
        ),
    )
    assert said(report, "proposal_raised", "reference", "proposer", "organisation", "raised_on") == [
        ("DP157", "Emslie Law", "Electricity North West Limited", "2020-01-21")
    ]


@pytest.mark.parametrize(
    "who",
    [
        "Emslie Law of Electricity North West Limited",
        "Emslie Law of the Electricity North West Limited (ENWL)",
        "Emslie Law (Electricity North West Limited)",
        "Emslie Law, Electricity North West Limited",
        "Emslie Law – Electricity North West Limited",
        "Emslie Law on behalf of Electricity North West Limited",
    ],
)
@pytest.mark.parametrize("name", ["Proposer", "Raised by", "Proposer and organisation"])
def test_proposer_and_organisation_in_one_cell(read_paper: Read, name: str, who: str) -> None:
    report = read_paper(
        ("h", "Define"),
        ("s", "New Draft Proposals"),
        ("t", [["Reference", "Title", name, "Date raised"], ["DP157", "Gas", who, "21 July 2020"]], "grid"),
    )
    assert said(report, "proposal_raised", "reference", "proposer", "organisation", "raised_on") == [
        ("DP157", "Emslie Law", "Electricity North West Limited", "2020-07-21")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Proposer has referred to the solution of MP161 ‘Service Audit Trail’, which could be reused.",
        "The Proposer refers to the solutions of MP168A/B.",
        "The Proposer referred to the legal text of MP161 ‘Service Audit Trail’.",
        "The Panel has referred to MP161 ‘Service Audit Trail’.",
    ],
)
def test_who_only_speaks_of_another_modification_refers_no_decision(read_paper: Read, text: str) -> None:
    report = read_paper(("h", "Define"), ("s", "New Draft Proposals"), ("p", text))
    assert said(report, "decision", "reference") == []


def test_a_decision_that_was_received_is_no_proposal(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Opine"),
        ("s", "The Authority"),
        ("p", "MP103 ‘DCC Charging’ received the Authority’s approval on 8 April 2020, and will be "
              "implemented in the June 2020 SEC Release."),
    )  # fmt: skip
    assert said(report, "decision", "reference", "body", "outcome", "decided_on", "release") == [
        ("MP103", "authority", "approved", "2020-04-08", "June 2020 SEC Release")
    ]
    assert said(report, "proposal_raised", "reference") == []


@pytest.mark.parametrize(
    "text",
    [
        "The agenda of the next monthly meeting will be published on 22 July 2020.",
        "The agenda for that meeting will be available from 22 July 2020.",
    ],
)
def test_the_day_of_an_agenda_is_no_meeting_s(read_paper: Read, text: str) -> None:
    met = "A further ad-hoc meeting of the Working Group will be held on 29 July 2020 to discuss MP103."
    report = read_paper(("h", "Refine"), ("s", "Working Group meetings"), ("p", f"{met} {text}"))
    assert said(report, "meeting", "held_on") == [("2020-07-29",)]
    assert report.coverage.unclaimed == ()


@pytest.mark.parametrize(
    ("line", "author", "team"),
    [
        ("From: Joe Hehir, SECAS Team", "Joe Hehir", "SECAS Team"),
        ("From: Joe Hehir (SECAS Change Team)", "Joe Hehir", "SECAS Change Team"),
        ("From: SECAS Team, Gemserv", None, "SECAS Team, Gemserv"),
        ("From: SECAS Team", None, "SECAS Team"),
    ],
)
def test_from_may_name_a_person_of_a_team(read_paper: Read, line: str, author: str | None, team: str) -> None:
    header = read_paper(("p", line), ("h", "Summary"), ("p", "MP103 was approved.")).report
    assert (header.author, header.team) == (author, team)


def test_a_summary_s_names_of_assessments_are_labels(read_paper: Read) -> None:
    rows = [["Status of assessments", "Number", "Mean time"], ["PAs open", "6", "47 WD"]]
    report = read_paper(("h", "Appendix"), ("s", "Assessment durations"), ("t", rows, "grid"))
    assert said(report, "assessment_summary", "assessment", "status", "total", "average_wd") == [
        ("PA", "open", 6, 47)
    ]
    assert report.warnings == ()
