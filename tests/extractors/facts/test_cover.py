"""The particulars of a paper that running lines tell."""

from collections.abc import Callable
from datetime import date

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]
REST = (("h", "Executive summary"), ("p", "No decisions were made."))


@pytest.mark.parametrize(
    "line",
    [
        "A paper from Joe Hehir of the SECAS Change Team, dated 7th August 2020, for Panel meeting 83.",
        "This is a paper by Joe Hehir, SECAS Change Team, issued on 7 August 2020, for the Panel.",
    ],
)
def test_a_sentence_names_author_team_and_day(read_paper: Read, line: str) -> None:
    report = read_paper(("p", line), *REST)
    head = report.report
    told = (head.author, head.team, head.published_on)
    assert told == ("Joe Hehir", "SECAS Change Team", date(2020, 8, 7))
    assert not report.coverage.unclaimed


def test_dated(read_paper: Read) -> None:
    report = read_paper(("p", "Dated: Friday 7th August 2020"), *REST)
    assert report.report.published_on == date(2020, 8, 7)
    assert not report.coverage.unclaimed


@pytest.mark.parametrize(
    "line",
    ["Panel meeting Meeting 83 on Friday 14 August 2020", "For SEC Panel meeting 83, Friday 14 August 2020"],
)
def test_the_meeting_s_line_is_no_particular_and_not_left_over(read_paper: Read, line: str) -> None:
    report = read_paper(("p", line), *REST)
    assert report.report.published_on is None
    assert report.report.action is None
    assert not report.coverage.unclaimed


def test_the_period_that_a_paper_covers(read_paper: Read) -> None:
    line = "Where it does not say otherwise, it covers the period up to and including 31st July 2020."
    report = read_paper(("h", "Purpose"), ("p", line), *REST)
    assert report.report.data_cut_off == date(2020, 7, 31)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        *(
            (line, line)
            for line in ("Version 1.1", "Version: 2.0 (final)", "v2", "Document version 3", "Rev. 2")
        ),
        *((line, line) for line in ("REVISED", "Corrected 14 August 2020", "Amended version")),
        ("Revised responses were due by 14 August 2020 from all.", None),
        ("Version 2 of the paper on MP103 was discussed by the Panel.", None),
        ("Vote 2", None),
    ],
)
def test_a_line_of_the_cover_says_its_version(read_paper: Read, line: str, said: str | None) -> None:
    assert read_paper(("p", line), *REST).document.version == said
