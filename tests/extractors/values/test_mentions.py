"""References with the titles and parts printed beside them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.values.mentions import find_mentions

steady = settings(derandomize=True, deadline=None, max_examples=200)


def only(
    text: str, *, listed: bool = False, titles: dict[str, frozenset[str]] | None = None
) -> tuple[str | None, ...]:
    """The one mention of a text: reference, title, part and the place it takes."""
    (mention,) = find_mentions(text, titles or {}, listed)
    return mention.reference, mention.title, mention.part, text[mention.start : mention.end]


@pytest.mark.parametrize(
    "printed",
    [
        "MP103 ‘DCC Charging’",
        "MP103 “DCC Charging”",
        'MP103 "DCC Charging"',
        "MP103 'DCC Charging'",
        "MP103, ‘DCC Charging’",
        "MP103 (‘DCC Charging’)",
        "MP103 (DCC Charging)",
        "MP103 – DCC Charging",
        "MP103 — DCC Charging",
        "MP103: DCC Charging",
        "‘DCC Charging’ (MP103)",
        "“DCC Charging” (MP103)",
    ],
)
def test_a_title_beside_its_reference(printed: str) -> None:
    assert only(f"{printed} was approved.") == ("MP103", "DCC Charging", None, printed)


@pytest.mark.parametrize(
    "end", [" was approved.", " – approved", ", closing on 3 August 2020", "; approved", " [approved]", ""]
)
def test_a_bare_title_in_a_list_s_item_ends_where_the_sentence_goes_on(end: str) -> None:
    assert only(f"MP103 DCC Charging{end}", listed=True)[:2] == ("MP103", "DCC Charging")


def test_a_bare_title_in_running_text_is_taken_only_where_the_document_names_it_so() -> None:
    text = "MP103 DCC Charging was approved."
    assert only(text)[1] is None
    assert only(text, titles={"MP103": frozenset({"DCC Charging"})})[1] == "DCC Charging"
    assert only(text, titles={"MP104": frozenset({"DCC Charging"})})[1] is None


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("‘User’s right to gas’", "User’s right to gas"),
        ("‘Suppliers’ obligations’", "Suppliers’ obligations"),
        ("'User's right to gas'", "User's right to gas"),
        ("'Suppliers' obligations'", "Suppliers' obligations"),
        ("“The ‘quoted’ word”", "The ‘quoted’ word"),
        ("‘Approved by the Authority, on 3 August 2020’", "Approved by the Authority, on 3 August 2020"),
    ],
)
def test_what_stands_in_a_title_does_not_end_it(printed: str, title: str) -> None:
    assert only(f"MP103 {printed} was raised.")[1:] == (title, None, f"MP103 {printed}")


@pytest.mark.parametrize(
    "after", ["was approved", "(approved)", "(closing 3 August)", "(see Appendix A)", "‘never closed"]
)
def test_what_is_no_title(after: str) -> None:
    assert only(f"MP103 {after}")[:3] == ("MP103", None, None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("MP103: The legal text would be confined to two definitions.", None),
        ("MP103: Parties told the Panel that one visit in 12 has to be repeated.", None),
        ("MP103: Ensuring certificates are placed on meters.", "Ensuring certificates are placed on meters"),
    ],
)
def test_a_sentence_after_a_colon_is_no_title(text: str, title: str | None) -> None:
    assert only(text, listed=True)[1] == title


@pytest.mark.parametrize(
    ("text", "title", "part"),
    [
        ("MP102A ‘Title’ part 2 was", "Title", "part 2"),
        ("MP102A ‘Title’ (part 2) was", "Title", "part 2"),
        ("MP102A – Title (Part 1)", "Title", "Part 1"),
        ("MP102A part 1 was", None, "part 1"),
        ("MP102A ‘Title part 2’ was", "Title part 2", None),
        ("MP102A – Title - Part 2", "Title - Part 2", None),
        ("MP102A – Title – part 2", "Title", "part 2"),
    ],
)
def test_a_part_belongs_to_the_delivery_not_to_the_title(
    text: str, title: str | None, part: str | None
) -> None:
    assert only(text)[:3] == ("MP102A", title, part)


def test_each_reference_has_its_own_title() -> None:
    text = "MP103 ‘One’, MP104 “Two” and MP105 – Three were approved."
    assert [(m.reference, m.title) for m in find_mentions(text, {}, False)] == [
        ("MP103", "One"),
        ("MP104", "Two"),
        ("MP105", "Three"),
    ]


def test_the_references_of_an_enumeration_have_no_titles() -> None:
    mentions = list(find_mentions("MPs 103, 118 and 124 were approved.", {}, True))
    assert [(m.reference, m.title) for m in mentions] == [("MP103", None), ("MP118", None), ("MP124", None)]


# Words that a title may hold, none of which reads as the sentence going on.
NAMES = ["Gas", "Network", "User’s", "DCC", "Charging", "SMETS1", "data", "of", "the", "Approved", "2020"]
TITLE = st.lists(st.sampled_from(NAMES), min_size=1, max_size=6).map(" ".join)


@steady
@given(
    TITLE,
    st.sampled_from(["‘’", "“”", '""']),
    st.sampled_from([" was approved.", ", closing 3 July", ")", ""]),
)
def test_a_quoted_title_is_read_back(title: str, quotes: str, after: str) -> None:
    assert only(f"(see MP103 {quotes[0]}{title}{quotes[1]}{after}")[1] == title


@steady
@given(st.text(alphabet="MP103 MP104 ‘’“”\"'()–-,.;: Aab part 2", max_size=80), st.booleans())
def test_any_text_gives_mentions_in_order(text: str, listed: bool) -> None:
    mentions = list(find_mentions(text, {}, listed))
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(0 <= m.start < m.own <= m.end <= len(text) for m in mentions)
    assert all(m.title is None or m.title in text for m in mentions)
