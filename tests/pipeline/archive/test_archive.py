"""The archive keeps what it is given, whole, and says when it no longer has it."""

import errno
import os
from hashlib import sha256

import pytest

from pipeline.archive.folder import ArchiveDamaged
from pipeline.basics.errors import OutOfReach


def _files(archive):
    return sorted(path.name for path in archive.folder.rglob("*") if path.is_file())


def test_what_is_kept_is_given_back(archive):
    name = archive.keep(b"some bytes")
    assert name == sha256(b"some bytes").hexdigest()
    assert archive.get(name) == b"some bytes"
    assert archive.keep(b"some bytes") == name
    assert _files(archive) == [name]


def test_an_empty_document_is_kept_too(archive):
    assert archive.get(archive.keep(b"")) == b""


def test_a_lost_or_altered_document_is_a_problem_with_its_name(archive):
    lost, altered, sound = (archive.keep(data) for data in (b"lost", b"altered", b"sound"))
    next(archive.folder.rglob(lost)).unlink()
    next(archive.folder.rglob(altered)).write_bytes(b"Altered")
    with pytest.raises(ArchiveDamaged, match="lost"):
        archive.get(lost)
    with pytest.raises(ArchiveDamaged, match="no longer"):
        archive.get(altered)
    found = archive.problems([lost, altered, sound])
    assert len(found) == 2
    assert lost in found[0]
    assert altered in found[1]


def test_an_altered_document_is_mended_by_its_own_bytes(archive):
    name = archive.keep(b"the document")
    next(archive.folder.rglob(name)).write_bytes(b"THE document")
    archive.keep(b"the document")
    assert archive.get(name) == b"the document"


def test_a_full_disk_leaves_nothing_behind(archive, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutOfReach, match="No space left"):
        archive.keep(b"too much")
    assert _files(archive) == []


def test_a_file_where_the_archive_should_be_is_told(archive):
    archive.folder.write_text("in the way")
    with pytest.raises(OutOfReach, match="archive"):
        archive.keep(b"bytes")
