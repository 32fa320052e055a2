"""Finer points of the checks inside one report, and of the runner."""

from datetime import date

import pytest

from pipeline.checks import run_checks
from pipeline.checks.links import beside, fault, last_part, page_key
from pipeline.checks.rules.i113_weekday_mismatch import weekdays_in


def test_two_sentences_with_the_same_wrong_number_are_two_findings(material):
    said = material("report 2020-08\ncount_claim decisions 1 2\ncount_claim decisions 1 2").check("I101")
    first, second = said.findings
    assert first.fingerprint != second.fingerprint
    assert second.stated == {**first.stated, "occurrence": 2}


def test_a_fingerprint_does_not_hang_on_the_document_or_on_the_page(material):
    one = material("report 2020-08\ncount_claim decisions 1 2").check().findings
    other = material("report 2020-08\nmention MP101\ncount_claim decisions 1 2 page=4").check("I101").findings
    assert [f.fingerprint for f in one if f.code == "I101"] == [f.fingerprint for f in other]


def test_nothing_at_all_gives_no_finding():
    assert run_checks((), ()).findings == ()


def test_a_report_without_facts_or_dates_gives_no_finding(material):
    outcome = material("report 2020-08 published_on=- data_cut_off=-").check()
    assert outcome.findings == ()
    assert len({said.code for said in outcome.not_judged}) > 20


def test_parts_of_a_modification_may_be_counted_once_or_twice(material):
    text = """
    report 2020-08
    stage_count release {}
    release_item SECMP0062 approved part='part 1' release='November 2020 SEC Release'
    release_item SECMP0062 approved part='part 2' release='November 2020 SEC Release'
    """
    assert material(text.format(1)).codes("I102") == []
    assert material(text.format(2)).codes("I102") == []
    assert material(text.format(3)).codes("I102") == [("I102", "2020-08", None)]


def test_a_table_that_is_missing_is_not_a_wrong_total(material):
    outcome = material("report 2020-08\nassessment_summary IA open 5 average_wd=98").check("I103", "I104")
    assert outcome.findings == ()
    assert {said.code for said in outcome.not_judged} == {"I103", "I104"}


@pytest.mark.parametrize(
    ("detail", "found"),
    [
        ("approved governance=self_governance decided_on=2020-07-22", True),
        ("rejected governance=self_governance decided_on=2020-07-22", True),
        ("approved decided_on=2020-07-22", False),
        ("approved governance=self_governance decided_on=2020-06-24", False),
        ("sent_back decided_on=2020-07-22", False),
        ("deferred decided_on=2020-07-22", False),
    ],
    ids=["approval", "rejection", "of an earlier meeting", "of an earlier month", "sent back", "deferred"],
)
def test_which_votes_the_summary_owes_a_line(material, detail, found):
    said = material(
        f"report 2020-08\nnil_return decisions\ndecision MP118 change_board modification {detail}"
    )
    assert bool(said.codes("I111")) == found


def test_a_rejection_that_was_referred_to_the_panel_is_not_owed(material):
    said = material("""
        report 2020-08
        nil_return decisions
        decision SECMP0015 change_board modification rejected governance=self_governance decided_on=2020-07-22
        decision SECMP0015 panel modification referred
    """)
    assert said.codes("I111") == []


@pytest.mark.parametrize(
    ("detail", "says"),
    [
        ("nil_return change_board_votes", "but no section tells of it"),
        (
            "decision MP118 change_board modification rejected decided_on=2020-07-22",
            "its section says rejected",
        ),
        (
            "decision MP118 change_board modification approved governance=authority_determined",
            "its section says Authority Determination",
        ),
    ],
)
def test_a_decision_of_the_summary_that_its_section_does_not_bear_out(material, detail, says):
    (finding,) = (
        material(f"""
        report 2020-08
        decision MP118 change_board modification approved section=summary governance=self_governance
        {detail}
    """)
        .check("I111")
        .findings
    )
    assert says in finding.message


def test_a_consultation_still_expected_was_recommended_before(material):
    expected = "consultation MP120 modification_report expected"
    before = "report 2020-07\nrecommendation MP120 report\n" + expected
    later = "\nreport 2020-08\nnil_return recommended_report\n" + expected
    assert material(before + later).codes("I111") == []
    assert material(later).codes("I111") == [("I111", "2020-08", "MP120")]


def test_proposals_recommended_for_refinement_are_those_recommended_for_conversion(material):
    said = material("""
        report 2020-08
        recommendation DP128 refinement
        recommendation DP129 refinement
        decision DP128 change_sub_committee conversion approved section=define
        decision DP130 change_sub_committee conversion approved section=define
    """)
    assert [(f.reference, f.expected["detail"]) for f in said.check("I111").findings] == [
        ("DP129", None),
        ("DP130", "DP130"),
    ]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("held on Tuesday 15 June 2020 to review", [("Tuesday", date(2020, 6, 15))]),
        ("on Tue, 15th June 2020", [("Tuesday", date(2020, 6, 15))]),
        ("on Tuesday, the 15th of June", [("Tuesday", date(2020, 6, 15))]),
        ("on Wednesday 30 December", [("Wednesday", date(2020, 12, 30))]),
        ("Monday 31 February 2020", []),
        ("on 15 June 2020", []),
        ("Monday to Friday", []),
        (
            "Monday 1 June 2020 and Friday 5 June 2020",
            [("Monday", date(2020, 6, 1)), ("Friday", date(2020, 6, 5))],
        ),
    ],
)
def test_weekdays_beside_dates(text, printed):
    assert list(weekdays_in(text, date(2020, 8, 7))) == printed


def test_a_day_without_a_year_is_the_nearest_one():
    assert list(weekdays_in("Thursday 19 December", date(2020, 1, 10))) == [("Thursday", date(2019, 12, 19))]


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("https://sec.example/modifications/correcting-the-esme-variant/", None),
        (
            "https://sec.example/modifications/one/https:/sec.example/modifications/one/",
            "a second address stands inside it",
        ),
        ("htps://sec.example/one/", "it does not begin with http: or https:"),
        ("sec.example/one", "it does not begin with http: or https:"),
        ("https://one/", "it names no site"),
        ("https://sec.example/one two/", "it has a space in it"),
        ("https://[sec.example/", "it cannot be read as an address"),
    ],
)
def test_what_is_wrong_with_an_address(url, wrong):
    assert fault(url) == wrong


def test_an_address_is_the_same_page_however_it_is_written():
    assert page_key("HTTP://www.Sec.example/one") == page_key("https://sec.example/one/")
    assert last_part("https://sec.example/modifications/bulk-ch-returns/") == "bulk-ch-returns"
    assert beside("https://sec.example/modifications/one/", "two") == "https://sec.example/modifications/two/"
    assert page_key("https://[sec.example/") == "https://[sec.example/"


def test_a_link_to_the_page_of_a_part_of_the_title_family_is_right(material):
    said = material("""
        report 2020-08
        mention MP102A title='Power Outage Alerts' url=https://sec.example/power-outage-alerts/
        mention MP102B title='Power Outage Alerts - enduring solution' url=https://sec.example/power-outage-alerts/
    """)
    assert said.codes("I112") == [("I112", "2020-08", "MP102B")]


def test_the_published_date_is_held_against_the_cut_off(material):
    said = material("report 2020-08 published_on=2020-07-30 data_cut_off=2020-07-31").check("I114")
    assert [f.stated for f in said.findings] == [{"published_on": "2020-07-30"}]


NEW_YEAR, SUNDAY, WORKING_DAY = "2020-01-01", "2020-01-05", "2020-01-02"


@pytest.mark.parametrize(
    ("row", "acts"),
    [
        ("assessment MP104 PA completed accepted_on={} returned_on={}", ["accepted_on", "returned_on"]),
        ("assessment MP104 PA open accepted_on={} target_wd=15", ["accepted_on"]),
        ("decision MP104 change_board modification approved decided_on={}", ["decided_on"]),
        ("decision MP104 panel modification approved decided_on={}", ["decided_on"]),
        ("decision MP104 change_sub_committee conversion approved decided_on={}", ["decided_on"]),
        ("decision MP104 authority modification approved decided_on={}", []),
    ],
    ids=["accepted and returned", "accepted", "board", "panel", "sub-committee", "authority"],
)
@pytest.mark.parametrize(
    ("on", "why"), [(NEW_YEAR, "a bank holiday"), (SUNDAY, "a Sunday"), (WORKING_DAY, None)]
)
def test_which_acts_need_a_working_day(material, row, acts, on, why):
    findings = material("report 2020-02\n" + row.replace("{}", on)).check("I118").findings
    assert [finding.stated for finding in findings] == [{act: on} for act in acts if why]
    assert all(f", {why}" in finding.message for finding in findings)


def test_a_day_off_is_told_once_a_modification_and_act(material):
    said = material("""
        report 2020-02
        assessment DP104 PA completed returned_on=2020-01-01 target_wd=15 duration_wd=9
        assessment MP104 IA completed returned_on=2020-01-01 target_wd=40 duration_wd=9
        assessment MP105 PA completed returned_on=2020-01-01 target_wd=15 duration_wd=9
        assessment MP104 PA completed returned_on=2019-12-26 target_wd=15 duration_wd=9
    """).check("I118")
    assert [(one.reference, one.stated["returned_on"]) for one in said.findings] == [
        ("DP104", "2020-01-01"), ("MP104", "2019-12-26"), ("MP105", "2020-01-01"),
    ]  # fmt: skip


def test_a_day_whose_bank_holidays_are_not_known_is_not_judged(material):
    outcome = material("report 2020-02\nassessment MP104 PA completed returned_on=1990-01-01").check("I118")
    assert outcome.findings == ()
    assert [(said.reference, "1990" in said.reason) for said in outcome.not_judged] == [("MP104", True)]
