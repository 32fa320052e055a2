"""X220: what was announced, and what became of it."""

import pytest

EXPECTED = "consultation MP117 refinement expected week_commencing=2020-08-10"
QUIET = "report 2020-09\nmention MP300\nreport 2020-10\nmention MP300"


@pytest.mark.parametrize(
    ("announced", "who"),
    [
        (EXPECTED, "MP117"),
        ("meeting working_group monthly scheduled held_on=2020-09-02", None),
        ("meeting working_group ad_hoc scheduled held_on=2020-08-13 references=MP122", None),
        ("decision MP092 change_board impact_assessment deferred", "MP092"),
        ("decision MP092 change_board impact_assessment approved period=2020-07", "MP092"),
    ],
)
def test_what_is_never_heard_of_again(material, announced, who):
    assert material(f"report 2020-08\n{announced}\n{QUIET}").codes("X220") == [("X220", "2020-10", who)]


@pytest.mark.parametrize(
    ("announced", "told"),
    [
        (EXPECTED, "consultation MP117 refinement open"),
        (EXPECTED, "consultation MP117A refinement closed closes_on=2020-09-04"),
        (EXPECTED, "consultation MP117 refinement expected week_commencing=2020-09-14"),
        (EXPECTED, "decision MP117 proposer modification withdrawn"),
        (
            "meeting working_group monthly scheduled held_on=2020-09-02",
            "meeting working_group monthly held held_on=2020-09-02",
        ),
        ("meeting working_group ad_hoc scheduled held_on=2020-08-13", "mention MP122"),
        ("decision MP092 change_board impact_assessment deferred", "assessment MP092 IA open"),
        ("decision MP092 change_board impact_assessment approved", "assessment MP092 IA completed"),
    ],
)
def test_what_has_a_sequel(material, announced, told):
    said = material(f"report 2020-08\n{announced}\nreport 2020-09\nmention MP300\nreport 2020-10\n{told}")
    assert said.codes("X220") == []


@pytest.mark.parametrize(
    ("announced", "told", "who"),
    [
        (EXPECTED, "consultation MP117 refinement open opens_on=2020-08-17", "MP117"),
        (
            "meeting working_group monthly scheduled held_on=2020-09-02",
            "meeting working_group monthly held held_on=2020-09-03",
            None,
        ),
        (
            "meeting working_group ad_hoc scheduled held_on=2020-08-13 references=MP122",
            "meeting working_group ad_hoc held held_on=2020-08-20 references=MP122",
            None,
        ),
    ],
)
def test_what_took_place_on_another_day(material, announced, told, who):
    assert material(f"report 2020-08\n{announced}\nreport 2020-09 published_on=2020-09-07\n{told}").codes(
        "X220"
    ) == [("X220", "2020-09", who)]


def test_the_timeline_of_a_part_tells_of_the_time_before_the_split(material):
    said = material(f"""
        report 2020-08
        {EXPECTED}
        register 2023-06-29
        event MP117A 2020-08-17 'Refinement Consultation'
    """)
    assert said.codes("X220") == [("X220", "2020-08", "MP117")]


def test_a_timeline_that_has_the_week_is_a_sequel_and_one_of_another_year_says_nothing(material):
    for on, found in (("2020-08-12", 0), ("2019-08-12", 1)):
        said = material(
            f"report 2020-08\n{EXPECTED}\n{QUIET}\nregister 2020-10-02\n"
            f"event MP117 {on} 'Refinement Consultation'"
        )
        assert len(said.codes("X220")) == found


def test_the_next_two_reports_must_be_there(material):
    assert material(f"report 2020-08\n{EXPECTED}\nreport 2020-09\nmention MP300").codes("X220") == []
    gap = QUIET.replace("2020-10", "2020-11")
    assert material(f"report 2020-08\n{EXPECTED}\n{gap}").codes("X220") == []
