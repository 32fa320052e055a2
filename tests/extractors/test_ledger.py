"""The word account."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.ledger import ROLES, Ledger
from extractors.pages.model import Word

Lay = Callable[..., list[Word]]
steady = settings(derandomize=True, deadline=None, max_examples=100)


def test_every_role_has_its_number(words: Lay) -> None:
    coverage = Ledger().coverage(words("not one word"))
    assert coverage.by_role == dict.fromkeys(ROLES, 0)
    assert coverage.words == 3


def test_the_first_claim_stands(words: Lay) -> None:
    laid, ledger = words("one two three"), Ledger()
    ledger.claim("heading", laid[:2])
    ledger.claim("narrative", laid)
    coverage = ledger.coverage(laid)
    assert (coverage.by_role["heading"], coverage.by_role["narrative"]) == (2, 1)


def test_a_fact_s_claim_outranks_others(words: Lay) -> None:
    laid, ledger = words("one two"), Ledger()
    ledger.claim("narrative", laid)
    ledger.claim("fact", laid[:1])
    ledger.claim("formula", laid)
    coverage = ledger.coverage(laid)
    assert (coverage.by_role["fact"], coverage.by_role["narrative"], coverage.by_role["formula"]) == (1, 1, 0)


def test_what_nobody_claims_is_listed_line_by_line(words: Lay) -> None:
    laid, ledger = words("one two three", "four five"), Ledger()
    ledger.claim("fact", [laid[0]])
    assert [e.text for e in ledger.coverage(laid).unclaimed] == ["two three", "four five"]


@steady
@given(st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, 11), st.integers(0, 11)), max_size=8))
def test_every_word_is_counted_once(words: Lay, claims: list[tuple[str, int, int]]) -> None:
    laid, ledger = words("a b c d e f", "g h i j k l"), Ledger()
    for role, start, end in claims:
        ledger.claim(role, laid[start:end])
    coverage = ledger.coverage(laid)
    unclaimed = sum(len(e.text.split()) for e in coverage.unclaimed)
    assert sum(coverage.by_role.values()) + unclaimed == coverage.words == len(laid)
