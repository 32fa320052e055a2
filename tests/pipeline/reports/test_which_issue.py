"""Which of several issues of one month counts: never the order in which they came."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from sqlalchemy import text

from pipeline.basics.issue_number import issue_number
from pipeline.queries.documents import list_documents, superseded_by, tied_months
from pipeline.record.database import write_transaction
from pipeline.reports.read_back import read_reports
from pipeline.reports.undo import withdraw
from pipeline.reports.write import store


@pytest.fixture
def keep(engine, archive, now):
    """Stores results under version 1 of the extractor, a minute later each time."""
    moments = iter(now + timedelta(minutes=minute) for minute in range(100))

    def stored(*results: object, version: str = "1") -> list[object]:
        return store(engine, archive, results, extractor_version=version, now=next(moments))

    return stored


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    "name", ["report v2.pdf", "report_V1.1.pdf", "Revised report.pdf", "CSR-corrected.pdf"]
)
def test_of_two_issues_of_one_day_the_later_version_counts(engine, keep, report, first, name):
    day = date(2020, 8, 7)
    for salt in "abcd":  # whatever the digests are
        issues = [
            report(salt=salt, published_on=day, filename="report.pdf"),
            report(salt=salt * 2, published_on=day, filename=name),
        ]
        keep(issues[first])
        keep(issues[1 - first])
        assert read_reports(engine) == [issues[1][1]]
        with write_transaction(engine) as connection:
            connection.execute(text("DELETE FROM documents"))


def test_a_title_says_which_issue_it_is_too(engine, keep, report):
    day = date(2020, 8, 7)
    data, later = report(salt="later", published_on=day)
    later = replace(later, report=replace(later.report, title="Change Status Report 2020-08 (Version 2.0)"))
    keep((data, later), report(salt="first", published_on=day))
    assert read_reports(engine) == [later]


def told(issue, **said):
    data, extraction = issue
    return data, replace(extraction, document=replace(extraction.document, **said))


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ({"modified": "2020-08-06T10:00:00Z"}, {"modified": "2020-08-06T10:00:01Z"}),
        ({"modified": None}, {"modified": "2020-08-06T10:00:01Z"}),
        ({"version": "Version 1.0"}, {"version": "Version 1.1"}),
        ({"version": None}, {"version": "REVISED"}),
        ({"modified": "2020-08-09T10:00:00Z"}, {"modified": "2020-08-06T10:00:01Z", "version": "v2"}),
    ],
)
def test_then_the_cover_s_version_and_the_pdf_s_own_date_tell(engine, keep, report, first, earlier, later):
    for salt in "abcd":  # whatever the digests are
        issues = [
            told(report(salt=salt, published_on=date(2020, 8, 7)), **earlier),
            told(report(salt=salt * 2, published_on=date(2020, 8, 7)), **later),
        ]
        keep(issues[first])
        keep(issues[1 - first])
        assert read_reports(engine) == [issues[1][1]]
        assert not any(row.tied for row in list_documents(engine))
        with write_transaction(engine) as connection:
            connection.execute(text("DELETE FROM documents"))


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_issues_of_one_day_that_say_nothing_the_digest_decides_and_that_is_told(
    engine, keep, report, now, first
):
    issues = [report(salt=salt, published_on=date(2020, 8, 7)) for salt in "ab"]
    keep(issues[first])
    keep(issues[1 - first], report(salt="c", published_on=date(2020, 8, 6)))
    assert read_reports(engine) == [max((one for _, one in issues), key=lambda one: one.document.sha256)]
    tied = [row.sha256 for row in list_documents(engine) if row.tied]
    assert sorted(tied) == sorted(one.document.sha256 for _, one in issues)
    assert list(tied_months(engine)) == ["2020-08"]
    withdraw(engine, tied[0], by="Ann", reason="The draft.", now=now)
    assert tied_months(engine) == {}


def test_a_later_name_of_the_same_bytes_says_which_issue_it_is(engine, keep, report):
    issues = [report(salt=salt, published_on=date(2020, 8, 7)) for salt in "ab"]
    keep(*issues)
    for data, said in issues:
        with write_transaction(engine) as connection:
            connection.execute(text("DELETE FROM document_names WHERE issue > 100"))
        keep((data, replace(said, document=replace(said.document, filename="report (revised).pdf"))))
        assert [one.document.sha256 for one in read_reports(engine)] == [said.document.sha256]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("2020-08.pdf", 100),
        ("SECP_83_0708_07 - Change Status Report.pdf", 100),
        ("report-v3.pdf", 300),
        ("report v1.10.pdf", 110),
        ("Version 2020-08", 100),
        ("v2020 report", 100),
        ("previous.pdf", 100),
    ],
)
def test_what_a_name_says(said, number):
    assert issue_number(said) == number


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_second_paper_of_a_month_counts_beside_the_first_and_a_reissue_takes_a_place(
    engine, keep, report, order
):
    def paper(salt, reference, day):
        data, said = report(salt=salt, published_on=date(2020, 8, day))
        return data, replace(said, report=replace(said.report, paper_reference=reference))

    papers = [
        paper("a", "SECP_83", 7),
        paper("b", "SECP_83", 9),
        paper("c", "SECP_84x", 8),
        paper("d", "SECP_84x", 6),
    ]
    for place in order:
        keep(papers[place])
    counts = {papers[1][1].document.sha256, papers[2][1].document.sha256}
    assert {one.document.sha256 for one in read_reports(engine)} == counts
    assert {row.sha256 for row in list_documents(engine, "stored")} == counts
    first, second, third, fourth = (said.document.sha256 for _, said in papers)
    assert superseded_by(engine) == {first: second, fourth: third}
    issued = [one.document.sha256 for one in read_reports(engine, which="all")]
    assert issued == [fourth, first, third, second]
    assert tied_months(engine) == {}


def test_a_second_issue_that_names_no_paper_takes_the_place_of_the_first(engine, keep, report):
    data, said = report(salt="a", published_on=date(2020, 8, 7))
    named = replace(said, report=replace(said.report, paper_reference="SECP_83"))
    unnamed = report(salt="b", published_on=date(2020, 8, 9))
    unnamed = (unnamed[0], replace(unnamed[1], report=replace(unnamed[1].report, paper_reference=None)))
    keep((data, named), unnamed)
    assert read_reports(engine) == [unnamed[1]]
