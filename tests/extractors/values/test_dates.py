"""Dates in every printed form; a day that no calendar has is shown and never repaired."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.values.dates import MONTHS, find_dates, find_months, read_date

steady = settings(derandomize=True, deadline=None, max_examples=200)
NEAR = date(2020, 8, 7)


@pytest.mark.parametrize(
    "printed",
    [
        "13 August 2020",
        "13th August 2020",
        "the 13th of August 2020",
        "13 August, 2020",
        "13 Aug 20",
        "13 Aug 2020",
        "13-Aug-20",
        "13 August ’20",
        "August 13, 2020",
        "August 13th 2020",
        "2020-08-13",
        "13/08/2020",
        "13/8/20",
        "13.08.20",
        "13-08-2020",
        "13 August",
        "Thursday 13 August 2020",
        "Thursday, 13 August 2020",
        "Thursday, the 13th of August 2020",
        "Thu 13 Aug",
    ],
)
def test_every_form_of_a_day(printed: str) -> None:
    assert [span.value for span in find_dates(f"It was held on {printed}.", NEAR)] == [date(2020, 8, 13)]
    assert read_date(printed, NEAR) == date(2020, 8, 13)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("1st Sept. 2020", date(2020, 9, 1)),
        ("2 Sept 20", date(2020, 9, 2)),
        ("29 February 2020", date(2020, 2, 29)),
        ("12/03/2021", date(2021, 3, 12)),  # the day first, never the month
        ("w/c 17 August 2020", date(2020, 8, 17)),
        ("week commencing Monday 17 August", date(2020, 8, 17)),
        ("29 Nov 20", date(2020, 11, 29)),
    ],
)
def test_forms_that_readers_of_dates_stumble_over(printed: str, meant: date) -> None:
    assert [span.value for span in find_dates(printed, NEAR)] == [meant]


@pytest.mark.parametrize("printed", ["31 Apr 20", "29 Feb 2019", "32/01/2020", "0 May 2020", "31 September"])
def test_a_day_that_cannot_be_is_found_and_has_no_value(printed: str) -> None:
    (span,) = find_dates(f"accepted {printed},", NEAR)
    assert span.value is None
    assert f"accepted {printed},"[span.start : span.end] == printed
    assert read_date(printed, NEAR) is None


@pytest.mark.parametrize(
    "text", ["12-month", "6.15.1", "4 13", "2020", "MP103 118", "13 marching", "version 1.2", "1,204"]
)
def test_figures_that_are_no_dates(text: str) -> None:
    assert list(find_dates(text, NEAR)) == []


@pytest.mark.parametrize(
    ("printed", "weekday"),
    [
        ("Thursday 13 August 2020", 3),
        ("Friday 13 August 2020", 4),  # a wrong weekday is kept as printed: judging it is a check's work
        ("Mon 17 Aug 20", 0),
        ("Weds 12 Aug 2020", 2),
        ("13 August 2020", None),
    ],
)
def test_the_weekday_is_the_printed_one(printed: str, weekday: int | None) -> None:
    (span,) = find_dates(printed)
    assert span.weekday == weekday


@pytest.mark.parametrize(
    ("near", "printed", "meant"),
    [
        (date(2020, 8, 7), "13 December", date(2020, 12, 13)),
        (date(2020, 12, 11), "8 January", date(2021, 1, 8)),
        (date(2021, 1, 8), "18 December", date(2020, 12, 18)),
        (date(2020, 1, 10), "29 November", date(2019, 11, 29)),
    ],
)
def test_a_day_without_a_year_stands_nearest_to_the_report(near: date, printed: str, meant: date) -> None:
    (span,) = find_dates(printed, near)
    assert (span.value, span.complete) == (meant, False)


def test_a_day_without_a_year_has_no_value_where_nothing_tells_the_year() -> None:
    (span,) = find_dates("13 August")
    assert span.value is None


def test_a_span_of_days_gives_its_ends() -> None:
    text = "between 13 July and 7 August 2020"
    assert [span.value for span in find_dates(text, NEAR)] == [date(2020, 7, 13), date(2020, 8, 7)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("up to the end of July 2020", [(7, 2020)]),
        ("approved in July", [(7, None)]),
        ("Nov 20 SEC Release", [(11, 2020)]),
        ("13 July 2020", []),
        ("it may march on", []),
        ("Julie Marsh", []),
    ],
)
def test_months_that_are_no_part_of_a_date(text: str, meant: list[tuple[int, int | None]]) -> None:
    assert [(span.month, span.year) for span in find_months(text)] == meant


@pytest.mark.parametrize("text", ["", "N/A", "–", "TBC", "12 WD", "6.15.1", "not yet returned"])
def test_a_cell_without_a_date_has_none(text: str) -> None:
    assert read_date(text, NEAR) is None


def test_a_cell_with_two_dates_is_not_read_as_one() -> None:
    assert read_date("1 July 2020 and 2 July 2020", NEAR) is None


def _ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def _styles(day: date) -> list[str]:
    month = MONTHS[day.month - 1].capitalize()
    short, ordinal = month[:3], _ordinal(day.day)
    return [
        f"{day.day} {month} {day.year}",
        f"{ordinal} {month} {day.year}",
        f"{ordinal} of {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day} {short} {day:%y}",
        f"{day:%d}-{short}-{day:%y}",
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y}",
        f"{day.day}/{day.month}/{day:%y}",
        day.isoformat(),
        f"{day:%A} {day.day} {month} {day.year}",
        f"{day:%a}, {day.day} {short} {day.year}",
    ]


@st.composite
def written_dates(draw: st.DrawFn) -> tuple[str, date]:
    day = date(2015, 1, 1) + timedelta(days=draw(st.integers(0, 20 * 365)))
    return draw(st.sampled_from(_styles(day))), day


@steady
@given(st.lists(written_dates(), min_size=1, max_size=4), st.sampled_from([" and ", "; ", ", then ", " to "]))
def test_dates_written_in_any_style_are_read_back(written: list[tuple[str, date]], joint: str) -> None:
    text = "held on " + joint.join(printed for printed, _ in written) + "."
    spans = list(find_dates(text, NEAR))
    assert [span.value for span in spans] == [day for _, day in written]
    assert all(span.complete for span in spans)
    assert all(span.weekday in (None, span.value.weekday()) for span in spans if span.value)


@steady
@given(st.text(alphabet="0123456789 /.-JanuaryMayDecst,’'MonTue", max_size=40))
def test_any_text_gives_spans_in_order(text: str) -> None:
    spans = list(find_dates(text, NEAR))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
