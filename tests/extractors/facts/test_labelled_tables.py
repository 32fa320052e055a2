"""Tables of labels and values under a modification's heading, and tables of events."""

from collections.abc import Callable

from extractors import Extraction

Read = Callable[..., Extraction]


def told(report: Extraction, kind: str, *names: str) -> list[tuple[object, ...]]:
    found = [fact.values() for fact in report.facts if fact.kind == kind]
    return [tuple(values[name] for name in names) for values in found]


def test_a_new_proposal_is_read_from_labels_and_values(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Define"),
        ("p", "Two Draft Proposals were raised this month."),
        ("s", "DP401: Meter pairing"),
        ("t", [["Proposer", "Jo Carter, Utilita"], ["Date raised", "3 July 2020"]], "grid"),
        ("s", "DP402: Key rotation"),
        ("t", [["Proposer", "Sam Hill, DCC"], ["Date raised", "9 July 2020"], ["Issue", "Keys"]], "grid"),
    )
    assert told(report, "proposal_raised", "reference", "proposer", "organisation", "raised_on") == [
        ("DP401", "Jo Carter", "Utilita", "2020-07-03"),
        ("DP402", "Sam Hill", "DCC", "2020-07-09"),
    ]
    assert told(report, "count_claim", "claim", "stated", "listed") == [("new_proposals", 2, 2)]


def test_progress_is_read_as_the_sentence_that_it_is(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Refine"),
        ("s", "MP388: Key rotation"),
        (
            "t",
            [
                ["Progress", "Refinement Consultation issued 6 July 2020."],
                ["Next step", "Consultation closes 27 July 2020"],
            ],
            "grid",
        ),
        ("h", "Opine"),
        ("s", "MP372: Tariff labels"),
        (
            "t",
            [
                ["Progress", "Rejected by the Change Board on 22 July 2020 under Self-Governance."],
                ["Next step", "Working Group"],
            ],
            "grid",
        ),
    )
    assert told(report, "consultation", "reference", "status", "opens_on", "closes_on") == [
        ("MP388", "open", "2020-07-06", "2020-07-27")
    ]
    assert told(report, "decision", "reference", "outcome", "decided_on", "governance") == [
        ("MP372", "rejected", "2020-07-22", "self_governance")
    ]
    assert told(report, "meeting", "body") == []


def test_an_event_stands_over_what_it_befell(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Summary"),
        (
            "t",
            [
                ["Event", "Modifications"],
                ["To be put forward for the Report Phase", "MP401 and MP388"],
                ["Rejected by the Change Board (Self-Governance)", "MP372"],
                ["Withdrawn by the Proposer", "MP365"],
                ["Approved by the Authority", "None"],
            ],
            "grid",
        ),
    )
    assert told(report, "recommendation", "reference", "to_stage") == [
        ("MP401", "report"),
        ("MP388", "report"),
    ]
    assert told(report, "decision", "reference", "body", "outcome", "governance") == [
        ("MP372", "change_board", "rejected", "self_governance"),
        ("MP365", "proposer", "withdrawn", None),
    ]
    assert told(report, "nil_return", "subject") == [("authority_decisions",)]
    assert told(report, "mention", "reference") == []
    assert report.coverage.unclaimed == ()


def test_labels_under_no_modification_are_told(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Refine"),
        ("p", "The next table is nobody's."),
        ("t", [["Proposer", "Jo Carter, Utilita"], ["Date raised", "3 July 2020"]], "grid"),
    )
    assert told(report, "proposal_raised", "reference") == []
    assert [w.code for w in report.warnings] == ["unclaimed_sentence"]


def test_a_labelled_line_tells_the_stage(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Refine"),
        ("s", "MP401: Meter pairing"),
        ("t", [["Stage", "Refinement Process"], ["Next step", "Working Group"]], "grid"),
        ("s", "MP388: Key rotation"),
        ("p", "Stage: Refinement"),
    )
    assert told(report, "modification_stage", "reference", "stage") == [
        ("MP401", "refine"),
        ("MP388", "refine"),
    ]
    assert {fact.kind for fact in report.facts} == {"mention", "modification_stage"}
