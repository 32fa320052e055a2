"""Titles without quotes that stand before their reference."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.values.mentions import find_mentions
from extractors.values.titles_before import title_before


def mentions(text: str) -> list[tuple[str, str | None]]:
    return [(m.reference, m.title) for m in find_mentions(text, {}, False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "SECAS recommends that three should proceed: Bulk CH returns (DP144); Notice periods for Planned"
            " Maintenance (DP145); and Visibility of Problem Records to Parties (DP146).",
            [
                ("DP144", "Bulk CH returns"),
                ("DP145", "Notice periods for Planned Maintenance"),
                ("DP146", "Visibility of Problem Records to Parties"),
            ],
        ),
        (
            "The request for an Impact Assessment of Change Coordination (SECMP0058) was deferred.",
            [("SECMP0058", "Change Coordination")],
        ),
        (
            "At the previous meeting, on 26 August 2020, the Change Board rejected Amending the User Entry"
            " Process for Export Suppliers (MP093).",
            [("MP093", "Amending the User Entry Process for Export Suppliers")],
        ),
        (
            "Ensuring correct Certificates are placed on Smart Meters (DP152) was put forward on 21 May.",
            [("DP152", "Ensuring correct Certificates are placed on Smart Meters")],
        ),
        ("Standardised templates for Impact Assessments (SECMP0061) is open.",
         [("SECMP0061", "Standardised templates for Impact Assessments")]),
        ("It is approved (MP093).", [("MP093", None)]),
        ("This proposal (DP144) is new.", [("DP144", None)]),
        ("Approval (MP093) is pending.", [("MP093", None)]),
    ],
)  # fmt: skip
def test_the_title_before_a_reference_in_brackets(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert mentions(text) == expected


def test_what_the_document_calls_it_elsewhere_counts_first() -> None:
    text = "There is some overlap with Credentials for Change of Tenancy (SECMP0056)."
    close = text.index(" (")
    assert title_before(text, close, 0, ["Change of Tenancy"]) == text.index("Change of Tenancy")


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(max_size=80), st.integers(0, 90), st.integers(0, 90))
def test_any_text_has_a_title_inside_or_none(text: str, since: int, close: int) -> None:
    since, close = sorted((min(since, len(text)), min(close, len(text))))
    start = title_before(text, close, since, ())
    assert start is None or since <= start < close


@pytest.mark.parametrize(
    ("item", "reference", "title"),
    [
        ("Bulk CH returns, DP144", "DP144", "Bulk CH returns"),
        ("Yearly review of Keys, MP093 – approved, Self-Governance", "MP093", "Yearly review of Keys"),
        ("Last resort supply: changes of keys, DP145", "DP145", "Last resort supply: changes of keys"),
        ("Section F review: siting it (MP046), from 3 May 2020", "MP046", "Section F review: siting it"),
        ("Refinement: Bulk CH returns, MP117", "MP117", "Bulk CH returns"),
        ("In June, MP093 – approved", "MP093", None),
        ("Approved by the Change Board, MP093", "MP093", None),
        ("Following the vote, MP093 was approved", "MP093", None),
        ("Change Board, MP093", "MP093", None),
    ],
)  # fmt: skip
def test_the_title_with_which_an_item_begins(item: str, reference: str, title: str | None) -> None:
    assert [(m.reference, m.title) for m in find_mentions(item, {}, True)] == [(reference, title)]
