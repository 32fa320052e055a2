"""The day count is read from the table: a majority decides, neighbours break a tie, else nothing is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.basics.calendar import is_working_day
from pipeline.checks.day_counts import CONVENTIONS
from pipeline.checks.model import CheckModel

EACH = pytest.mark.parametrize("convention", CONVENTIONS, ids=lambda convention: convention.name)


@EACH
@given(st.dates(date(2014, 1, 1), date(2034, 1, 1)), st.integers(2, 300))
def test_a_convention_counts_the_days_that_it_says(convention, start, length):
    days = [start + timedelta(days=n) for n in range(length + 1)]
    days = days[0 if convention.first else 1 : len(days) if convention.last else -1]
    counts = is_working_day if convention.kind == "working_day" else lambda day: day.weekday() < 5
    assert convention.count(days[0] if convention.first else start, start + timedelta(days=length)) == sum(
        map(counts, days)
    )


def test_every_convention_has_its_own_name():
    names = [convention.name for convention in CONVENTIONS]
    assert len(set(names)) == len(names) == 8
    assert "weekday_incl" in names


# Accepted on 1, 5 and 22 May 2020, with the bank holidays of 8 and 25 May behind them, and 14 July.
ROWS = {
    "weekday_incl": (66, 64, 51, 14),
    "working_day_incl": (64, 62, 50, 14),
    "working_day_excl_first": (63, 61, 49, 13),
}


def table(month, durations, first=100):
    accepted = ("2020-05-01", "2020-05-05", "2020-05-22", "2020-07-14")
    rows = [
        f"assessment MP{first + n} PA open accepted_on={on} duration_wd={days}"
        for n, (on, days) in enumerate(zip(accepted, durations, strict=False))
        if days is not None
    ]
    return "\n".join((f"report {month} data_cut_off=2020-07-31", *rows))


def count_of(material, *texts):
    reports = material("\n".join(texts)).reports
    return CheckModel(reports, ()).day_counts


@pytest.mark.parametrize("name", ROWS)
def test_the_table_tells_its_convention(material, name):
    day_count = count_of(material, table("2020-08", ROWS[name]))["2020-08"]
    # Between two weekdays it is all one which end is left out.
    alike = {name, name.replace("first", "last")}
    assert {convention.name for convention in day_count.own} == alike
    assert (day_count.explained, day_count.rows) == (4, 4)


def test_a_wrong_row_is_outvoted(material):
    said = material(table("2020-08", (66, 64, 55, 14)))
    assert said.codes("I105") == [("I105", "2020-08", "MP102")]


def test_half_of_the_rows_are_no_majority(material):
    said = material(table("2020-08", (66, 64, 91, 3)))
    assert said.check("I105").findings == ()
    assert [one.code for one in said.check("I105").not_judged] == ["I105"]


def test_one_row_alone_is_not_judged(material):
    assert material(table("2020-08", (71,))).check("I105").findings == ()


def test_a_small_table_borrows_the_count_of_its_neighbours(material):
    months = [
        table("2020-07", ROWS["weekday_incl"]),
        table("2020-08", (71,)),
        table("2020-09", ROWS["weekday_incl"]),
    ]
    assert material("\n".join(months)).codes("I105") == [("I105", "2020-08", "MP100")]


def test_a_small_table_between_neighbours_that_disagree_is_not_judged(material):
    months = [
        table("2020-07", ROWS["weekday_incl"]),
        table("2020-08", (71,)),
        table("2020-09", ROWS["working_day_excl_first"]),
    ]
    assert material("\n".join(months)).codes("I105") == []


def test_neighbours_decide_between_conventions_that_agree_on_the_right_rows(material):
    # The two right rows span no bank holiday; only the month before tells how the wrong one is counted.
    text = """
    report 2020-08
    assessment MP119 PA open accepted_on=2020-07-14 duration_wd=14
    assessment MP105 PA open accepted_on=2020-07-15 duration_wd=13
    assessment MP109 PA open accepted_on=2020-05-22 duration_wd=46
    """
    alone = material(text)
    assert alone.codes("I105") == []
    assert [said.reference for said in alone.check("I105").not_judged] == ["MP109"]
    (finding,) = material(table("2020-07", ROWS["working_day_incl"]) + text).check("I105").findings
    assert finding.expected == {"duration_wd": 50}


def test_days_after_the_known_bank_holidays_are_not_counted(material):
    text = "report 2040-08\nassessment MP900 PA open accepted_on=2040-07-02 duration_wd=9\n" * 1
    assert material(text).check("I105", "I106").findings == ()
