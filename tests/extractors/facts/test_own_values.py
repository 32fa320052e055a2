"""Several modifications in one sentence keep each its own day and release."""

from collections.abc import Callable

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]

BOTH = [("MP101", "approved", "2020-07-05"), ("MP103", "approved", "2020-07-19")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Change Board approved MP101 on 5 July 2020 and MP103 on 19 July 2020.", BOTH),
        ("MP101 was approved on 5 July 2020 and MP103 on 19 July 2020 by the Change Board.", BOTH),
        ("On 5 July 2020 the Change Board approved MP101 and on 19 July 2020 MP103.", BOTH),
        (
            "On 5 July 2020 the Change Board approved MP101 and MP103.",
            [("MP101", "approved", "2020-07-05"), ("MP103", "approved", "2020-07-05")],
        ),
        (
            "The Change Board approved MP101 on 5 July 2020 and rejected MP103 on 19 July 2020.",
            [("MP101", "approved", "2020-07-05"), ("MP103", "rejected", "2020-07-19")],
        ),
    ],
)
def test_each_its_own_day(read_paper: Read, text: str, wanted: list[tuple[str, str, str]]) -> None:
    report = read_paper(("h", "Opine"), ("s", "Change Board votes"), ("p", text))
    told = [f.values() for f in report.facts if f.kind == "decision"]
    assert [(v["reference"], v["outcome"], str(v["decided_on"])) for v in told] == wanted


def test_each_its_own_release(read_paper: Read) -> None:
    text = (
        "The Change Board approved MP101 for the November 2020 SEC Release and MP103 for the June 2021 "
        "SEC Release."
    )
    report = read_paper(("h", "Opine"), ("s", "Change Board votes"), ("p", text))
    told = [f.values() for f in report.facts if f.kind == "decision"]
    assert [(v["reference"], v["release"]) for v in told] == [
        ("MP101", "November 2020 SEC Release"),
        ("MP103", "June 2021 SEC Release"),
    ]


def test_respectively_pairs_them_in_their_order(read_paper: Read) -> None:
    text = (
        "The Refinement Consultations on MP101 and MP103 closed on 17 July 2020 and 24 July 2020 "
        "respectively."
    )
    report = read_paper(("h", "Refine"), ("s", "Refinement Consultations"), ("p", text))
    told = [f.values() for f in report.facts if f.kind == "consultation"]
    assert [(v["reference"], v["closes_on"]) for v in told] == [
        ("MP101", "2020-07-17"),
        ("MP103", "2020-07-24"),
    ]


def test_each_release_item_its_own_day(read_paper: Read) -> None:
    text = (
        "MP101 was implemented on 6 July 2020 as a standalone release, and MP103 was implemented on "
        "20 July 2020 as a standalone release."
    )
    report = read_paper(("h", "Releases"), ("p", text))
    told = [f.values() for f in report.facts if f.kind == "release_item"]
    assert [(v["reference"], v["release_date"]) for v in told] == [
        ("MP101", "2020-07-06"),
        ("MP103", "2020-07-20"),
    ]
