"""Whatever the bytes are, they are read or refused in words; no other exception comes out."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.basics.errors import UnusableInput
from pipeline.register.files.read import READERS, read_bytes
from samples import PAGES, REGISTER

_PIECES = st.one_of(
    st.sampled_from(
        [
            *("Reference", "Title", "Date raised", "timeline", "page_as_at", "part", "release_status"),
            *("MP103", "SECMP 0007", "31/02/2020", "1 May 2020", "Nov 20 SEC Release", "TBC", "Targeted"),
            *(",", ";", "\t", "\n", '"', "|", "{", "}", "[", "]", ":", "<table>", "<tr>", "<td>", "</td>"),
            *("<h1>", "</h1>", "<p>", "<script>", "Stage", "StageWithdrawn", "\0", "\ufeff", "=cmd|'/C'!A0"),
        ]
    ),
    st.text(max_size=5),
)


@given(st.lists(_PIECES, max_size=30).map("".join), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_pieces_of_registers_in_any_order(text, encoding):
    data = text.encode(encoding, "replace")
    for format in ("auto", *READERS):
        with suppress(UnusableInput):
            assert read_bytes(data, "r", format).reading.entries


@settings(max_examples=60)
@given(st.data())
@pytest.mark.parametrize("source", [PAGES / "register-pages.jsonl", REGISTER / "2020-08-07.csv"])
def test_a_damaged_register(source, data):
    whole = source.read_bytes()[:6000]
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    damaged = whole[:start] + data.draw(st.binary(max_size=8)) + whole[start + length :]
    with suppress(UnusableInput):
        assert read_bytes(damaged, source.name).reading.entries


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["MP103", "1 May 2020", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
_NAMES = st.sampled_from(["Reference", "title", "timeline", "date raised", "page as at", "part", "other"])


@given(st.lists(st.dictionaries(_NAMES, _VALUES, max_size=5), max_size=4))
def test_json_with_any_values(objects):
    with suppress(UnusableInput):
        assert read_bytes(json.dumps(objects).encode(), "r.json").reading.entries
