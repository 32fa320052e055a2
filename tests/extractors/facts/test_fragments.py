"""Fragments and terse lines: what lacks its subject says of what stands before or over it."""

from collections.abc import Callable
from datetime import date

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]


def of_kind(report: Extraction, kind: str, *names: str) -> list[tuple[object, ...]]:
    return [tuple(f.values()[name] for name in names) for f in report.facts if f.kind == kind]


@pytest.mark.parametrize("verb", ["Raised", "Submitted", "Lodged", "Tabled", "Introduced"])
@pytest.mark.parametrize("who", ["by Emslie Law, OVO Energy", "by Emslie Law (OVO Energy)"])
def test_a_verb_and_its_day_say_of_the_modification_before(read_paper: Read, verb: str, who: str) -> None:
    text = f"MP101 – Age of firmware. {verb} 6 Jul 2020 {who}. Lead Analyst: Jo Smith."
    report = read_paper(("h", "Define"), ("s", "New Draft Proposals"), ("p", text))
    told = of_kind(report, "proposal_raised", "reference", "proposer", "organisation", "raised_on")
    assert [(*t[:3], str(t[3])) for t in told] == [("MP101", "Emslie Law", "OVO Energy", "2020-07-06")]


def test_a_consultation_closes_in_the_fragment_after_it(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Opine"),
        ("s", "Modification Report Consultations"),
        ("b", "Open: MP147 – SMKI Full Extract. Closes 19 August 2020."),
    )
    told = of_kind(report, "consultation", "reference", "status", "closes_on")
    assert [(*t[:2], str(t[2])) for t in told] == [("MP147", "open", "2020-08-19")]
    assert not report.coverage.unclaimed


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("MP101 ‘Larger displays’ was raised by the DCC on 16 July 2020.", "DCC"),
        ("MP101 ‘Larger displays’ was submitted on 16 July 2020 by British Gas.", "British Gas"),
        ("The DCC raised MP101 ‘Larger displays’ on 16 July 2020.", "DCC"),
        ("On 16 July 2020 British Gas submitted MP101 ‘Larger displays’.", "British Gas"),
        ("MP101 ‘Larger displays’ was lodged by Npower on 16 July 2020.", "Npower"),
    ],
)
def test_an_organisation_alone_is_nobody_s_name(read_paper: Read, text: str, organisation: str) -> None:
    report = read_paper(("h", "Define"), ("s", "New Draft Proposals"), ("p", text))
    told = of_kind(report, "proposal_raised", "proposer", "organisation", "raised_on")
    assert [(*t[:2], str(t[2])) for t in told] == [(None, organisation, "2020-07-16")]


def test_a_list_of_so_many_is_of_what_its_heading_says(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Executive summary"),
        ("s", "Recommended to proceed to Refinement Process"),
        ("b", "None this month."),
        ("s", "Recommended to proceed to Report Phase"),
        ("p", "2 modifications:"),
        ("b", "MP101 – Larger displays"),
        ("b", "MP103 – Shorter forms"),
    )
    assert of_kind(report, "nil_return", "subject") == [("recommended_refinement",)]
    assert of_kind(report, "count_claim", "claim", "stated", "listed") == [("recommended_report", 2, 2)]
    assert of_kind(report, "recommendation", "reference", "to_stage") == [
        ("MP101", "report"),
        ("MP103", "report"),
    ]
    assert not report.coverage.unclaimed


def test_a_list_of_nothing_decided(read_paper: Read) -> None:
    report = read_paper(("h", "Opine"), ("s", "Authority decisions"), ("b", "No decisions in July 2020."))
    assert of_kind(report, "nil_return", "subject") == [("authority_decisions",)]
    assert not report.coverage.unclaimed


@pytest.mark.parametrize("asks", ["We are asking the Panel to send", "The Panel is asked to move"])
def test_the_panel_is_asked_in_prose(read_paper: Read, asks: str) -> None:
    text = f"{asks} two modifications to the Report Phase: MP101, ‘Larger displays’; and MP103, ‘Forms’."
    report = read_paper(("h", "Executive summary"), ("p", text))
    assert of_kind(report, "recommendation", "reference", "to_stage") == [
        ("MP101", "report"),
        ("MP103", "report"),
    ]
    assert not report.coverage.unclaimed


def test_consultations_that_follow_those_that_are_open(read_paper: Read) -> None:
    text = (
        "Modification Report Consultations. MP101, ‘Larger displays’, is out for consultation until "
        "16 August 2020. If the Panel agrees, MP103 and MP107 will follow in the week commencing "
        "10 August 2020."
    )
    report = read_paper(("h", "Opine"), ("p", text))
    told = of_kind(report, "consultation", "reference", "status", "week_commencing")
    week = "2020-08-10"
    assert told == [("MP101", "open", None), ("MP103", "expected", week), ("MP107", "expected", week)]
    assert not report.coverage.unclaimed


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "Two Refinement Consultations are open. MP101 (Larger displays) closes on 13 August 2020, "
            "and MP103 (Shorter forms) closes on 20 August 2020.",
            2,
        ),
        ("One Refinement Consultation is open. MP101 ‘Displays’ was issued on 2 July 2020.", 1),
    ],
)
def test_the_sentences_after_a_count_are_its_list(read_paper: Read, text: str, count: int) -> None:
    report = read_paper(("h", "Refine"), ("s", "Refinement Consultations"), ("p", text))
    counted = [("refinement_consultations_open", count, count)]
    assert of_kind(report, "count_claim", "claim", "stated", "listed") == counted


@pytest.mark.parametrize("told", ["is on", "will be on", "takes place on"])
def test_the_next_meeting_is_of_the_kind_of_the_last(read_paper: Read, told: str) -> None:
    text = f"The monthly Working Group meeting was held on 2 July 2020 and covered MP101. The next {told}"
    report = read_paper(("h", "Refine"), ("s", "Working Group"), ("p", f"{text} 6 August 2020."))
    met = of_kind(report, "meeting", "meeting_type", "status", "references")
    assert met == [("monthly", "held", ["MP101"]), ("monthly", "scheduled", [])]


def test_the_next_meeting_leads_into_no_list(read_paper: Read) -> None:
    held = "The monthly Working Group meeting was held on 2 July 2020 and took MP101."
    report = read_paper(
        ("h", "Refine"),
        ("s", "Working Group"),
        ("p", f"{held} The next is on 6 August 2020."),
        ("b", "An ad hoc Working Group meeting was held on 17 July 2020 on MP103."),
    )
    assert of_kind(report, "meeting", "meeting_type", "status", "references") == [
        ("monthly", "held", ["MP101"]),
        ("monthly", "scheduled", []),
        ("ad_hoc", "held", ["MP103"]),
    ]


def test_a_sign_off_tells_author_team_and_day(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Executive summary"),
        ("p", "No decisions were made."),
        ("h", "Recommendation"),
        ("p", "The Panel is invited to note this paper."),
        ("p", "Helen Prior"),
        ("p", "SECAS Change Team"),
        ("p", "7th August 2020"),
    )
    head = report.report
    told = (head.author, head.team, head.published_on)
    assert told == ("Helen Prior", "SECAS Change Team", date(2020, 8, 7))
    assert not report.coverage.unclaimed


def test_what_stands_under_yours_sincerely_signs_too(read_paper: Read) -> None:
    report = read_paper(
        ("p", "7 August 2020"),
        ("h", "Executive summary"),
        ("p", "No decisions were made."),
        ("p", "Yours sincerely,"),
        ("p", "Helen Prior"),
        ("p", "SECAS Change Team"),
        ("h", "Annex"),
        ("p", "The Panel is invited to note this paper."),
    )
    assert (report.report.author, report.report.team) == ("Helen Prior", "SECAS Change Team")
