"""X216 and X217: how a release's list changes from month to month, and what becomes of it on its day."""

import pytest

NOVEMBER = "approved release='November 2020 SEC Release' release_date=2020-11-29"
LISTED = f"release_item MP110 {NOVEMBER}"
JULY = f"report 2020-07\n{LISTED}"
AUGUST = f"report 2020-08\n{LISTED}"
MP118 = f"release_item MP118 {NOVEMBER}"


def test_what_joins_and_leaves_a_list_without_a_word(material):
    assert material(f"{JULY}\n{AUGUST}\n{MP118}").codes("X216") == [("X216", "2020-08", "MP118")]
    assert material(f"{JULY}\n{MP118}\n{AUGUST}").codes("X216") == [("X216", "2020-08", "MP118")]


def test_a_release_on_another_day(material):
    said = material(f"{JULY}\n{AUGUST.replace('2020-11-29', '2020-11-05')}")
    assert said.codes("X216") == [("X216", "2020-08", None)]


@pytest.mark.parametrize(
    "why",
    [
        "decision MP118 change_board modification approved decided_on=2020-07-22",
        "decision MP118A change_board modification approved decided_on=2020-07-22",
        "register 2020-08-07\nentry MP118 decision=Approved release='November 2020 SEC Release'",
    ],
)
def test_an_approval_explains_a_joining(material, why):
    assert material(f"{JULY}\n{AUGUST}\n{MP118}\n{why}").codes("X216") == []


@pytest.mark.parametrize(
    "why",
    [
        "decision MP118 authority modification sent_back decided_on=2020-07-22",
        "release_item MP118 approved release='February 2021 SEC Release'",
        "release_item MP118 implemented release=standalone release_date=2020-07-23",
        "register 2020-08-07\nentry MP118A stage=Withdrawn",
        "register 2020-08-07\nentry MP118 decision=Approved release='February 2021 SEC Release'",
    ],
)
def test_what_explains_a_leaving(material, why):
    assert material(f"{JULY}\n{MP118}\n{AUGUST}\n{why}").codes("X216") == []


def test_a_missing_month_a_part_and_the_releases_own_day_explain_changes(material):
    october = AUGUST.replace("2020-08", "2020-10")
    assert material(f"{JULY}\n{october}\n{MP118}").codes("X216") == []
    assert material(f"{JULY}\n{AUGUST}\n{MP118} part='part 2'").codes("X216") == []
    november, december = (AUGUST.replace("2020-08", month) for month in ("2020-11", "2020-12"))
    assert material(f"{november}\n{MP118}\n{december}").codes("X216") == []


BEFORE = f"report 2020-11\nrelease_item MP101 {NOVEMBER}\nrelease_item MP118 {NOVEMBER}"
DONE = "implemented release='November 2020 SEC Release' release_date=2020-11-29"
NONE = "nil_return implemented section=releases"


def test_a_release_of_which_nothing_was_implemented_is_one_finding(material):
    said = material(f"{BEFORE}\nreport 2020-12\n{NONE}\nreport 2021-01\n{NONE}")
    assert said.codes("X217") == [("X217", "2021-01", None)]


def test_a_modification_that_its_release_left_out(material):
    said = material(f"{BEFORE}\nreport 2020-12\nrelease_item MP101 {DONE}\nreport 2021-01\n{NONE}")
    assert said.codes("X217") == [("X217", "2021-01", "MP118")]


def test_a_standalone_day(material):
    vote = "decision MP119 change_board modification approved decided_on=2020-10-28 release=standalone"
    said = material(f"""
        report 2020-11
        {vote} implementation_date=2020-11-20
        report 2020-12
        {NONE}
        report 2021-01
        {NONE}
    """)
    assert said.codes("X217") == [("X217", "2021-01", "MP119")]


@pytest.mark.parametrize(
    "then",
    [
        f"report 2020-12\n{NONE}\nreport 2021-01\nrelease_item MP101 {DONE}\nrelease_item MP118A {DONE}",
        "report 2020-12\nrelease_item MP101 approved release='February 2021 SEC Release'\n"
        f"decision MP118 authority modification sent_back\nreport 2021-01\n{NONE}",
        f"report 2020-12\n{NONE}\nreport 2021-01\n{NONE}\nregister 2020-12-04\n"
        "entry MP101 implementation_date=2021-02-25\nentry MP118 release='June 2021 SEC Release'",
        # One of the reports does not speak of releases; a month is missing.
        f"report 2020-12\nreport 2021-01\n{NONE}",
        f"report 2021-01\n{NONE}\nreport 2021-02\n{NONE}",
    ],
)
def test_what_was_implemented_late_moved_or_cannot_be_known(material, then):
    assert material(f"{BEFORE}\n{then}").codes("X217") == []


UNREAD = "unclaimed page=1 says='Something in words that nobody reads.' section=releases"


def test_what_may_stand_unread_in_the_report_before_is_not_missing(material):
    assert material(f"{JULY}\n{UNREAD}\n{AUGUST}\n{MP118}").codes("X216") == []
    then = material(f"{BEFORE}\nreport 2020-12\n{NONE}\n{UNREAD}\nreport 2021-01\n{NONE}").check("X217")
    assert not then.findings
    assert [one.period for one in then.not_judged] == ["2021-01"]


def test_a_sentence_that_tells_of_the_change_explains_it(material):
    added = f"release_item MP118 {NOVEMBER} says='MP118 was added to the November 2020 SEC Release'"
    assert material(f"{JULY}\n{AUGUST}\n{MP118}\n{added}").codes("X216") == []
    taken = f"release_item MP118 {NOVEMBER} says='MP118 was de-scoped from the November 2020 SEC Release'"
    assert material(f"{JULY}\n{MP118}\n{AUGUST}\n{taken}").codes("X216") == []
