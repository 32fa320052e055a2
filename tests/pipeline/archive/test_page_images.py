"""Pictures of archived pages: drawn once, in a process with limits, and kept by content."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from prefect_house import SECONDS

from pipeline.archive.folder import Archive, ArchiveDamaged
from pipeline.archive.page_images import Drawing, NoPicture, PageImages, around
from pipeline.sandbox import Limits
from pipeline.sandbox.limits import MIB
from samples import REPORTS


@pytest.fixture
def images(archive: Archive) -> Iterator[PageImages]:
    with PageImages(archive) as images:
        yield images


@pytest.fixture
def report(archive: Archive) -> str:
    return archive.keep((REPORTS / "2020-08.pdf").read_bytes())


def kept(archive: Archive) -> list[Path]:
    return sorted(path for path in (archive.folder / "page-images").rglob("*") if path.is_file())


def test_a_picture_is_drawn_once_and_then_kept(archive: Archive, images: PageImages, report: str) -> None:
    drawn = images.png(report, Drawing(1, 1.0))
    assert Image.open(io.BytesIO(drawn)).size == (596, 842)
    (file,) = kept(archive)
    assert file.read_bytes() == drawn
    file.write_bytes(b"as kept")
    assert images.png(report, Drawing(1, 1.0)) == b"as kept"


def test_another_page_scale_clip_or_mark_is_another_picture(
    archive: Archive, images: PageImages, report: str
) -> None:
    box = (50.0, 50.0, 300.0, 90.0)
    wanted = [
        Drawing(1, 1.0),
        Drawing(2, 1.0),
        Drawing(1, 2.0),
        Drawing(1, 1.0, clip=box),
        Drawing(1, 1.0, marks=(box,)),
        Drawing(1, 1.0, clip=box, marks=(box,)),
    ]
    assert len({images.png(report, one) for one in wanted}) == len(wanted)
    assert len(kept(archive)) == len(wanted)


def test_what_a_killed_process_left_empty_is_drawn_anew(
    archive: Archive, images: PageImages, report: str
) -> None:
    drawn = images.png(report, Drawing(1, 1.0))
    kept(archive)[0].write_bytes(b"")
    assert images.png(report, Drawing(1, 1.0)) == drawn


def test_a_folder_that_takes_no_files_costs_only_time(
    archive: Archive, images: PageImages, report: str
) -> None:
    (archive.folder / "page-images").write_text("a file where the folder should be")
    assert images.png(report, Drawing(1, 1.0)).startswith(b"\x89PNG")


def test_the_sizes_are_those_of_the_pages_as_seen(images: PageImages, report: str) -> None:
    sizes = images.sizes(report)
    assert len(sizes) == 8
    assert sizes[0] == pytest.approx((595.28, 841.89), abs=0.01)


@pytest.mark.parametrize("data", [b"no pdf at all", b"%PDF-1.7 and nothing more"])
def test_a_document_that_cannot_be_drawn_is_named_with_the_reason(
    archive: Archive, images: PageImages, data: bytes
) -> None:
    name = archive.keep(data)
    with pytest.raises(NoPicture, match=f"{name[:12]}.*cannot be opened"):
        images.png(name, Drawing(1, 1.0))
    assert kept(archive) == []


def test_a_document_that_the_archive_lacks_is_no_picture(images: PageImages) -> None:
    with pytest.raises(ArchiveDamaged):
        images.png("0" * 64, Drawing(1, 1.0))


def test_drawing_keeps_to_its_limits(archive: Archive, report: str) -> None:
    with (
        PageImages(archive, limits=Limits(memory=800 * MIB, seconds=SECONDS, answer=1000)) as images,
        pytest.raises(NoPicture, match="larger than"),
    ):
        images.png(report, Drawing(1, 2.0))


def test_the_box_around_boxes() -> None:
    assert around([(10, 20, 30, 40), (5, 25, 20, 60)], 2) == (3, 18, 32, 62)
