"""What other secretaries might write: one fact, many wordings, each read from a drawn paper."""

from collections.abc import Callable

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]


def told(report: Extraction, kind: str, *names: str) -> list[tuple[object, ...]]:
    """The fields of a kind's facts; nothing but mentions stands beside them, and no word is left over."""
    assert report.coverage.unclaimed == ()
    facts = [fact for fact in report.facts if fact.kind != "mention"]
    assert {fact.kind for fact in facts} == {kind}
    return [tuple(fact.values()[name] for name in names) for fact in facts]


NILS = [
    ("Define", "New Draft Proposals", "new_proposals", "None were received."),
    ("Define", "New Draft Proposals", "new_proposals", "No activity this month."),
    ("Define", "New Draft Proposals", "new_proposals", "Nothing further to report."),
    ("Define", "New Draft Proposals", "new_proposals", "No new modifications were raised in July 2020."),
    ("Define", "New Draft Proposals", "new_proposals", "No Draft Proposals were logged in July 2020."),
    ("Opine", "Authority decisions", "authority_decisions", "There were none in July 2020."),
    ("Opine", "Authority decisions", "authority_decisions", "None in July."),
    ("Opine", "Authority decisions", "authority_decisions", "There was nothing to report in July."),
    ("Opine", "Change Board votes", "change_board_votes", "The Change Board did not meet in July 2020."),
    (
        "Opine",
        "Change Board votes",
        "change_board_votes",
        "There were no modifications for the Change Board to consider.",
    ),
    (
        "Opine",
        "Modification Report Consultations",
        "report_consultations_expected",
        "No Modification Report Consultations are in the pipeline.",
    ),
    ("Releases", "Implemented modifications", "implemented", "No modifications were released in July 2020."),
    ("Releases", "Implemented modifications", "implemented", "No SEC Releases took place in July 2020."),
    (
        "Summary",
        "Recommended to proceed to the Refinement Process",
        "recommended_refinement",
        "No Draft Proposals are being put forward to the Refinement Process this month.",
    ),
]


@pytest.mark.parametrize(("section", "heading", "subject", "text"), NILS)
def test_that_there_is_none(read_paper: Read, section: str, heading: str, subject: str, text: str) -> None:
    report = read_paper(("h", section), ("s", heading), ("p", text))
    assert told(report, "nil_return", "subject") == [(subject,)]


@pytest.mark.parametrize(
    "text",
    [
        "Smart Ltd (Jo Smith) raised DP136 ‘Gas’ on 3 July 2020.",
        "SECAS received DP136 ‘Gas’ from Jo Smith of Smart Ltd on 3 July 2020.",
        "DP136 ‘Gas’ was received from Jo Smith of Smart Ltd on 3 July 2020.",
        "Jo Smith, on behalf of Smart Ltd, raised DP136 ‘Gas’ on 3 July 2020.",
        "DP136 ‘Gas’ was raised on behalf of Smart Ltd by Jo Smith on 3 July 2020.",
        "Jo Smith of Smart Ltd brought forward DP136 ‘Gas’ on 3 July 2020.",
        "Jo Smith (Smart Ltd) is the Proposer of DP136 ‘Gas’, which was raised on 3 July 2020.",
        "The Proposer of DP136 ‘Gas’ is Jo Smith (Smart Ltd), who raised it on 3 July 2020.",
        "DP136 ‘Gas’ was sponsored by Jo Smith of Smart Ltd and raised on 3 July 2020.",
        "DP136 ‘Gas’ was raised by Jo Smith, who works for Smart Ltd, on 3 July 2020.",
        "DP136 ‘Gas’ (Jo Smith, Smart Ltd) was raised on 3 July 2020.",
        "DP136 ‘Gas’ was registered on 3 July 2020; its Proposer is Jo Smith of Smart Ltd.",
    ],
)
def test_who_raised_a_proposal(read_paper: Read, text: str) -> None:
    report = read_paper(("h", "Define"), ("s", "New Draft Proposals"), ("p", text))
    assert told(report, "proposal_raised", "reference", "proposer", "organisation", "raised_on") == [
        ("DP136", "Jo Smith", "Smart Ltd", "2020-07-03")
    ]


@pytest.mark.parametrize(
    ("text", "body", "outcome"),
    [
        ("The Change Board voted unanimously in favour of MP103 on 3 July 2020.", "change_board", "approved"),
        ("MP103 was signed off by the Change Board on 3 July 2020.", "change_board", "approved"),
        ("On 3 July 2020, the Change Board adopted MP103.", "change_board", "approved"),
        ("MP103 was carried by the Change Board on 3 July 2020.", "change_board", "approved"),
        ("The Change Board threw out MP103 on 3 July 2020.", "change_board", "rejected"),
        ("The Change Board voted down MP103 on 3 July 2020.", "change_board", "rejected"),
        ("MP103 failed to win the Change Board’s approval on 3 July 2020.", "change_board", "rejected"),
        ("On 3 July 2020 the Change Board held MP103 over.", "change_board", "deferred"),
        ("On 3 July 2020 Ofgem directed that MP103 be made.", "authority", "approved"),
        ("On 3 July 2020, MP103 received Authority approval.", "authority", "approved"),
        ("Ofgem sent MP103 back on 3 July 2020.", "authority", "sent_back"),
        ("On 3 July 2020 SECAS received notice of withdrawal of MP103.", "proposer", "withdrawn"),
    ],
)
def test_what_was_decided(read_paper: Read, text: str, body: str, outcome: str) -> None:
    report = read_paper(("h", "Opine"), ("s", "Outcomes"), ("p", text))
    assert told(report, "decision", "reference", "body", "outcome", "decided_on") == [
        ("MP103", body, outcome, "2020-07-03")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ofgem has not yet made a decision on MP103.",
        "The Authority has not yet decided on MP103.",
        "A determination from the Authority is expected on MP103.",
        "The Authority is reviewing MP103.",
    ],
)
def test_what_the_authority_has_still_to_decide(read_paper: Read, text: str) -> None:
    report = read_paper(("h", "Opine"), ("s", "Authority"), ("p", text))
    assert told(report, "decision", "body", "outcome", "decided_on") == [("authority", "pending", None)]


def test_a_request_that_is_not_approved_but_deferred_is_deferred(read_paper: Read) -> None:
    text = (
        "The Change Board did not approve the Impact Assessment request for MP103 and deferred it to August."
    )
    report = read_paper(("h", "Refine"), ("s", "Impact Assessment requests"), ("p", text))
    assert told(report, "decision", "subject", "outcome") == [("impact_assessment", "deferred")]


OPEN, CLOSED, EXPECTED = "open", "closed", "expected"
D1, D2, D3, D4 = "2020-07-20", "2020-08-10", "2020-07-24", "2020-08-17"


@pytest.mark.parametrize(
    ("text", "status", "opens", "closes", "week"),
    [
        ("{} runs from 20 July 2020 until 10 August 2020.", OPEN, D1, D2, None),
        ("{} started on 20 July 2020 and ends on 10 August 2020.", OPEN, D1, D2, None),
        ("{} commenced on 20 July 2020 and will conclude on 10 August 2020.", OPEN, D1, D2, None),
        ("{} went out on 20 July 2020, with a closing date of 10 August 2020.", OPEN, D1, D2, None),
        ("{} was opened on 20 July 2020. It will close on 10 August 2020.", OPEN, D1, D2, None),
        ("Parties have until 10 August 2020 to respond to {}.", OPEN, None, D2, None),
        ("Parties are invited to respond to {} by 10 August 2020.", OPEN, None, D2, None),
        ("Comments on {} are welcome until 10 August 2020.", OPEN, None, D2, None),
        ("Responses to {} should reach SECAS by 10 August 2020.", OPEN, None, D2, None),
        ("{} came to a close on 24 July 2020.", CLOSED, None, D3, None),
        ("The deadline for {} passed on 24 July 2020.", CLOSED, None, D3, None),
        ("Responses to {} were due by 24 July 2020 and are being collated.", CLOSED, None, D3, None),
        ("{} is targeted for w/c 17 August 2020.", EXPECTED, None, None, D4),
        ("SECAS plans to consult on MP103 in the week beginning 17 August 2020.", EXPECTED, None, None, D4),
    ],
)
def test_when_a_consultation_is_open(
    read_paper: Read, text: str, status: str, opens: str | None, closes: str | None, week: str | None
) -> None:
    named = text.format("the Refinement Consultation for MP103")
    report = read_paper(
        ("h", "Refine"), ("s", "Refinement Consultations"), ("p", named[:1].upper() + named[1:])
    )
    assert told(report, "consultation", "status", "opens_on", "closes_on", "week_commencing") == [
        (status, opens, closes, week)
    ]


@pytest.mark.parametrize(
    "rest", ["MP103 and MP104 were discussed.", "The modifications taken were MPs 103 and 104."]
)
def test_a_sentence_after_a_meeting_says_what_it_was_about(read_paper: Read, rest: str) -> None:
    text = f"The Working Group held its usual monthly meeting on 1 July 2020. {rest}"
    report = read_paper(("h", "Refine"), ("s", "Working Group"), ("p", text))
    assert told(report, "meeting", "held_on", "references") == [("2020-07-01", ["MP103", "MP104"])]


def test_a_total_before_the_stages_is_no_stage(read_paper: Read) -> None:
    text = "Of 60 proposals, 8 are in Define, 35 in Refine, 5 in Opine and 12 in Release."
    report = read_paper(("h", "Summary"), ("s", "Proposals in each stage"), ("p", text))
    assert [count for (count,) in told(report, "stage_count", "count")] == [8, 35, 5, 12]


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (("Mod", "PA/IA", "Sent to DCC", "Service level", "WD with DCC"), "open"),
        (("No.", "Assessment", "Date submitted", "Planned (WD)", "Time so far"), "open"),
        (("Modification", "Kind", "Clock stopped", "Agreed duration", "Outturn"), "completed"),
        (("Proposal", "Assessment", "Date closed", "Expected duration", "Turnaround"), "completed"),
    ],
)
def test_columns_of_assessments(read_paper: Read, names: tuple[str, ...], status: str) -> None:
    rows = [("MP103", "PA", "1 July 2020", "15", "22"), ("MP104", "PA", "3 July 2020", "15", "20")]
    report = read_paper(
        ("h", "Appendix A"),
        ("s", "Open assessments" if status == "open" else "Completed assessments"),
        ("t", [names, *rows], "grid"),
    )
    day = "accepted_on" if status == "open" else "returned_on"
    assert told(report, "assessment", "status", day, "target_wd", "duration_wd") == [
        (status, "2020-07-01", 15, 22),
        (status, "2020-07-03", 15, 20),
    ]


def test_the_average_time_taken_is_an_average(read_paper: Read) -> None:
    rows = [["Assessment", "Volume", "Average time taken (WD)"], ["PAs outstanding", "6", "36"]]
    report = read_paper(("h", "Appendix A"), ("s", "DCC assessments"), ("t", rows, "grid"))
    assert told(report, "assessment_summary", "total", "average_wd") == [(6, 36)]


def test_a_meeting_s_date_may_be_called_so(read_paper: Read) -> None:
    rows = [
        ["Meeting date", "Meeting", "Status", "Agenda items"],
        ["1 July 2020", "Monthly", "Held", "MP103"],
    ]
    report = read_paper(("h", "Refine"), ("s", "Working Group meetings"), ("t", rows, "grid"))
    assert told(report, "meeting", "held_on", "status", "references") == [("2020-07-01", "held", ["MP103"])]


def test_each_release_of_a_sentence_has_the_day_told_after_it(read_paper: Read) -> None:
    text = (
        "We are due to implement one modification in the February 2021 SEC Release (25 February 2021) "
        "and one in the June 2021 SEC Release (24 June 2021)."
    )
    rows = [
        ["Release", "Reference", "Title"],
        ["February 2021 SEC Release", "MP103", "Gas"],
        ["June 2021 SEC Release", "MP104", "Fuel"],
    ]
    report = read_paper(("h", "Releases"), ("p", text), ("t", rows, "grid"))
    items = [fact.values() for fact in report.facts if fact.kind == "release_item"]
    assert [(item["reference"], item["release_date"]) for item in items] == [
        ("MP103", "2021-02-25"),
        ("MP104", "2021-06-24"),
    ]


def test_the_day_of_a_withdrawal_whatever_stands_before_it(read_paper: Read) -> None:
    text = "We have closed MP103 ‘Gas’ because the Proposer withdrew it on 3 July 2020."
    report = read_paper(("h", "Refine"), ("p", text))
    assert told(report, "decision", "outcome", "decided_on") == [("withdrawn", "2020-07-03")]


def test_a_follow_up_for_want_of_time_is_to_come(read_paper: Read) -> None:
    text = (
        "An ad-hoc session of the Working Group was arranged for 9 July 2020 and went through MP103. "
        "Because time ran out, members will meet again on 14 July 2020."
    )
    report = read_paper(("h", "Refine"), ("s", "Working Group"), ("p", text))
    assert told(report, "meeting", "status", "held_on") == [
        ("held", "2020-07-09"),
        ("scheduled", "2020-07-14"),
    ]


def test_dashes_close_to_their_words_are_bullets_where_each_names_a_modification(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Refine"),
        ("s", "Refinement Consultations"),
        ("p", "Two Refinement Consultations will follow shortly:"),
        ("p", "– MP103 ‘Gas’ [w/c 17 August 2020]"),
        ("p", "– MP104 ‘Fuel’ [w/c 24 August 2020]"),
    )
    (claim,) = (fact.values() for fact in report.facts if fact.kind == "count_claim")
    assert (claim["stated"], claim["listed"]) == (2, 2)
    weeks = [fact.values()["week_commencing"] for fact in report.facts if fact.kind == "consultation"]
    assert weeks == ["2020-08-17", "2020-08-24"]
    assert report.coverage.unclaimed == ()


def test_a_chart_s_last_stage_is_part_of_it(read_paper: Read) -> None:
    lines = ["In Define 8", "In Refine 41", "In Opine 4", "Approved for release 9"]
    report = read_paper(("h", "Summary"), *(("p", line) for line in lines))
    assert told(report, "stage_count", "stage", "count") == [
        ("define", 8),
        ("refine", 41),
        ("opine", 4),
        ("release", 9),
    ]


def test_a_matrix_may_name_its_rows_in_the_last_column(read_paper: Read) -> None:
    names = ["Completed: number", "Completed: average WD", "Open: number", "Open: average WD", "Kind"]
    rows = [["21", "91", "7", "58", "Preliminary"], ["4", "75", "1", "26", "Impact"]]
    report = read_paper(("h", "Appendix A"), ("s", "Assessments by the DCC"), ("t", [names, *rows], "grid"))
    assert told(report, "assessment_summary", "assessment", "status", "total", "average_wd") == [
        ("PA", "completed", 21, 91),
        ("PA", "open", 7, 58),
        ("IA", "completed", 4, 75),
        ("IA", "open", 1, 26),
    ]


def test_a_part_may_stand_among_the_comments(read_paper: Read) -> None:
    rows = [["Reference", "Title", "Comment"], ["MP103", "Gas", "part 2"], ["MP104", "Fuel", "late"]]
    report = read_paper(("h", "Releases"), ("s", "June 2021 SEC Release"), ("t", rows, "grid"))
    assert told(report, "release_item", "reference", "part") == [("MP103", "part 2"), ("MP104", None)]


def test_that_none_is_to_start_a_stage_after_those_that_are(read_paper: Read) -> None:
    text = "We recommend one modification for the Report Phase. No Draft Proposals are to start Refinement."
    report = read_paper(("h", "Summary"), ("s", "Outlook"), ("p", text), ("b", "MP103 ‘Gas’"))
    nils = [fact.values()["subject"] for fact in report.facts if fact.kind == "nil_return"]
    assert nils == ["recommended_refinement"]


def test_a_team_named_after_the_author_is_the_team(read_paper: Read) -> None:
    report = read_paper(("p", "Prepared by Jo Smith, SECAS Team"), ("h", "Purpose"), ("p", "It is this."))
    assert (report.report.author, report.report.team) == ("Jo Smith", "SECAS Team")


def test_a_proposal_named_in_the_heading_over_it(read_paper: Read) -> None:
    text = "Jo Smith of Smart Ltd raised this Draft Proposal on 3 July 2020."
    report = read_paper(("h", "Define"), ("s", "New Draft Proposals"), ("ss", "DP136 ‘Gas’"), ("p", text))
    assert told(report, "proposal_raised", "reference", "proposer", "organisation", "raised_on") == [
        ("DP136", "Jo Smith", "Smart Ltd", "2020-07-03")
    ]


SG = "self_governance"


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("The Change Board approved MP103 under Self-Governance and rejected MP104.", [SG, None]),
        ("MP103 was approved under Self-Governance by the Change Board; it rejected MP104.", [SG, None]),
        ("Under Self-Governance, the Change Board approved MP103 and rejected MP104.", [SG, SG]),
        ("The Change Board approved under Self-Governance: MP103; and MP104.", [SG, SG]),
    ],
)
def test_a_path_is_of_the_outcome_beside_it(read_paper: Read, text: str, paths: list[str | None]) -> None:
    report = read_paper(("h", "Summary"), ("s", "Decisions"), ("p", text))
    assert [path for (path,) in told(report, "decision", "governance")] == paths


def test_a_paragraph_that_counts_votes_and_then_tells_them(read_paper: Read) -> None:
    text = (
        "The Change Board met on 22 July 2020 and considered two modifications. "
        "MP103 ‘Gas’ was approved under Self-Governance. MP104 ‘Fuel’ was rejected under Self-Governance."
    )
    report = read_paper(("h", "Opine"), ("s", "Change Board"), ("p", text))
    (claim,) = (fact.values() for fact in report.facts if fact.kind == "count_claim")
    assert (claim["stated"], claim["listed"]) == (2, 2)
    days = [fact.values()["decided_on"] for fact in report.facts if fact.kind == "decision"]
    assert days == ["2020-07-22"] * 2


def test_a_referral_has_not_the_day_of_the_vote_before_it(read_paper: Read) -> None:
    text = "MP103 was rejected by the Change Board on 22 July 2020; it has since been referred to the Panel."
    report = read_paper(("h", "Opine"), ("s", "Change Board"), ("p", text))
    assert told(report, "decision", "body", "outcome", "decided_on") == [
        ("change_board", "rejected", "2020-07-22"),
        ("panel", "referred", None),
    ]


def test_a_body_in_brackets_decided(read_paper: Read) -> None:
    report = read_paper(("h", "Summary"), ("s", "Decisions"), ("b", "Rejected: MP103 ‘Gas’ (Authority)"))
    assert told(report, "decision", "body", "outcome") == [("authority", "rejected")]


def test_the_next_meeting_after_a_monthly_one_is_monthly(read_paper: Read) -> None:
    text = (
        "The Working Group discussed MP103 at its meeting on 1 July 2020. It will next meet on 5 August 2020."
    )
    report = read_paper(("h", "Refine"), ("s", "Working Group"), ("p", text))
    assert told(report, "meeting", "meeting_type", "status", "references") == [
        ("monthly", "held", ["MP103"]),
        ("monthly", "scheduled", []),
    ]
