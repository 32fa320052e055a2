"""Names of releases in their canonical form."""

import pytest

from extractors.values.releases import find_releases


@pytest.mark.parametrize(
    "printed",
    [
        "November 2020 SEC Release",
        "November 2020 Release",
        "Nov 20 SEC Release",
        "Nov. 2020 SEC Release",
        "november 2020 sec release",
        "November 2020 SEC Systems Release",
        "SEC Release of November 2020",
        "SEC Release (November 2020)",
    ],
)
def test_every_form_of_a_name(printed: str) -> None:
    text = f"in the {printed}, which"
    (span,) = find_releases(text)
    assert span.name == "November 2020 SEC Release"
    assert text[span.start : span.end] == printed


def test_several_are_found_in_order() -> None:
    text = "from the June 2021 SEC Release to the February 2022 SEC Release"
    assert [span.name for span in find_releases(text)] == [
        "June 2021 SEC Release",
        "February 2022 SEC Release",
    ]


@pytest.mark.parametrize(
    "text", ["a standalone release", "the SEC Release", "in November 2020", "a press release"]
)
def test_what_names_no_scheduled_release(text: str) -> None:
    assert list(find_releases(text)) == []
