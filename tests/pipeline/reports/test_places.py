"""Where documents are looked for, and what is passed over with its reason: nothing silently."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from pipeline.basics.errors import OutOfReach, UnusableInput
from pipeline.reports import zipped
from pipeline.reports.places import look_through
from pipeline.reports.zipped import documents_at, name_of, some_documents_at

LARGEST = 1000


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"%PDF")


def reasons(folder: Path, *places: str) -> dict[str, str]:
    found = look_through([folder / place for place in places or [""]])
    return {one.path.relative_to(folder).as_posix(): one.reason for one in found.passed_over}


def test_folders_are_searched_to_the_bottom_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b/2.pdf", "b/a/1.PDF", "a.pdf", "notes.txt", "b/c.pdf.part")
    found = look_through([tmp_path, tmp_path / "a.pdf", tmp_path / "notes.txt"])
    assert [path.relative_to(tmp_path).as_posix() for path in found.documents] == [
        "a.pdf",
        "b/2.pdf",
        "b/a/1.PDF",
        "notes.txt",
    ]


def test_what_is_no_document_by_its_name_is_passed_over_with_the_reason(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf", "notes.docx", "._a.pdf", ".b.pdf", "~$c.pdf", "d.pdf.crdownload", "e.PDF.Part")
    assert reasons(tmp_path) == {
        "notes.docx": "neither a PDF nor a zip archive",
        "._a.pdf": "what a Mac keeps beside a file",
        ".b.pdf": "hidden",
        "~$c.pdf": "hidden",
        "d.pdf.crdownload": "not wholly downloaded yet",
        "e.PDF.Part": "not wholly downloaded yet",
    }


def test_a_folder_behind_a_link_is_looked_through_once(tmp_path: Path) -> None:
    make(tmp_path, "archive/a.pdf", "elsewhere/b.pdf")
    (tmp_path / "archive" / "again").symlink_to(tmp_path / "archive")
    (tmp_path / "archive" / "more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "archive" / "most").symlink_to(tmp_path / "elsewhere")
    found = look_through([tmp_path / "archive"])
    assert [path.name for path in found.documents] == ["a.pdf", "b.pdf"]
    assert {one.path.name for one in found.passed_over} == {"again", "most"}


@pytest.mark.parametrize(("place", "said"), [("nowhere", "no file or folder"), (".", "no PDF in")])
def test_a_place_that_holds_nothing_is_a_mistake(tmp_path: Path, place: str, said: str) -> None:
    with pytest.raises(UnusableInput, match=said), some_documents_at([tmp_path / place], LARGEST):
        pass


def pack(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


def test_a_zip_archive_gives_its_documents_for_as_long_as_they_are_read(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("deep.pdf", b"%PDF")
    pack(
        tmp_path / "years.ZIP",
        {
            "2019/report.pdf": b"%PDF 2019",
            "2020/report.pdf": b"%PDF 2020",
            "../../etc/evil.pdf": b"%PDF evil",
            "C:\\windows\\evil.pdf": b"%PDF windows",
            "__MACOSX/2019/._report.pdf": b"junk",
            "notes.txt": b"notes",
            "large.pdf": b"x" * (LARGEST + 1),
            "inner.zip": inner.getvalue(),
        },
    )
    with documents_at([tmp_path], LARGEST) as found:
        read = {path.read_bytes() for path in found.paths}
        assert read == {b"%PDF 2019", b"%PDF 2020", b"%PDF evil", b"%PDF windows"}
        assert {name_of(path) for path in found.paths} == {"years.ZIP, report.pdf", "years.ZIP, evil.pdf"}
        assert {one.path.name: one.reason for one in found.passed_over} == {
            "._report.pdf": "what a Mac keeps beside a file",
            "notes.txt": "neither a PDF nor a zip archive",
            "large.pdf": "larger than what is read at all",
            "inner.zip": "an archive within an archive",
        }
        kept = [path for path in found.paths if path.exists()]
    assert kept
    assert not any(path.exists() for path in kept)
    assert [path.name for path in tmp_path.iterdir()] == ["years.ZIP"]


def test_a_member_that_says_it_is_small_is_measured(tmp_path: Path) -> None:
    path = pack(tmp_path / "bomb.zip", {"bomb.pdf": b"\0" * 10**6})
    data = path.read_bytes().replace((10**6).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(data)
    with documents_at([path], LARGEST) as found:
        assert found.paths == ()
        assert len(found.passed_over) == 1


@pytest.mark.parametrize("harm", ["cut", "text", "empty"])
def test_a_damaged_archive_is_passed_over(tmp_path: Path, harm: str) -> None:
    path = pack(tmp_path / "a.zip", {"a.pdf": b"%PDF"})
    data = {"cut": path.read_bytes()[:-10], "text": b"Dear Panel", "empty": b""}[harm]
    path.write_bytes(data)
    with documents_at([path], LARGEST) as found:
        assert [one.reason for one in found.passed_over] == ["no zip archive, or a damaged one"]
    with (
        pytest.raises(UnusableInput, match="no zip archive, or a damaged one"),
        some_documents_at([path], LARGEST),
    ):
        pass


def test_all_archives_together_have_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "_MOST_BYTES", 1500)
    monkeypatch.setattr(zipped, "_MOST_MEMBERS", 3)
    pack(tmp_path / "a.zip", {f"{number}.pdf": b"x" * 700 for number in range(5)})
    with documents_at([tmp_path / "a.zip"], LARGEST) as found:
        assert [path.name for path in found.paths] == ["0.pdf", "1.pdf"]
        assert [one.reason for one in found.passed_over] == [
            "larger than what is read at all",
            *["beyond the first 3 files of its archive"] * 2,
        ]


def test_no_room_to_unpack_is_out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(zipped, "_write", full)
    path = pack(tmp_path / "a.zip", {"a.pdf": b"%PDF"})
    with pytest.raises(OutOfReach, match="TMPDIR"), documents_at([path], LARGEST):
        pass
