"""References in every printed form, alone and in enumerations."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.values.references import canonical, find_references

steady = settings(derandomize=True, deadline=None, max_examples=200)


def found(text: str) -> list[str]:
    return [reference.canonical for reference in find_references(text)]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("SECMP0007", "SECMP0007"),
        ("SECMP 0007", "SECMP0007"),
        ("SECMP-0007", "SECMP0007"),
        ("SECMP\u20110007", "SECMP0007"),
        ("secmp 0007", "SECMP0007"),
        ("MP102A", "MP102A"),
        ("MP 102A", "MP102A"),
        ("MP\u00a0102A", "MP102A"),
        ("MP102a", "MP102A"),
        ("DP136", "DP136"),
    ],
)
def test_a_printed_form_has_one_canonical_form(printed: str, meant: str) -> None:
    assert canonical(printed) == meant
    assert found(f"The Panel saw {printed}.") == [meant]


@pytest.mark.parametrize("text", ["", "MP", "MP10", "103", "MP103 and 118", "the MP103", "MP10345", "XMP103"])
def test_what_is_no_single_reference_has_no_canonical_form(text: str) -> None:
    assert canonical(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("MPs 103, 118 and 124", ["MP103", "MP118", "MP124"]),
        ("MPs 103, 118, and 124 were", ["MP103", "MP118", "MP124"]),
        ("MP103/118", ["MP103", "MP118"]),
        ("MP117/MP118", ["MP117", "MP118"]),
        ("SECMP0046 and 0053", ["SECMP0046", "SECMP0053"]),
        ("SECMP0062 and MP077", ["SECMP0062", "MP077"]),
        ("DP 135 and DP 136", ["DP135", "DP136"]),
        ("MP102A/B", ["MP102A", "MP102B"]),
        ("MP102A and B", ["MP102A", "MP102B"]),
        ("MP102A & B", ["MP102A", "MP102B"]),
        ("MP102A, B and C", ["MP102A", "MP102B", "MP102C"]),
        ("MP102A/102B", ["MP102A", "MP102B"]),
    ],
)
def test_an_enumeration_gives_its_references_one_by_one(text: str, meant: list[str]) -> None:
    assert found(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("MP103 and 2020", ["MP103"]),  # a year has another width than the reference before it
        ("SECMP0046 and 2020", ["SECMP0046"]),  # and where it has not, it is a year still
        ("MP103 and 118 WD", ["MP103"]),
        ("MP103 and 124 modifications", ["MP103"]),
        ("MP103, 118% of them", ["MP103"]),
        ("MP103 and a proposal", ["MP103"]),
        ("MP102A a proposal", ["MP102A"]),
        ("MP102A and A further one", ["MP102A"]),
        ("MP103 and 12 others", ["MP103"]),
    ],
)
def test_what_follows_a_reference_is_not_always_one(text: str, meant: list[str]) -> None:
    assert found(text) == meant


@pytest.mark.parametrize("text", ["AMP103", "MP1", "SECMP00071", "a ramp 103", "MPs and DPs"])
def test_no_reference_inside_other_words(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "own"), [("see MPs 103, 118B.", ["MPs 103", "118B"]), ("(MP102A/B)", ["MP102A", "B"])]
)
def test_places_are_those_of_the_reference_s_own_characters(text: str, own: list[str]) -> None:
    assert [text[r.start : r.end] for r in find_references(text)] == own


PREFIXES = {"SECMP": 4, "MP": 3, "DP": 3}


@st.composite
def written_lists(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A list of references of one prefix in some style, and what it means."""
    prefix = draw(st.sampled_from(sorted(PREFIXES)))
    width = PREFIXES[prefix]
    number = st.integers(1, 10**width - 1).filter(lambda n: not 1900 <= n < 2100)
    suffix = st.sampled_from(["", "", "A", "B"])
    items = draw(st.lists(st.tuples(number, suffix), min_size=1, max_size=5))
    plain = [f"{n:0{width}}{letter}" for n, letter in items]
    gap = draw(st.sampled_from(["", " ", "-", "\u00a0", "\u2011"]))
    style = draw(st.sampled_from(["prefixed", "bare", "slashed"]))
    shown = [prefix + gap + number for number in plain]
    if style == "prefixed":
        tail = shown
    elif len(plain) > 1 and gap in ("", " "):
        tail = [prefix + draw(st.sampled_from(["", "s"])) + gap + plain[0], *plain[1:]]
    else:
        tail = [shown[0], *plain[1:]]
    joint = "/" if style == "slashed" else ", "
    last = "/" if style == "slashed" else draw(st.sampled_from([" and ", ", and ", " & ", ", "]))
    text = tail[0] if len(tail) == 1 else joint.join(tail[:-1]) + last + tail[-1]
    return text, [prefix + number for number in plain]


@steady
@given(
    written_lists(), st.sampled_from(["", "The Panel noted "]), st.sampled_from(["", ".", " were approved."])
)
@example(("MPs 103, 118 and 124", ["MP103", "MP118", "MP124"]), "", "")
def test_a_list_written_in_any_style_is_read_back(
    written: tuple[str, list[str]], before: str, after: str
) -> None:
    text, meant = written
    assert found(before + text + after) == meant


@steady
@given(st.text(alphabet="MPDSEC 0123456789abAB,/&-and‘’\u00a0", max_size=60))
def test_any_text_gives_canonical_references_in_order(text: str) -> None:
    references = list(find_references(text))
    assert all(a.end <= b.start for a, b in pairwise(references))
    assert all(canonical(r.canonical) == r.canonical for r in references)
