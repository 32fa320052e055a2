"""Snapshots are whole, dated on both clocks, and there once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from pipeline.basics.errors import UnusableInput
from pipeline.logbook.run_log import list_runs
from pipeline.record.database import read_transaction
from pipeline.record.tables.register import register_entries, register_snapshots
from pipeline.register.files.read import read_source
from pipeline.register.snapshots.read_back import list_snapshots, read_snapshots
from pipeline.register.snapshots.write import store_register


@pytest.fixture
def put(tmp_path):
    def write(name, *lines):
        (tmp_path / name).write_text("\n".join(["Reference,Title,Date raised", *lines]) + "\n")
        return str(tmp_path / name)

    return write


@pytest.fixture
def load(engine, now):
    minutes = iter(range(100))

    def loaded(source, as_of=None):
        moment = now + timedelta(minutes=next(minutes))
        return store_register(engine, source, as_of=as_of, format="auto", now=moment)

    return loaded


def _rows(engine):
    with read_transaction(engine) as connection:
        return tuple(
            connection.scalar(select(func.count()).select_from(table))
            for table in (register_snapshots, register_entries)
        )


def test_a_snapshot_comes_back_as_it_was_read(engine, load, put):
    source = put("2020-08-07.csv", "SECMP0007,Firmware – “new”,01/03/2016", "MP103,,")
    loaded = load(source)
    (snapshot,) = read_snapshots(engine)
    assert (loaded.new, loaded.entries, loaded.as_of) == (True, 2, date(2020, 8, 7))
    assert (snapshot.as_of, snapshot.source, snapshot.sha256) == (
        date(2020, 8, 7),
        "2020-08-07.csv",
        loaded.sha256,
    )
    assert snapshot.entries == read_source(source).reading.entries


def test_events_come_back_in_their_order(engine, load, tmp_path):
    page = "<h1>MP103 Meters</h1><p>Stage: Refine</p><p>02/02/2020 Voted</p><p>01/01/2020 Raised</p>"
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "meters.html").write_text(page)
    load(str(tmp_path / "pages"), date(2020, 8, 7))
    (snapshot,) = read_snapshots(engine)
    assert snapshot.source == "pages"
    assert [event.text for event in snapshot.entries[0].events] == ["Voted", "Raised"]


def test_the_same_bytes_for_the_same_day_add_nothing(engine, load, put):
    source = put("2020-08-07.csv", "MP103,Meters,")
    load(source)
    before = _rows(engine)
    assert not load(source).new
    assert not load(put("copy.csv", "MP103,Meters,"), date(2020, 8, 7)).new
    assert _rows(engine) == before
    assert load(source, date(2020, 8, 8)).confirms == date(2020, 8, 7)


def test_a_day_without_a_name_is_today(engine, load, put, now):
    assert load(put("register.csv", "MP103,Meters,")).as_of == now.date()


def test_snapshots_stand_in_the_order_of_their_days_whatever_the_order_of_loading(engine, load, put):
    for day in ("2020-09-04", "2020-07-10", "2020-08-07"):
        load(put(f"{day}.csv", f"MP103,Meters in {day},"))
    assert [str(snapshot.as_of) for snapshot in read_snapshots(engine)] == [
        "2020-07-10",
        "2020-08-07",
        "2020-09-04",
    ]
    assert [str(row.as_of) for row in list_snapshots(engine)] == ["2020-07-10", "2020-08-07", "2020-09-04"]


def test_of_two_for_one_day_the_one_learned_last_counts_and_both_stay(engine, load, put, now):
    load(put("2020-08-07.csv", "MP103,Metres,"))
    load(put("mended.csv", "MP103,Meters,"), date(2020, 8, 7))
    (snapshot,) = read_snapshots(engine)
    assert snapshot.entries[0].title == "Meters"
    assert len(list_snapshots(engine)) == 2
    (then,) = read_snapshots(engine, as_of=now)
    assert then.entries[0].title == "Metres"
    assert read_snapshots(engine, as_of=now - timedelta(seconds=1)) == []


def test_a_register_that_cannot_be_right_leaves_nothing(engine, load, put):
    with pytest.raises(UnusableInput, match="row 3"):
        load(put("2020-08-07.csv", "MP103,Meters,", "MP104,Alerts,31/02/2020"))
    assert _rows(engine) == (0, 0)
    assert list_runs(engine) == []


def test_a_load_is_a_line_of_the_run_log(engine, load, put):
    load(put("2020-08-07.csv", "MP103,Meters,"))
    (run,) = list_runs(engine)
    assert (run.kind, run.status, run.counts) == ("register", "completed", {"entries": 1, "new_snapshots": 1})


def test_a_modification_may_stand_under_two_prefixes_on_two_days(engine, load, put):
    load(put("2020-08-07.csv", "DP099,Batch 4,"))
    load(put("2020-09-04.csv", "MP099,Batch 4,"))
    with read_transaction(engine) as connection:
        same = connection.scalars(select(register_entries.c.modification)).all()
    assert same == ["99", "99"]


def test_a_register_that_says_the_same_is_no_new_snapshot_but_its_day_is_confirmed(engine, load, put):
    load(put("2020-08-07.csv", "MP103,Meters,01/02/2020", "MP104,Keys,"))
    done = load(put("2020-09-04.csv", "MP104,Keys,", "MP103,Meters,2020-02-01"))
    assert (done.new, done.confirms) == (False, date(2020, 8, 7))
    (snapshot,) = read_snapshots(engine)
    assert (snapshot.as_of, snapshot.confirmed_on) == (date(2020, 8, 7), date(2020, 9, 4))
    assert load(put("2020-09-04.csv", "MP104,Keys,", "MP103,Meters,2020-02-01")).new is False


def test_one_that_changes_and_changes_back_on_three_days_is_three_snapshots(engine, load, put):
    for day, title in (("2020-08-07", "A"), ("2020-08-08", "B"), ("2020-08-09", "A")):
        assert load(put(f"{day}.csv", f"MP103,{title},")).new
    assert [one.entries[0].title for one in read_snapshots(engine)] == ["A", "B", "A"]
