"""A night with nothing to read: Prefect is not started where nobody keeps a server of it."""

from pathlib import Path

import pytest

from samples import REGISTER, REPORTS


@pytest.fixture
def read(csrecon, tmp_path: Path) -> Path:
    """A folder whose inbox holds nothing new."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "2020-08.pdf").write_bytes((REPORTS / "2020-08.pdf").read_bytes())
    assert csrecon("ingest", "inbox", folder=tmp_path).status == 0
    return tmp_path


def test_a_night_with_nothing_to_read_does_without_prefect(csrecon, read: Path) -> None:
    register = ("--register", REGISTER / "2020-08-07.csv")
    first = csrecon("nightly", "--inbox", "inbox", *register, folder=read)
    assert first.status == 0
    assert "Starting Prefect" not in first.err
    assert "Register: 56 modifications as of 2020-08-07, new." in first.out
    assert "Reports: 1 already in the record." in first.out
    second = csrecon("nightly", "--inbox", "inbox", *register, folder=read)
    assert "Nothing changed since the night before." in second.out
    assert len(list((read / "csrecon-nights").glob("*.html"))) == 2
    assert not (read / "csrecon-archive" / ".prefect").exists()
    runs = csrecon("runs", "--format", "json", folder=read).objects()
    assert [run["status"] for run in runs if run["kind"] == "nightly"] == ["completed"] * 2


def test_what_such_a_night_cannot_do_it_tells_and_does_the_rest(csrecon, read: Path) -> None:
    ran = csrecon("nightly", "--inbox", "inbox", "--register", "gone.csv", folder=read)
    assert ran.status == 2
    assert "Problem: " in ran.out
    assert "gone.csv" in ran.err
    assert "Findings: " in ran.out
    [night] = [
        r for r in csrecon("runs", "--format", "json", folder=read).objects() if r["kind"] == "nightly"
    ]
    assert night["status"] == "failed"
