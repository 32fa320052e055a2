"""Saved pages are a part of the register: each of its own day, with the faults that such pages have."""

import json
from datetime import date
from itertools import permutations

import pytest

from pipeline.basics.errors import UnusableInput
from pipeline.register.files.read import read_source
from pipeline.register.snapshots.read_back import list_snapshots, read_snapshots
from pipeline.register.snapshots.write import store_register
from samples import PAGES as FOLDER

PAGES = FOLDER / "register-pages.jsonl"
RELEASES = FOLDER / "release-pages.jsonl"


@pytest.fixture
def put(tmp_path):
    def write(name, *rows):
        (tmp_path / name).write_text("\n".join(json.dumps(row) for row in rows))
        return str(tmp_path / name)

    return write


def _by_day(source):
    return {(str(day), entry.reference): entry for day, entry in read_source(str(source)).reading.dated}


def test_the_saved_pages_load_each_of_its_own_day():
    reading = read_source(str(PAGES)).reading
    assert (reading.scope, len(reading.dated), len({day for day, _ in reading.dated})) == ("part", 42, 31)
    without = [aside for aside in reading.set_aside if "no reference" in aside]
    assert [aside.split(":")[0] for aside in without] == ["row 5", "row 28"]
    assert "sending-sr11-2-to-devices-in-suspended-state" in without[1]


def test_pages_of_two_days_both_stay_and_those_of_one_day_are_one():
    found = _by_day(PAGES)
    proposers = [found[day, "SECMP0007"].proposer for day in ("2019-06-17", "2019-12-19")]
    assert proposers == ["Mark Pitchford", "John Noad"]
    assert found["2017-12-19", "SECMP0030"].stage == "Withdrawn"
    together = found["2021-02-25", "MP122A"]
    assert (together.stage, len(together.events)) == ("Implemented", 10)


def test_a_page_that_contradicts_itself_is_kept_and_named():
    reading = read_source(str(PAGES)).reading
    (said,) = (aside for aside in reading.set_aside if "MP147" in aside)
    assert said.startswith("row 41")
    assert "2020-10-23" in said
    assert "2020-10-20" in said


def test_of_the_places_on_a_release_page_the_furthest_counts():
    reading = read_source(str(RELEASES)).reading
    found = {entry.reference: entry for entry in reading.entries}
    assert (reading.scope, len(found)) == ("part", 40)
    assert [found[name].stage for name in ("SECMP0007", "MP105", "MP129")] == [
        "Implemented",
        "Implemented",
        None,
    ]
    assert {found[name].release for name in ("MP105", "MP129")} == {"November 2021 SEC Release"}
    # A part of a modification in a release says nothing of the stage of the whole.
    assert (found["SECMP0062"].stage, found["SECMP0062"].release) == (
        None,
        "November 2020 SEC Release (part 2)",
    )


def test_pages_of_one_day_that_differ_are_told_and_the_later_row_counts(put):
    page = {"reference": "MP103", "title": "Meters", "proposer": "A", "page_as_at": "2020-08-07"}
    reading = read_source(put("r.jsonl", page, page | {"title": "METERS", "proposer": "B"})).reading
    assert reading.entries[0].proposer == "B"
    assert reading.set_aside == ("rows 1 and 2, MP103, proposer: “A” and “B”; the later row counts",)


@pytest.mark.parametrize(
    ("timeline", "words"),
    [
        ([["2020-02-31", "Raised"]], "row 1, column timeline: “2020-02-31” is no day"),
        ([["soon", "Raised"]], "row 1, column timeline: “soon Raised” is no event"),
        ([["2020-02-03"]], "row 1, column timeline: an event is a day and a text"),
        ([3], "row 1, column timeline: an event is a day and a text"),
        ([["2020-02-03", " "]], "row 1, column timeline: an event is a day and a text"),
    ],
)
def test_a_timeline_that_cannot_be_right_refuses_the_file(put, timeline, words):
    with pytest.raises(UnusableInput, match=words):
        read_source(put("r.json", {"reference": "MP103", "timeline": timeline}))


def test_the_lines_of_a_timeline_are_kept_as_they_stand(put):
    timeline = [["2020-02-03", "Raised"], [None, "Something  else"], {"on": "03/02/2020", "event": "– Voted"}]
    (entry,) = read_source(put("r.json", {"reference": "MP103", "timeline": timeline})).reading.entries
    assert [(one.happened_on, one.text) for one in entry.events] == [
        (date(2020, 2, 3), "Raised"),
        (None, "Something else"),
        (date(2020, 2, 3), "Voted"),
    ]


def test_a_part_is_stored_by_day_and_once(engine, now):
    loaded = store_register(engine, str(PAGES), as_of=None, now=now)
    assert (loaded.scope, loaded.entries, len(loaded.days), loaded.new) == ("part", 42, 31, True)
    assert (loaded.days[0], loaded.as_of) == (date(2016, 5, 31), date(2023, 6, 29))
    snapshots = read_snapshots(engine)
    assert {snapshot.scope for snapshot in snapshots} == {"part"}
    assert sum(len(snapshot.entries) for snapshot in snapshots) == 42
    assert not store_register(engine, str(PAGES), as_of=None, now=now).new
    assert {row.scope for row in list_snapshots(engine)} == {"part"}


def test_a_part_stands_beside_the_whole_register_of_its_day(engine, now, put, tmp_path):
    (tmp_path / "2020-08-07.csv").write_text("Reference,Title\nMP103,Meters\n")
    store_register(engine, put("p.jsonl", {"ref": "MP104", "page_as_at": "2020-08-07"}), as_of=None, now=now)
    store_register(engine, str(tmp_path / "2020-08-07.csv"), as_of=None, now=now)
    assert [snapshot.scope for snapshot in read_snapshots(engine)] == ["whole", "part"]


def test_the_order_of_loading_changes_nothing(databases, now, put, tmp_path):
    from pipeline.record.database import open_database

    for day in ("2020-07-10", "2020-08-07"):
        (tmp_path / f"{day}.csv").write_text(f"Reference,Title\nMP103,Meters of {day}\n")
    page = {"reference": "MP103", "title": "A page", "page_as_at": "2020-07-20"}
    sources = [str(tmp_path / "2020-07-10.csv"), str(tmp_path / "2020-08-07.csv"), put("p.jsonl", page)]
    seen = set()
    for order in permutations(sources):
        engine = open_database(databases.migrated(), upgrade=False)
        for source in order:
            store_register(engine, source, as_of=None, now=now)
        seen.add(tuple(read_snapshots(engine)))
        engine.dispose()
    assert len(seen) == 1
