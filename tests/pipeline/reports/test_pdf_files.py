"""Reading files: whatever lies at a path, there is one answer, in order, and no process stays behind."""

import hashlib
import os
from pathlib import Path

import pytest
from hostile import FILES, READ, REPORT

from extractors.contract import Extraction, Refusal
from pipeline.reports.pdf_files import document_name, open_bytes, read_files
from pipeline.sandbox import Limits


def test_every_file_has_one_answer_in_the_order_given(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.pdf" for name in FILES]
    for path, (make, _) in zip(paths, FILES.values(), strict=True):
        make(path)
    answers = list(read_files([*paths, REPORT], workers=2, limits=Limits(seconds=15)))
    assert [path for path, _, _ in answers] == [*paths, REPORT]
    for (path, data, result), (_, right) in zip(answers[:-1], FILES.values(), strict=True):
        said = f"{result.code}: {result.message}" if isinstance(result, Refusal) else READ
        assert said.split(":")[0] in right, f"{path.name}: {said}"
        assert result.document.filename == path.name
        if isinstance(result, Refusal):
            assert result.message
        if data is not None:
            assert result.document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
            assert result.document.bytes == path.stat().st_size
    last = answers[-1]
    assert isinstance(last[2], Extraction)
    assert last[1] == REPORT.read_bytes()


def test_a_file_over_the_limit_is_refused_unread_and_says_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(3_000_001)
    refusal = open_bytes(path, 3_000_000)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.document.bytes) == ("too_large", 3_000_001)
    assert open_bytes(path, 3_000_001) == bytes(3_000_001)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every file")
def test_a_file_that_may_not_be_opened_says_so(tmp_path: Path) -> None:
    path = tmp_path / "closed.pdf"
    path.touch(mode=0)
    refusal = open_bytes(path, 100)
    assert isinstance(refusal, Refusal)
    assert "Permission denied" in refusal.message


@pytest.mark.parametrize("name", ["with\0zero.pdf", "x" * 300 + ".pdf", "report.pdf/inside.pdf"])
def test_a_name_that_cannot_be_is_no_such_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "report.pdf").touch()
    refusal = open_bytes(tmp_path / name, 100)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_such_file"


def test_refusing_gives_descriptors_back(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        open_bytes(tmp_path, 100)
        open_bytes(tmp_path / "missing", 100)
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_name_that_is_no_text_can_still_be_printed() -> None:
    name = document_name(Path(os.fsdecode(b"caf\xe9.pdf")))
    assert name == "caf\ufffd.pdf"


def test_leaving_early_leaves_no_process(tmp_path: Path) -> None:
    before = _children()
    reading = read_files([REPORT, REPORT, REPORT], workers=2)
    next(reading)
    assert _children() > before
    reading.close()
    assert _children() == before


def _children() -> set[str]:
    """What this process has started and still runs, servers of other tests among it."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z":
            found.add(status.parent.name)
    return found
