"""Correcting from the command line: tried, proposed, approved by another, listed and taken back."""

import json
from pathlib import Path

import pytest

from extractors import read
from samples import REPORTS

pytestmark = pytest.mark.xdist_group("record")

FILE = "2020-08.pdf"


def test_a_document_is_set_right_without_a_browser(csrecon, record: Path) -> None:
    facts = read((REPORTS / FILE).read_bytes(), FILE).facts
    fact = next(one for one in facts if one.kind == "decision" and one.outcome == "approved")
    said = (
        "review",
        "correct",
        FILE,
        fact.id[:10],
        "outcome=rejected",
        "--by",
        "Ann",
        "--reason",
        "So it is.",
    )
    tried = csrecon(*said, "--try", "--format", "json", folder=record)
    (report,) = json.loads(tried.out)["reports"]
    assert [change["after"]["outcome"] for change in report["changes"]] == ["rejected"]
    assert csrecon("review", "corrections", "--format", "json", folder=record).out == ""
    assert "Nothing changes until another person approves it" in csrecon(*said, folder=record).err

    own = csrecon("review", "approve", "1", "--by", "Ann", folder=record)
    assert (own.status, "Another person" in own.err) == (2, True)
    assert csrecon("review", "approve", "1", "--by", "Bob", folder=record).status == 0
    (one,) = csrecon("review", "corrections", "--format", "json", folder=record).objects()
    assert (one["state"], one["by"], one["approved_by"]) == ("counts", "Ann", "Bob")
    assert (one["was"]["outcome"], one["fields"]) == ("approved", {"outcome": "rejected"})
    assert csrecon("audit", "verify", "--facts", folder=record).status == 0

    assert csrecon("review", "undo", "1", "--by", "Ann", folder=record).status == 0
    assert "taken back" in csrecon("review", "corrections", folder=record).out
    assert csrecon("audit", "verify", "--facts", folder=record).status == 0
