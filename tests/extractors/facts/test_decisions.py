"""Decisions: what is one, and the month of a request that was decided without a day."""

from collections.abc import Callable

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]


def decisions(report: Extraction) -> list[dict[str, object]]:
    return [fact.values() for fact in report.facts if fact.kind == "decision"]


def test_what_received_an_approval_was_not_raised(read_paper: Read) -> None:
    told = (
        "MP103 ‘Bulk CH returns’ was raised by Npower and received the Authority’s approval on 3 July 2020."
    )
    report = read_paper(("h", "Summary"), ("p", told))
    (fact,) = decisions(report)
    assert (fact["reference"], fact["body"], fact["outcome"]) == ("MP103", "authority", "approved")


@pytest.mark.parametrize(
    ("month", "period"), [("June", "2020-06"), ("August", "2020-08"), ("December", "2019-12")]
)
def test_a_month_without_a_year_is_the_latest_up_to_the_report(
    read_paper: Read, month: str, period: str
) -> None:
    told = f"In {month} the Change Board approved the Impact Assessment request for MP103."
    (fact,) = decisions(read_paper(("h", "Refine"), ("p", told)))
    assert (fact["subject"], fact["period"]) == ("impact_assessment", period)
