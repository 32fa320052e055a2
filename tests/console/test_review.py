"""An archive is taught from the command line: what changes is shown first, and can be taken back."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("record")

ROW = "kind,value,wording,first_seen\noutcome,rejected,approved,2020-08\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "phrases.csv").write_text(ROW)
    return folder


def test_the_queue_is_listed_as_a_table_and_as_json(csrecon, record: Path) -> None:
    found = csrecon("review", "list", "--format", "json", folder=record).objects()
    assert csrecon("review", folder=record).status == 0
    for one in found:
        shown = json.loads(csrecon("review", "show", one["id"], "--format", "json", folder=record).out)
        assert shown["places"] == one["places"]


def test_an_item_that_is_none_is_told_and_nothing_is_written(csrecon, record: Path) -> None:
    ran = csrecon("review", "nothing", "ffffffffff", "--by", "Ann", folder=record)
    assert (ran.status, "no item" in ran.err) == (2, True)
    assert csrecon("review", "undo", "1", "--by", "Ann", folder=record).status == 2
    assert csrecon("vocabulary", "list", "--own", "--format", "json", folder=record).out == ""


def test_rows_are_tried_imported_approved_exported_and_taken_back(csrecon, record: Path, own: Path) -> None:
    tried = csrecon("vocabulary", "import", own, "--by", "Ann", "--try", "--format", "json", folder=record)
    said = json.loads(tried.out)
    assert (said["answer"], said["elsewhere"]) == (None, True)
    assert any(change["after"]["doubts"] == ["taught"] for r in said["reports"] for change in r["changes"])
    assert csrecon("vocabulary", "list", "--own", "--format", "json", folder=record).out == ""

    ran = csrecon("vocabulary", "import", own, "--by", "Ann", folder=record)
    assert (ran.status, "This is answer 1" in ran.out) == (0, True), ran.err
    assert csrecon("vocabulary", "import", own, "--by", "Ann", folder=record).status == 2
    assert csrecon("vocabulary", "approve", "--by", "Ann", folder=record).status == 2
    assert csrecon("vocabulary", "approve", "--by", "Bob", folder=record).status == 0
    (row,) = csrecon("vocabulary", "list", "--own", "--format", "json", folder=record).objects()
    assert (row["wording"], row["approved"], row["answer"]) == ("approved", True, 1)
    assert csrecon("vocabulary", "export", own.with_name("out"), folder=record).status == 0
    assert (own.with_name("out") / "phrases.csv").read_text() == ROW

    assert csrecon("review", "undo", "1", "--by", "Ann", folder=record).status == 0
    proof = csrecon("audit", "verify", "--facts", folder=record)
    assert proof.status == 0, proof.err


@pytest.mark.parametrize(
    "text",
    ["", "kind,value,wording\n", "kind,value,wording,first_seen\nverdict,x,y,2020-08\n", ROW + "outcome\n"],
)
def test_a_file_that_holds_no_such_rows_is_refused(csrecon, record: Path, own: Path, text: str) -> None:
    (own / "phrases.csv").write_text(text)
    ran = csrecon("vocabulary", "import", own, "--by", "Ann", folder=record)
    assert (ran.status, ran.err.startswith("Something failed")) == (2, False)
