"""What a backfill has before it: new, changed and done; and the parts of an archive."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import VERSION
from pipeline.basics.errors import UnusableInput
from pipeline.reports.plan import Plan, Shard, plan
from pipeline.reports.write import store

LARGEST = 10**6


@pytest.fixture
def papers(tmp_path, report):
    """Writes documents into a folder; gives their paths by the name."""

    def write(**contents):
        folder = tmp_path / "papers"
        folder.mkdir(exist_ok=True)
        for name, data in contents.items():
            (folder / name).write_bytes(data)
        return {name: folder / name for name in contents}

    return write


def test_a_document_is_new_changed_or_done(engine, archive, report, now, papers):
    data, extraction = report("2020-08", filename="known.pdf")
    store(engine, archive, [(data, extraction)], extractor_version=VERSION, now=now)
    paths = papers(**{"known.pdf": b"other bytes", "twin.pdf": data, "fresh.pdf": b"fresh"})
    planned = plan(engine, archive, sorted(paths.values()), VERSION, again=False, largest=LARGEST)
    assert planned == Plan((paths["fresh.pdf"],), (paths["known.pdf"],), (paths["twin.pdf"],))
    assert planned.todo == (paths["fresh.pdf"], paths["known.pdf"])
    assert str(planned) == "1 new, 1 of a known name but other contents, 1 done"


def test_what_an_older_extractor_read_is_done_unless_it_is_to_be_read_again(
    engine, archive, report, now, papers
):
    data, extraction = report()
    store(engine, archive, [(data, extraction)], extractor_version="0", now=now)
    paths = list(papers(**{"a.pdf": data}).values())
    assert plan(engine, archive, paths, VERSION, again=False, largest=LARGEST).todo == ()
    assert plan(engine, archive, paths, VERSION, again=True, largest=LARGEST).todo == tuple(paths)


@pytest.mark.parametrize("harm", ["unlink", "truncate"])
def test_what_the_archive_lost_is_to_be_kept_anew(engine, archive, report, now, papers, harm):
    data, extraction = report(filename="a.pdf")
    store(engine, archive, [(data, extraction)], extractor_version=VERSION, now=now)
    paths = papers(**{"a.pdf": data})
    kept = next(path for path in archive.folder.rglob("*") if path.is_file())
    kept.unlink() if harm == "unlink" else os.truncate(kept, 3)
    planned = plan(engine, archive, [paths["a.pdf"]], VERSION, again=False, largest=LARGEST)
    assert (planned.lost, planned.todo, planned.done) == ((paths["a.pdf"],), (paths["a.pdf"],), ())
    assert str(planned) == "0 new, 1 lost from the archive, 0 done"


def test_what_cannot_be_loaded_is_to_be_refused(engine, archive, papers, tmp_path):
    paths = [tmp_path / "gone.pdf", *papers(**{"large.pdf": b"x" * 11}).values()]
    assert plan(engine, archive, paths, VERSION, again=False, largest=10).todo == tuple(sorted(paths))


@given(digest=st.binary(min_size=32, max_size=32), of=st.integers(1, 9))
def test_every_document_is_in_exactly_one_part(digest, of):
    parts = [Shard(number, of).has(digest.hex()) for number in range(1, of + 1)]
    assert parts.count(True) == 1


def test_parts_together_are_the_whole(engine, archive, papers, tmp_path):
    paths = [*papers(**{f"{n}.pdf": bytes([n]) for n in range(30)}).values(), tmp_path / "gone.pdf"]
    whole = plan(engine, archive, paths, VERSION, again=False, largest=LARGEST)
    parts = [
        plan(engine, archive, paths, VERSION, again=False, largest=LARGEST, shard=Shard(n, 3))
        for n in (1, 2, 3)
    ]
    assert sorted(path for part in parts for path in part.todo) == list(whole.todo)
    assert all(len(part.todo) > 3 for part in parts)


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "1/0", "a/b", "-1/2", "1/2/3", "½/2"])
def test_what_is_no_shard_is_said_to_be_none(text):
    with pytest.raises(UnusableInput, match="is no shard"):
        Shard.parse(text)


def test_a_shard_reads_as_written():
    assert Shard.parse("2/3") == Shard(2, 3)
