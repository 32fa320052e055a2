"""I120: what one report tells in two ways, and what only looks like it."""

import pytest

VOTE = "decision MP118 change_board modification"
ITEM = "release_item MP118"
NOVEMBER = "release='November 2020 SEC Release'"
FEBRUARY = "release='February 2021 SEC Release'"


@pytest.mark.parametrize(
    "told",
    [
        f"{VOTE} approved decided_on=2020-07-22\n{VOTE} approved decided_on=2020-07-23",
        f"{VOTE} rejected decided_on=2020-07-22\n{VOTE} approved",
        f"{VOTE} approved decided_on=2020-07-22\n{VOTE} deferred decided_on=2020-07-22",
        f"{VOTE} approved decided_on=2020-07-22 governance=self_governance {NOVEMBER}\n"
        f"{ITEM} approved {FEBRUARY}",
        f"{ITEM} approved {NOVEMBER}\n{ITEM} approved {FEBRUARY}",
        f"{ITEM} implemented release='June 2020 SEC Release' release_date=2020-07-02\n"
        f"{ITEM} approved {NOVEMBER}",
        f"count_claim release_contents 2 2\n{ITEM} approved {NOVEMBER}\n{ITEM} approved {NOVEMBER}",
    ],
)
def test_a_modification_told_in_two_ways(material, told):
    assert material(f"report 2020-08\n{told}").codes("I120") == [("I120", "2020-08", "MP118")]


@pytest.mark.parametrize(
    "told",
    [
        f"{ITEM} approved release='June 2021 SEC Release' release_date=2021-06-24\n"
        "release_item MP119 approved release='June 2021 SEC Release' release_date=2021-06-30",
        "meeting working_group monthly held held_on=2020-08-04\n"
        "meeting working_group monthly held held_on=2020-08-05",
    ],
)
def test_a_release_or_a_meeting_on_two_days(material, told):
    assert material(f"report 2020-08\n{told}").codes("I120") == [("I120", "2020-08", None)]


@pytest.mark.parametrize(
    "told",
    [
        # Another decision: of an earlier month, pending, after a send-back, of another body, of an appeal.
        f"{VOTE} deferred decided_on=2020-06-24\n{VOTE} approved decided_on=2020-07-22",
        f"{VOTE} approved decided_on=2020-06-24\n{VOTE} approved decided_on=2020-07-22",
        f"{VOTE} rejected decided_on=2020-07-01\n{VOTE} approved decided_on=2020-07-22\n"
        "decision MP118 panel modification sent_back decided_on=2020-07-17",
        f"{VOTE} approved decided_on=2020-07-22\ndecision MP118 authority modification rejected",
        "decision MP118 panel modification rejected decided_on=2020-07-17\n"
        "decision MP118 panel modification sent_back decided_on=2020-07-17",
        # The summary and its section are compared by another check.
        f"{VOTE} approved section=summary\n{VOTE} rejected decided_on=2020-07-22",
        # A vote that is a recommendation, one that the Authority followed, one of an earlier month.
        f"{VOTE} approved decided_on=2020-07-22 governance=authority_determined "
        f"{NOVEMBER}\n{ITEM} approved {FEBRUARY}",
        f"{VOTE} approved decided_on=2020-07-22 {NOVEMBER}\n"
        "decision MP118 authority modification approved decided_on=2020-07-30\n"
        f"{ITEM} approved {FEBRUARY}",
        f"{VOTE} approved decided_on=2020-06-24 {NOVEMBER}\n{ITEM} approved {FEBRUARY}",
        # Deliveries in parts, by the part that is printed and by the words.
        f"{ITEM} approved {NOVEMBER} part='part 1'\n{ITEM} approved {FEBRUARY}",
        f"{ITEM} implemented release='June 2020 SEC Release' says='MP118 phase 1'\n"
        f"{ITEM} approved {NOVEMBER} says='the second phase of MP118'",
        # A standalone release is told apart by its day, and none is given.
        f"{VOTE} approved decided_on=2020-07-22 release=standalone\n"
        f"{ITEM} implemented release=standalone release_date=2020-07-23",
        # What was taken out of a list is no item of it.
        f"{ITEM} approved {NOVEMBER} release_date=2020-07-16 says='MP118 was de-scoped from the release'\n"
        f"release_item MP119 approved {NOVEMBER} release_date=2020-11-29",
        # Two sentences speak of the item; the list's number counts it once.
        f"count_claim release_contents 1 1\n{ITEM} approved {NOVEMBER}\n{ITEM} approved {NOVEMBER}",
        "meeting working_group monthly held held_on=2020-07-01\n"
        "meeting working_group monthly held held_on=2020-08-05",
        "meeting working_group ad_hoc held held_on=2020-07-08\n"
        "meeting working_group ad_hoc held held_on=2020-07-09",
    ],
)
def test_what_only_looks_like_it(material, told):
    assert material(f"report 2020-08\n{told}").codes("I120") == []


def test_an_outcome_that_an_earlier_report_told_is_told_again(material):
    said = material(f"""
        report 2020-07
        {VOTE} rejected decided_on=2020-06-24
        report 2020-08
        {VOTE} rejected
        {VOTE} approved decided_on=2020-07-22
    """)
    assert said.codes("I120") == []


def test_part_of_a_release_is_no_part_of_a_modification(material):
    said = material(f"""
        report 2020-08
        {ITEM} implemented release='June 2020 SEC Release' says='as part of the June 2020 release'
        {ITEM} approved {NOVEMBER}
    """)
    assert said.codes("I120") == [("I120", "2020-08", "MP118")]
