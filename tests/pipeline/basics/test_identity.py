"""Which references are the same modification, and which titles the same title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.basics.identity import identity, number, plain_title, slug


@pytest.mark.parametrize(
    ("references", "same"),
    [
        (("SECMP0071", "MP071", "DP071"), "71"),
        (("MP102A",), "102A"),
        (("SECMP0007", "MP007"), "7"),
        (("MP100",), "100"),
    ],
)
def test_identity_is_number_and_suffix(references, same):
    assert {identity(reference) for reference in references} == {same}


def test_a_text_that_is_no_reference_is_its_own_identity():
    assert identity("the other one") == "the other one"
    assert identity("mp102a") == "mp102a"


def test_number_leaves_the_suffix_out():
    assert number("MP102A") == number("MP102B") == number("DP102") == "102"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Batch 3 – part one", "Batch 3 - Part One"),
        ("The Panel’s policy", "The Panel's policy"),
        ("‘Non-Mandated’ Alerts", "Non Mandated  Alerts"),
        ("Pre-Payment", "Prepayment"),
        ("GBCS\u00a0v3.2", "GBCS v3.2"),
    ],
)
def test_titles_that_are_the_same(one, other):
    assert plain_title(one) == plain_title(other)


def test_titles_that_are_not():
    assert plain_title("Bulk CH returns") != plain_title("CH Bulk returns")
    assert plain_title("SRV 6.15.1") != plain_title("SRV 6.15.2")


@given(
    st.lists(st.text(alphabet="abcxyzäé0123.,()&+/", min_size=1), min_size=1),
    st.text("‘’'\"“”-–— \t\u00a0´`", min_size=1),
)
def test_case_and_what_stands_between_the_words_make_no_difference(words, between):
    assert plain_title(between.join(words).upper()) == plain_title("".join(words))


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("SMETS1 Validation of SRV 6.15.1", "smets1-validation-of-srv-6-15-1"),
        (
            "Incorporation of Proposals into the SEC - Batch 3",
            "incorporation-of-proposals-into-the-sec-batch-3",
        ),
        ("Ensuring the Panel’s expenses policy", "ensuring-the-panels-expenses-policy"),
        ("Correcting DUIS Matrix for SRV7.7", "correcting-duis-matrix-for-srv7-7"),
    ],
)
def test_a_slug_is_what_the_registers_addresses_print(title, address):
    assert slug(title) == address
