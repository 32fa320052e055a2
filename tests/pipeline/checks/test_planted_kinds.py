"""Contradictions of every kind that the checks of old promise: each is found where it is, and once."""

import pytest

from pipeline.register.entries import RegisterEvent
from pipeline.register.files.events import kind_of

COUNTS = "stage_count define {}\nstage_count refine {}\nstage_count opine {}\n"
DRAFTS = "\n".join(f"proposal_raised DP60{n} raised_on=2020-07-1{n}" for n in (1, 2, 3))
OUT = "consultation MP60{} modification_report open closes_on=2020-08-14\n"
TWO_OUT = OUT.format(1) + OUT.format(2)
WITH_AUTHORITY = "decision MP603 authority modification pending"
AT_WORK = "meeting working_group monthly held held_on=2020-08-05 references=MP601,MP602,MP603"

INSIDE = [
    ("I102", COUNTS.format(2, 36, 4) + DRAFTS, COUNTS.format(3, 36, 4) + DRAFTS),
    ("I102", COUNTS.format(5, 2, 4) + AT_WORK, COUNTS.format(5, 3, 4) + AT_WORK),
    (
        "I102",
        COUNTS.format(5, 36, 2)
        + OUT.format(1)
        + OUT.format(2)
        + "decision MP603 authority modification pending",
        COUNTS.format(5, 36, 3)
        + OUT.format(1)
        + OUT.format(2)
        + "decision MP603 authority modification pending",
    ),
    (
        "I103",
        "assessment_summary IA open 2\nassessment MP107 PA open accepted_on=2020-07-20",
        "assessment_summary IA open 2\nassessment MP107 PA completed returned_on=2020-07-20",
    ),
    (
        "I104",
        "assessment_summary PA open 1\nassessment MP107 PA open accepted_on=2020-07-20 duration_wd=10\n"
        "assessment_summary IA open 0 average_wd=3",
        "assessment_summary PA open 1 average_wd=10\n"
        "assessment MP107 PA open accepted_on=2020-07-20 duration_wd=10\n"
        "assessment_summary IA open 0 average_wd=3",
    ),
    (
        "I111",
        "decision MP611 change_board modification approved decided_on=2020-07-22\n"
        "decision MP612 change_board modification approved governance=self_governance decided_on=2020-07-22\n"
        "decision MP612 change_board modification approved governance=self_governance section=summary",
        "decision MP611 change_board modification approved decided_on=2020-06-22\n"
        "decision MP612 change_board modification approved governance=self_governance decided_on=2020-07-22\n"
        "decision MP612 change_board modification approved governance=self_governance section=summary",
    ),
    (
        "I113",
        "meeting working_group ad_hoc held says='held on 15 July 2020 (Thursday)'",
        "meeting working_group ad_hoc held says='held on 15 July 2020 (Wednesday)'",
    ),
    (
        "I113",
        "meeting working_group ad_hoc held says='held on Friday 15/07/2020'",
        "meeting working_group ad_hoc held says='held on Wednesday 15/07/2020'",
    ),
    (
        "I113",
        "consultation MP1 refinement expected says='in the week commencing 18 August 2020'",
        "consultation MP1 refinement expected says='in the week commencing 17 August 2020'",
    ),
    (
        "I114",
        "consultation MP621 refinement open closes_on=2020-07-24",
        "consultation MP621 refinement open closes_on=2020-08-24",
    ),
    (
        "I114",
        "consultation MP622 refinement expected week_commencing=2020-07-20",
        "consultation MP622 refinement expected week_commencing=2020-08-03",
    ),
    (
        "I114",
        "meeting working_group monthly scheduled held_on=2020-07-01",
        "meeting working_group monthly scheduled held_on=2020-09-02",
    ),
    (
        "I114",
        "proposal_raised MP623 raised_on=2020-07-30\n"
        "decision MP623 authority modification approved decided_on=2020-07-20",
        "proposal_raised MP623 raised_on=2020-07-10\n"
        "decision MP623 authority modification approved decided_on=2020-07-20",
    ),
    (
        "I114",
        "decision MP618 change_board modification approved decided_on=2020-07-22"
        " release=standalone implementation_date=2020-07-15",
        "decision MP618 change_board modification approved decided_on=2020-07-22"
        " release=standalone implementation_date=2020-08-15",
    ),
    (
        "I114",
        "release_item MP629 approved release='July 2020 SEC Release' release_date=2020-07-25",
        "release_item MP629 implemented release='July 2020 SEC Release' release_date=2020-07-25",
    ),
    (
        "X207",
        "decision MP1 authority modification approved decided_on=2020-07-20\n"
        "decision MP1 authority modification pending",
        "decision MP1 change_board modification approved governance=authority_determined"
        " decided_on=2020-07-20\ndecision MP1 authority modification pending",
    ),
]


@pytest.mark.parametrize(("code", "wrong", "right"), INSIDE)
def test_it_is_found_once_and_not_where_it_is_right(material, code, wrong, right):
    assert len(material(f"report 2020-08\n{wrong}").check(code).findings) == 1
    assert material(f"report 2020-08\n{right}").check(code).findings == ()


BETWEEN_SNAPSHOTS = [
    ("stage=Implemented", "stage='Refinement Process'"),
    ("stage=Implemented implementation_date=2020-06-25", "stage=Implemented implementation_date=2020-06-26"),
]


@pytest.mark.parametrize(("before", "now"), BETWEEN_SNAPSHOTS)
def test_what_cannot_change_in_the_register(material, before, now):
    told = "register 2020-11-06\nentry MP822 {}\nregister 2020-12-04\nentry MP822 {}"
    assert len(material(told.format(before, now)).check("R310").findings) == 1
    assert material(told.format(before, before)).check("R310").findings == ()


def test_an_entry_that_a_whole_register_no_longer_has(material):
    others = "".join(f"entry MP10{n}\n" for n in range(5))
    told = (
        f"register 2020-11-06\n{others}entry MP823 stage='Refinement Process'\nregister 2020-12-04\n{others}"
    )
    assert len(material(told).check("R310").findings) == 1
    assert material(told + "entry MP823A").check("R310").findings == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Modification Proposal withdrawn by the Proposer", "withdrawn"),
        ("Prelimiary Assesment returned", "pa_returned"),
        ("Modification not withdrawn", None),
        ("Modification to be implemented", None),
        ("Panel notes the report", None),
    ],
)
def test_a_line_of_a_timeline_is_read_by_near_wordings(text, kind):
    assert kind_of(RegisterEvent(happened_on=None, text=text)) == kind
