"""Which snapshot a report is held against, and what counts as a conflict."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.checks import run_checks
from pipeline.checks.rules.r307_proposer_conflict import same_organisation
from pipeline.checks.support.register_match import release_key

SIX = "\n".join(f"mention MP{number}" for number in range(101, 107))
OF_SIX = "\n".join(f"entry MP{number}" for number in range(101, 107))


def test_a_register_that_lacks_much_is_not_the_register(material):
    outcome = material(f"report 2020-08\n{SIX}\nregister 2020-08-07\nentry MP101\nentry MP102").check("R301")
    assert outcome.findings == ()
    assert "4 of the 6 modifications" in outcome.not_judged[0].reason


@pytest.mark.parametrize(
    ("taken", "found"),
    [("2020-08-07", 1), ("2020-07-10", 0), ("2020-09-04", 1)],
    ids=["of the day", "older than the report", "from after it"],
)
def test_a_snapshot_from_before_cannot_know_the_newest_proposal(material, taken, found):
    said = material(f"report 2020-08\n{SIX}\nmention DP139\nregister {taken}\n{OF_SIX}")
    assert len(said.codes("R301")) == found


def test_the_next_snapshot_tells_whether_an_older_one_merely_lagged(material):
    text = (
        f"report 2020-08\n{SIX}\nmention DP139\nregister 2020-07-10\n{OF_SIX}\nregister 2020-09-04\n{OF_SIX}"
    )
    assert material(text).codes("R301") == [("R301", "2020-08", "DP139")]
    assert material(text + "\nentry DP139").codes("R301") == []


@pytest.mark.parametrize(("printed", "known"), [("MP102", "MP102A"), ("MP102A", "MP102")])
def test_a_split_modification_is_known(material, printed, known):
    assert material(f"report 2020-08\n{SIX}\nregister 2020-08-07\n{OF_SIX}").codes("R301") == []
    text = f"report 2020-08\n{SIX}\nmention {printed}\nregister 2020-08-07\n{OF_SIX}"
    said = material(text.replace("entry MP102", f"entry {known}").replace("mention MP102\n", ""))
    assert said.codes("R301") == []


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        ("2020-08-07", True),
        ("2020-07-01", True),
        ("2020-08-14", True),
        ("2020-06-01", False),
        ("2020-09-04", False),
    ],
)
def test_titles_are_compared_with_a_snapshot_of_the_reports_time_alone(material, taken, found):
    said = material(f"report 2020-08\nmention MP117 title=Old\nregister {taken}\nentry MP117 title=New")
    assert bool(said.codes("R302")) == found


OPEN = "assessment MP105 IA open accepted_on=2020-07-15"
IN_PLACE = "release_item MP105 implemented release_date=2020-07-23"


@pytest.mark.parametrize(
    ("sign", "entry", "conflict"),
    [
        (OPEN, "stage='Refinement Process'", False),
        (OPEN, "stage='Report Phase'", False),
        (OPEN, "stage='Pending Implementation'", True),
        (OPEN, "stage='Development Stage'", True),
        (OPEN, "stage=Withdrawn", False),
        (OPEN, "stage=Withdrawn decision_date=2020-07-20", True),
        (OPEN, "stage=Rejected", True),
        (OPEN, "stage=Rejected decision_date=2020-08-05", False),
        (OPEN, "stage='On Hold'", False),
        ("consultation MP105 modification_report open", "stage='Refinement Process'", True),
        ("consultation MP105 modification_report open", "stage='Pending Implementation'", True),
        ("recommendation MP105 report", "stage='Report Phase'", False),
        ("recommendation MP105 report", "stage='Pending Implementation'", True),
        ("release_item MP105 approved", "stage=Implemented", True),
        (IN_PLACE, "stage=Implemented", False),
        (IN_PLACE, "stage='Pending Implementation'", True),
    ],
)
def test_which_stages_cannot_be(material, sign, entry, conflict):
    said = material(f"report 2020-08\n{sign}\nregister 2020-08-07\nentry MP105 {entry}")
    assert bool(said.codes("R303")) == conflict


AT_WORK = "meeting working_group monthly held held_on=2020-08-05 references=MP105"
LISTED = "release_item MP105 approved release='November 2020 SEC Release'"
EXPECTED = "consultation MP105 modification_report open"


@pytest.mark.parametrize(
    ("signs", "before", "now", "found"),
    [
        (AT_WORK, "With the Authority", "With the Authority", True),
        (AT_WORK, "Refinement Process", "With the Authority", False),
        (AT_WORK, "With the Authority", "Refinement Process", False),
        (f"{AT_WORK}\n{LISTED}", "Pending Implementation", "Pending Implementation", True),
        (f"{EXPECTED}\n{LISTED}", "Pending Implementation", "Pending Implementation", True),
        (f"{AT_WORK}\n{LISTED} part='part 1'", "Pending Implementation", "Pending Implementation", False),
        (f"{AT_WORK}\n{LISTED}\nmention MP105B", "Pending Implementation", "Pending Implementation", False),
        (OPEN, "Report Phase", "Report Phase", False),
    ],
    ids=["throughout", "before", "after", "beside a list", "same day", "in parts", "split", "assessment"],
)
def test_a_register_ahead_before_and_after_a_sign_was_ahead_on_its_day(material, signs, before, now, found):
    said = material(f"""
        report 2020-08
        {signs}
        register 2020-07-10
        entry MP105 stage='{before}'
        register 2020-08-07
        entry MP105 stage='{now}'
    """)
    assert bool(said.codes("R303")) == found
    if signs == AT_WORK and found:
        (finding,) = said.check("R303").findings
        assert finding.message.endswith(
            "the register of 7 August 2020 says With the Authority, and that of 10 July 2020 said With the "
            "Authority."
        )


def test_blank_cells_are_never_findings(material):
    outcome = material("""
        report 2020-08
        mention MP118 title=Charges url=https://sec.example/charges/
        proposal_raised DP136 proposer='Tom Woolley' organisation='SMS PLC' raised_on=2020-07-14
        decision MP118 change_board modification approved decided_on=2020-07-22 governance=self_governance
        release_item MP118 approved release='November 2020 SEC Release' release_date=2020-11-29
        register 2020-07-10
        entry MP118
        entry DP136
        register 2020-08-07
        entry MP118
        entry DP136
    """).check("R301", "R302", "R303", "R304", "R305", "R306", "R307", "R308", "R309", "R310", "R311")
    assert outcome.findings == ()
    silent = {said.code for said in outcome.not_judged}
    assert {"R302", "R303", "R304", "R305", "R306", "R307", "R308", "R311"} <= silent


def test_another_day_of_the_same_release_is_a_conflict(material):
    (finding,) = (
        material("""
        report 2020-08
        decision MP118 change_board modification approved decided_on=2020-07-22 release='Nov 2020 SEC Release'
        release_item MP118 approved release='Nov 2020 SEC Release' release_date=2020-11-29
        register 2020-08-07
        entry MP118 release='November 2020 SEC Release' implementation_date=2020-11-05
    """)
        .check("R308")
        .findings
    )
    assert finding.stated == {"implementation_date": "2020-11-29"}
    assert finding.expected == {"implementation_date": "2020-11-05"}


IN_PLACE_53 = "release_item SECMP0053A implemented release=standalone release_date={}"
VOTE_53 = "decision SECMP0053A authority modification approved release=standalone implementation_date={}"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((VOTE_53.format("2019-08-23"), IN_PLACE_53.format("2019-08-24")), ["2019-08-24"]),
        ((IN_PLACE_53.format("2019-08-23"), IN_PLACE_53.format("2019-08-24")), ["2019-08-24"]),
        ((VOTE_53.format("2019-08-24"), IN_PLACE_53.format("2019-08-24")), ["2019-08-24"]),
        ((VOTE_53.format("2019-08-22"), IN_PLACE_53.format("2019-08-24")), ["2019-08-24", "2019-08-22"]),
        # What was voted may have been changed since, as the release list says.
        ((VOTE_53.format("2019-08-24"), IN_PLACE_53.format("2019-08-23")), []),
    ],
)
def test_a_right_day_elsewhere_in_the_report_does_not_excuse_a_release_item(material, lines, found):
    said = material(
        "\n".join(("report 2019-09", *lines, "register 2019-09-06"))
        + "\nentry SECMP0053A release='Standalone release' implementation_date=2019-08-23"
    )
    assert [one.stated["implementation_date"] for one in said.check("R308").findings] == found


def test_a_modification_in_the_lists_of_two_releases_is_found_in_the_wrong_one(material):
    lists = """
        report 2020-08
        release_item MP118 approved release='November 2020 SEC Release' release_date=2020-11-05 {0}
        release_item MP118 approved release='February 2021 SEC Release' release_date=2021-02-25 {0}
        register 2020-08-07
        entry MP118 release='November 2020 SEC Release' implementation_date=2020-11-05
    """
    (finding,) = material(lists.format("")).check("R308").findings
    assert finding.stated == {"release": "February 2021 SEC Release"}
    assert material(lists.format("part='part 1'")).codes("R308") == []
    in_steps = lists.replace("approved", "implemented", 1).format("")
    assert material(in_steps).codes("R308") == []


def test_an_event_that_a_neighbouring_report_tells_is_told(material):
    text = """
        report 2020-07
        {}
        report 2020-08
        mention MP101
        register 2020-08-07
        entry DP136 date_raised=2020-07-01
    """
    assert material(text.format("proposal_raised DP136 raised_on=2020-07-01")).codes("R309") == []
    assert material(text.format("")).codes("R309") == [("R309", "2020-08", "DP136")]


@pytest.mark.parametrize(
    ("of_that_month", "on", "found"),
    [
        ("", "2020-07-06", False),
        ("", "2020-07-24", True),
        ("report 2020-07\nmention MP101", "2020-07-06", True),
    ],
    ids=["the missing report may tell it", "after the missing report", "no report is missing"],
)
def test_what_a_missing_report_may_have_told_is_not_judged(material, of_that_month, on, found):
    outcome = material(f"""
        report 2020-06
        mention MP101
        {of_that_month}
        report 2020-08
        mention MP101
        register 2020-08-07
        entry DP136 date_raised={on}
    """).check("R309")
    assert [one.reference for one in outcome.findings] == ["DP136"] * found
    assert [one.reference for one in outcome.not_judged] == ["DP136"] * (not found)


def test_a_vote_does_not_tell_of_the_authoritys_decision(material):
    said = material("""
        report 2020-07
        decision MP074 change_board modification approved decided_on=2020-06-24
        report 2020-08
        mention MP074
        register 2020-08-07
        entry MP074 decision=Approved decision_date=2020-07-13 decision_body=Authority
    """)
    assert said.codes("R309") == [("R309", "2020-08", "MP074")]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("November 2020 SEC Release", "2020-11"),
        ("Nov 20 SEC Release", "2020-11"),
        ("June 2021 SEC Release", "2021-06"),
        ("standalone", "standalone"),
        ("Stand-alone release", "standalone"),
        ("Ad-hoc SEC Release", "standalone"),
        ("TBC", None),
        (None, None),
    ],
)
def test_releases_made_comparable(name, key):
    assert release_key(name) == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("DCC", "Data Communications Company", True),
        ("the DCC", "DCC", True),
        ("SMS PLC", "SMS", True),
        ("Security Sub-Committee (SSC)", "Security Sub-Committee", True),
        ("British Gas", "BRITISH  GAS", True),
        ("DCC", "Cadent", False),
        ("E.ON", "EDF Energy", False),
        ("Panel", "SEC Panel", True),
        ("Octoenergy", "Octopus Energy", True),
    ],
)
def test_organisations_that_are_the_same(one, other, same):
    assert same_organisation(one, other) == same
    assert same_organisation(other, one) == same


@pytest.mark.parametrize(
    ("confirmed", "found"), [(None, 0), ("2020-06-01", 0), ("2020-08-01", 1), ("2021-01-01", 1)]
)
def test_an_old_snapshot_that_was_confirmed_since_is_of_the_reports_time(material, confirmed, found):
    said = material("report 2020-08\nmention MP117 title=Old\nregister 2020-05-01\nentry MP117 title=New")
    day = date.fromisoformat(confirmed) if confirmed else None
    snapshots = [replace(one, confirmed_on=day) for one in said.snapshots]
    assert len(run_checks(said.reports, snapshots, only=["R302"]).findings) == found


def test_a_register_that_was_confirmed_after_a_sign_still_said_so_then(material):
    said = material(
        """
        report 2020-11
        release_item MP111 implemented release=standalone release_date=2020-10-12
        register 2020-10-09
        entry MP111 stage='Pending Implementation'
        register 2021-01-08
        entry MP111 stage='Pending Implementation'
        """
    )
    first, last = said.snapshots
    once = replace(first, confirmed_on=date(2020, 11, 6))
    found = replace(said, snapshots=(once, last)).check("R303").findings
    assert [(one.code, one.reference) for one in found] == [("R303", "MP111")]
    assert not said.check("R303").findings
