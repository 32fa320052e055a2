"""The word account."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.contract import Coverage
from extractors.ledger import ROLES, Claimed, Role, coverage_of, is_counted, settled
from extractors.pages.model import Word

Lay = Callable[..., list[Word]]
steady = settings(derandomize=True, deadline=None, max_examples=100)


def account(laid: list[Word], *claims: tuple[Role, list[Word]]) -> Coverage:
    return coverage_of(laid, settled(Claimed(role, tuple(words)) for role, words in claims))


def test_every_role_has_its_number(words: Lay) -> None:
    coverage = account(words("not one word"))
    assert coverage.by_role == dict.fromkeys(ROLES, 0)
    assert coverage.words == 3


def test_the_first_claim_stands(words: Lay) -> None:
    laid = words("one two three")
    coverage = account(laid, ("heading", laid[:2]), ("narrative", laid))
    assert (coverage.by_role["heading"], coverage.by_role["narrative"]) == (2, 1)


def test_a_fact_s_claim_outranks_others(words: Lay) -> None:
    laid = words("one two")
    coverage = account(laid, ("narrative", laid), ("fact", laid[:1]), ("formula", laid))
    assert (coverage.by_role["fact"], coverage.by_role["narrative"], coverage.by_role["formula"]) == (1, 1, 0)


def test_what_nobody_claims_is_listed_line_by_line(words: Lay) -> None:
    laid = words("one two three", "four five")
    coverage = account(laid, ("fact", [laid[0]]))
    assert [e.text for e in coverage.unclaimed] == ["two three", "four five"]


def test_a_lone_bullet_sign_is_no_word_but_a_dash_is(words: Lay) -> None:
    assert [word.text for word in words("• one – two *") if is_counted(word)] == ["one", "–", "two"]


@steady
@given(st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, 11), st.integers(0, 11)), max_size=8))
def test_every_word_is_counted_once(words: Lay, claims: list[tuple[Role, int, int]]) -> None:
    laid = words("a b c d e f", "g h i j k l")
    coverage = account(laid, *((role, laid[start:end]) for role, start, end in claims))
    unclaimed = sum(len(e.text.split()) for e in coverage.unclaimed)
    assert sum(coverage.by_role.values()) + unclaimed == coverage.words == len(laid)
