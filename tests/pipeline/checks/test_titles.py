"""How alike two titles are, with the reason that a finding shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.support.titles import alike, comparison


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("CH Bulk returns", "Bulk CH returns", "100 of 100 alike: the same words in another order"),
        ("Bulk CH returns", "Bulk CH return", "96 of 100 alike: ‘returns’ for ‘return’"),
        (
            "Large Gas Meter Displays",
            "Large Gas Meter Displays batch 3",
            "85 of 100 alike: without ‘batch 3’",
        ),
        ("Removal of DUIS v1.1", "Removal of the DUIS v1.1", "90 of 100 alike: without ‘the’"),
        ("Bulk CH returns", "Change Coordination", "35 of 100 alike"),
    ],
)
def test_the_reason_is_in_words(one, other, said):
    assert comparison(one, other) == said


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_compared_and_likeness_is_mutual(one, other):
    assert 0 <= alike(one, other) == alike(other, one) <= 100
    assert comparison(one, other)


def test_a_mistyped_reference_is_recognised_by_its_title(material):
    known = "\n".join(f"mention MP{number}" for number in range(101, 107))
    entries = known.replace("mention", "entry")
    said = material(
        f"report 2020-08\n{known}\nmention MP711 title='Bulk CH returns'\n"
        f"register 2020-08-07\n{entries}\nentry MP117 title='Bulk CH Returns'"
    )
    (found,) = said.check("R301").findings
    assert found.message.endswith("names it once; ‘Bulk CH returns’ is MP117 there (100 of 100 alike).")


def test_of_several_printed_titles_the_nearest_is_told(material):
    said = material(
        "report 2020-08\nmention MP117 title='Another thing'\nmention MP117 title='Bulk CH return'\n"
        "register 2020-08-07\nentry MP117 title='Bulk CH returns'"
    )
    assert said.check("R302").findings[0].stated == {"title": "Bulk CH return"}
