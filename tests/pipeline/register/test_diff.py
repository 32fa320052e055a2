"""What changed between two snapshots, and since when each version of an entry held."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.basics.errors import UnusableInput
from pipeline.register.entries import RegisterEntry, RegisterEvent, RegisterSnapshot
from pipeline.register.snapshots.diff import Change, changes
from pipeline.register.snapshots.history import family, history
from pipeline.register.snapshots.read_back import find_snapshot
from pipeline.register.snapshots.write import store_register


def snapshot(day, *entries, scope="whole"):
    return RegisterSnapshot(
        as_of=date(2020, 8, day), source=f"{day}.csv", sha256="0" * 64, entries=entries, scope=scope
    )


def entry(reference, title=None, row=2, **said):
    return RegisterEntry(reference=reference, row=row, title=title, **said)


def test_what_came_went_and_changed():
    before = snapshot(1, entry("MP101"), entry("MP102", "Old"), entry("MP103"))
    after = snapshot(2, entry("MP102", "New", row=9), entry("MP103"), entry("MP104"))
    assert changes(before, after) == (
        Change("MP101", "removed"),
        Change("MP102", "changed", "title", "Old", "New"),
        Change("MP104", "added"),
    )


def test_what_a_part_lacks_did_not_go():
    whole, part = snapshot(1, entry("MP101")), snapshot(2, entry("MP102"), scope="part")
    assert changes(whole, part) == (Change("MP102", "added"),)
    assert changes(part, whole) == (Change("MP102", "removed"),)


def test_a_proposal_that_became_a_modification_is_the_same():
    found = changes(snapshot(1, entry("DP136", "Meters")), snapshot(2, entry("MP136", "Meters")))
    assert found == (Change("MP136", "changed", "reference", "DP136", "MP136"),)


def test_each_line_of_the_timeline_is_a_change():
    vote = RegisterEvent(happened_on=date(2020, 7, 22), text="Vote")
    (found,) = changes(snapshot(1, entry("MP101")), snapshot(2, entry("MP101", events=(vote,))))
    assert (found.field, found.before, found.after) == ("timeline", None, "2020-07-22 Vote")


def test_a_version_holds_until_the_snapshot_that_shows_another():
    a, b = entry("DP101", "A"), entry("MP101", "B")
    series = [snapshot(1, a), snapshot(2, entry("DP101", "A", row=7)), snapshot(4, b), snapshot(6)]
    versions = history(series, "MP101")
    assert [(one.since.day, one.until and one.until.day, one.entry.title) for one in versions] == [
        (1, 4, "A"),
        (4, 6, "B"),
    ]
    assert [[one.entry.title for one in versions if one.holds(date(2020, 8, day))] for day in (3, 4, 6)] == [
        ["A"],
        ["B"],
        [],
    ]


def test_a_part_without_it_ends_nothing():
    series = [snapshot(1, entry("MP101", "A")), snapshot(2, entry("MP102"), scope="part")]
    assert history(series, "MP101")[0].until is None


def test_what_is_blank_on_a_page_was_not_taken_back():
    series = [
        snapshot(1, entry("MP101", "A", proposer="P")),
        snapshot(2, entry("MP101", stage="Refine"), scope="part"),
    ]
    now = history(series, "MP101")[-1].entry
    assert (now.title, now.proposer, now.stage) == ("A", "P", "Refine")


def test_of_two_that_say_another_thing_on_one_day_the_former_held_for_no_time():
    series = [snapshot(1, entry("MP101", "A")), snapshot(1, entry("MP101", "B"), scope="part")]
    (version,) = history(series, "MP101")
    assert (version.since.day, version.until, version.entry.title) == (1, None, "B")


@given(st.lists(st.sampled_from([None, "A", "B"]), min_size=1, max_size=9))
def test_on_every_day_of_a_snapshot_one_version_says_what_it_says(titles):
    series = [
        snapshot(day, *([entry("MP101", title)] if title else [])) for day, title in enumerate(titles, 1)
    ]
    versions = history(series, "MP101")
    for day, title in enumerate(titles, 1):
        held = [one.entry.title for one in versions if one.holds(date(2020, 8, day))]
        assert held == ([title] if title else [])


def test_parts_of_a_modification_know_each_other():
    series = [snapshot(1, entry("MP102A"), entry("MP102B"), entry("MP103"))]
    assert family(series, "MP102") == ("MP102A", "MP102B")
    assert family(series, "DP102A") == ("MP102B",)


@pytest.fixture
def load(engine, now, tmp_path):
    def loaded(name, text, as_of=None):
        (tmp_path / name).write_text(text)
        return store_register(engine, str(tmp_path / name), as_of=as_of, now=now)

    return loaded


def test_a_snapshot_is_found_by_its_day_or_digest(engine, load):
    loaded = load("2020-08-07.csv", "Reference,Title\nMP103,A\n")
    load("2020-08-08.csv", "Reference,Title\nMP103,B\n")
    assert find_snapshot(engine, "2020-08-07").entries[0].title == "A"
    assert find_snapshot(engine, loaded.sha256[:12].upper()).as_of == date(2020, 8, 7)
    for named, words in (("2020-08-09", "no snapshot"), ("", "Several"), ("%", "no snapshot")):
        with pytest.raises(UnusableInput, match=words):
            find_snapshot(engine, named)


def test_of_two_parts_of_one_day_one_must_be_named(engine, load):
    rows = '{{"ref": "{}", "page_as_at": "2020-08-07"}}'
    first = load("a.jsonl", rows.format("MP103"))
    load("b.jsonl", rows.format("MP104"))
    with pytest.raises(UnusableInput, match="Several"):
        find_snapshot(engine, "2020-08-07")
    assert find_snapshot(engine, first.sha256[:10]).entries[0].reference == "MP103"


def test_the_history_does_not_depend_on_the_order_of_loading(databases, now, tmp_path):
    from pipeline.record.database import open_database
    from pipeline.register.snapshots.read_back import read_snapshots

    days = ("2020-07-10", "2020-08-07", "2020-09-04")
    for day in days:
        (tmp_path / f"{day}.csv").write_text(f"Reference,Title\nMP103,Meters of {day}\n")
    seen = set()
    for order in permutations(days):
        engine = open_database(databases.migrated(), upgrade=False)
        for day in order:
            store_register(engine, str(tmp_path / f"{day}.csv"), as_of=None, now=now)
        seen.add(history(read_snapshots(engine), "MP103"))
        engine.dispose()
    assert [len(versions) for versions in seen] == [3]
