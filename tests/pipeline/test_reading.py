"""Reading files: whatever lies at a path, there is one answer, in order, and no process stays behind."""

import hashlib
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from extractors.facts import Extraction, Refusal
from pipeline.reading import document_name, load, read_files
from pipeline.sandbox import Limits
from samples import REPORTS

REPORT = REPORTS / "2020-08.pdf"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, the first of which is the catalog."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return out + head + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))


def page(more: bytes = b"") -> bytes:
    """A page object with this in its dictionary."""
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]%s>>" % more


def deflated(piece: bytes, times: int, around: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    """A compressed stream that repeats one piece many times."""
    packer = zlib.compressobj(9)
    packed = packer.compress(around[0])
    packed += b"".join(packer.compress(piece) for _ in range(times))
    packed += packer.compress(around[1]) + packer.flush()
    return b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)


def bomb() -> bytes:
    """A megabyte that unpacks to more than a gigabyte of blanks."""
    return pdf(_CATALOG, _ONE_PAGE, page(b"/Contents 4 0 R"), deflated(b" " * 2**20, 1200))


def page_loop() -> bytes:
    """A page tree whose branches lead back to its root."""
    return pdf(
        _CATALOG,
        b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>",
        b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>",
    )


def form_loop() -> bytes:
    """Two forms that each draw the other, twice."""
    forms = b"/Resources<</XObject<</A 5 0 R/B 6 0 R>>>>"
    drawing = b"/A Do /B Do /A Do /B Do"
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Length %d>>" % (forms, len(drawing))
    form = head + b"\nstream\n%s\nendstream" % drawing
    return pdf(
        _CATALOG,
        _ONE_PAGE,
        page(b"/Contents 4 0 R" + forms),
        b"<</Length 5>>\nstream\n/A Do\nendstream",
        form,
        form,
    )


def nested_arrays() -> bytes:
    """A page with an array in an array, 31,000 times over."""
    return pdf(_CATALOG, _ONE_PAGE, page(b"/X " + b"[" * 31_000 + b"]" * 31_000))


def box_of_itself() -> bytes:
    """A page whose size is a reference to itself."""
    return pdf(_CATALOG, _ONE_PAGE, b"<</Type/Page/Parent 2 0 R/MediaBox 4 0 R>>", b"4 0 R")


def many_pages() -> bytes:
    """Five thousand empty pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 5003))
    return pdf(_CATALOG, b"<</Type/Pages/Kids[%s]/Count 5000>>" % kids, *[page()] * 5000)


def encrypted(source: Path, target: Path) -> None:
    """The same document, which asks for a password."""
    with pikepdf.open(source) as document:
        document.save(target, encryption=pikepdf.Encryption(owner="owner", user="user", R=6))


def _text(path: Path) -> None:
    path.write_text("Change Status Report – August 2020", encoding="utf-8")


# What is made at the path, and the refusals that may come of it. Where a reader's own limits decide
# (a loop is cut short, or runs into the sandbox's), more than one is right; an answer is always one of them.
HOSTILE: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "missing": (lambda path: None, {"no_such_file"}),
    "folder": (lambda path: path.mkdir(), {"not_a_pdf"}),
    "named-pipe": (lambda path: os.mkfifo(path), {"not_a_pdf"}),
    "empty": (lambda path: path.touch(), {"not_a_pdf"}),
    "text": (_text, {"not_a_pdf"}),
    "half": (lambda path: path.write_bytes(REPORT.read_bytes()[: REPORT.stat().st_size // 2]), {"damaged"}),
    "encrypted": (lambda path: encrypted(REPORT, path), {"encrypted"}),
    "page-loop": (lambda path: path.write_bytes(page_loop()), {"damaged"}),
    "form-loop": (
        lambda path: path.write_bytes(form_loop()),
        {"memory_limit", "time_limit", "no_text_layer"},
    ),
    "nested-arrays": (lambda path: path.write_bytes(nested_arrays()), {"no_text_layer", "damaged"}),
    "box-of-itself": (lambda path: path.write_bytes(box_of_itself()), {"no_text_layer", "damaged"}),
    "many-pages": (lambda path: path.write_bytes(many_pages()), {"too_large"}),
    "bomb": (lambda path: path.write_bytes(bomb()), {"memory_limit"}),
}


def test_every_file_has_one_answer_in_the_order_given(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.pdf" for name in HOSTILE]
    for path, (make, _) in zip(paths, HOSTILE.values(), strict=True):
        make(path)
    answers = list(read_files([*paths, REPORT], workers=2, limits=Limits(seconds=15)))
    assert [path for path, _, _ in answers] == [*paths, REPORT]
    for (path, data, result), (_, codes) in zip(answers[:-1], HOSTILE.values(), strict=True):
        assert isinstance(result, Refusal), path.name
        assert result.code in codes, f"{path.name}: {result.code} {result.message}"
        assert result.message
        assert result.document.filename == path.name
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
    refusal = load(path, 3_000_000)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.document.bytes) == ("too_large", 3_000_001)
    assert load(path, 3_000_001) == bytes(3_000_001)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every file")
def test_a_file_that_may_not_be_opened_says_so(tmp_path: Path) -> None:
    path = tmp_path / "closed.pdf"
    path.touch(mode=0)
    refusal = load(path, 100)
    assert isinstance(refusal, Refusal)
    assert "Permission denied" in refusal.message


@pytest.mark.parametrize("name", ["with\0zero.pdf", "x" * 300 + ".pdf", "report.pdf/inside.pdf"])
def test_a_name_that_cannot_be_is_no_such_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "report.pdf").touch()
    refusal = load(tmp_path / name, 100)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_such_file"


def test_refusing_gives_descriptors_back(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        load(tmp_path, 100)
        load(tmp_path / "missing", 100)
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_name_that_is_no_text_can_still_be_printed() -> None:
    name = document_name(Path(os.fsdecode(b"caf\xe9.pdf")))
    assert name == "caf\ufffd.pdf"


def test_leaving_early_leaves_no_process(tmp_path: Path) -> None:
    reading = read_files([REPORT, REPORT, REPORT], workers=2)
    next(reading)
    reading.close()
    assert _children() == []


def _children() -> list[str]:
    """Workers that this process has started and that still run."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z":
            found.append(status.parent.name)
    return found
