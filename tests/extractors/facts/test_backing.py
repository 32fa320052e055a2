"""Every value stands in its evidence, also what a heading, a caption or a column's name tells."""

from collections.abc import Callable

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]


def shown(report: Extraction, kind: str) -> list[str]:
    return [" ".join(box.text for box in fact.evidence) for fact in report.facts if fact.kind == kind]


@pytest.mark.parametrize("ruling", ["grid", "bands"])
def test_a_release_told_by_the_names_of_columns_is_shown(read_paper: Read, ruling: str) -> None:
    rows = [
        ["June 2021 SEC Release", "24 June 2021"],
        ["MP401", "Meter pairing"],
        ["MP388", "Key rotation"],
    ]
    report = read_paper(("h", "Releases"), ("p", "The next release:"), ("t", rows, ruling))
    items = [f.values() for f in report.facts if f.kind == "release_item"]
    told = [(v["reference"], v["title"], v["release"], v["release_date"]) for v in items]
    assert told == [
        ("MP401", "Meter pairing", "June 2021 SEC Release", "2021-06-24"),
        ("MP388", "Key rotation", "June 2021 SEC Release", "2021-06-24"),
    ]
    assert all("24 June 2021" in text for text in shown(report, "release_item"))
    assert [w.code for w in report.warnings] == []


def test_a_day_told_by_a_heading_is_shown(read_paper: Read) -> None:
    report = read_paper(
        ("h", "Opine"),
        ("s", "Change Board votes on 22 July 2020"),
        ("t", [["Ref", "Outcome", "Path"], ["MP401", "Approved", "Self-Governance"]], "grid"),
    )
    decided = next(f for f in report.facts if f.kind == "decision")
    assert decided.values()["decided_on"] == "2020-07-22"
    assert "22 July 2020" in shown(report, "decision")[0]
    assert "Change Board" in shown(report, "decision")[0]


def test_a_deferred_request_has_the_day_of_its_table_s_caption(read_paper: Read) -> None:
    rows = [
        ["Ref", "Title", "Outcome", "Comment"],
        ["MP401", "Meter pairing", "Approved", "None"],
        ["MP388", "Key rotation", "Deferred", "Back on 26 August 2020"],
    ]
    report = read_paper(
        ("h", "Refine"),
        ("s", "Impact Assessment requests put to the Change Board on 22 July 2020"),
        ("t", rows, "grid"),
    )
    told = [f.values() for f in report.facts if f.kind == "decision"]
    assert [(v["reference"], v["outcome"], v["decided_on"]) for v in told] == [
        ("MP401", "approved", "2020-07-22"),
        ("MP388", "deferred", "2020-07-22"),
    ]
