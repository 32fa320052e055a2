"""Every fetch is written down, every body kept, and an unchanged register is no new snapshot."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from pipeline.basics.errors import OutOfReach, UnusableInput
from pipeline.record.database import read_transaction
from pipeline.record.tables.register import register_fetches
from pipeline.register.from_web import Unchanged, load_from_web
from pipeline.register.snapshots.read_back import list_snapshots, read_snapshots

ONE = b"Reference,Title\nMP103,Meters\n"
TWO = b"Reference,Title\nMP103,Large meters\n"


@pytest.fixture
def load(engine, archive, now, server):
    days = iter(range(100))

    def loaded(path="/register.csv", **said):
        moment = now + timedelta(days=next(days))
        asked = {"as_of": None, "allow_private": True} | said
        return load_from_web(engine, archive, server.url + path, now=moment, **asked)

    return loaded


def fetches(engine):
    with read_transaction(engine) as connection:
        return connection.execute(select(register_fetches).order_by(register_fetches.c.fetched_at)).all()


def test_a_body_is_kept_and_stored_as_a_snapshot_of_its_day(engine, archive, load, server, now):
    server.pages["/register.csv"] = lambda to: to.answer(200, ONE, ETag='"1"')
    done = load()
    assert (done.new, done.entries, done.as_of) == (True, 1, now.date())
    assert archive.get(done.sha256) == ONE
    (row,) = fetches(engine)
    assert (row.outcome, row.http_status, row.etag, row.sha256, row.bytes) == (
        "fetched",
        200,
        '"1"',
        sha256(ONE).hexdigest(),
        len(ONE),
    )
    assert read_snapshots(engine)[0].source == server.url + "/register.csv"


def test_an_unchanged_register_is_no_new_snapshot_by_mark_or_by_digest(engine, load, server, now):
    server.pages["/register.csv"] = lambda to: to.answer(
        304 if to.headers.get("If-None-Match") == '"1"' else 200, ONE, ETag='"1"'
    )
    load()
    again = load()
    assert isinstance(again, Unchanged)
    assert again.since == now
    server.pages["/register.csv"] = ONE
    assert isinstance(load(), Unchanged)
    assert [(row.outcome, row.http_status) for row in fetches(engine)] == [
        ("fetched", 200),
        ("unchanged", 304),
        ("unchanged", 200),
    ]
    assert len(list_snapshots(engine)) == 1


def test_a_register_that_changes_and_changes_back_is_three_snapshots(engine, load, server):
    for body in (ONE, TWO, ONE):
        server.pages["/register.csv"] = body
        load()
    titles = [snapshot.entries[0].title for snapshot in read_snapshots(engine)]
    assert titles == ["Meters", "Large meters", "Meters"]


def test_a_fetch_that_fails_is_written_down_and_nothing_is_stored(engine, load, server):
    server.pages["/register.csv"] = lambda to: to.answer(404)
    with pytest.raises(OutOfReach):
        load()
    (row,) = fetches(engine)
    assert row.outcome == "failed"
    assert "404" in row.message
    assert list_snapshots(engine) == []


def test_an_address_that_may_not_be_asked_is_no_fetch(engine, load, server):
    with pytest.raises(UnusableInput, match="--allow-private"):
        load(allow_private=False)
    assert (fetches(engine), server.asked) == ([], [])


def test_a_body_that_is_no_register_is_kept_and_read_again_the_next_time(engine, archive, load, server):
    server.pages["/register.csv"] = lambda to: to.answer(200, b"<h1>Soon back</h1>", ETag='"1"')
    for _ in range(2):
        with pytest.raises(UnusableInput):
            load()
    assert archive.get(sha256(b"<h1>Soon back</h1>").hexdigest())
    assert "If-None-Match" not in server.asked[-1][1]
    assert list_snapshots(engine) == []


def test_a_change_that_nobody_asked_for_is_no_register(engine, load, server):
    server.pages["/register.csv"] = lambda to: to.answer(304)
    with pytest.raises(OutOfReach, match="nothing of it yet"):
        load()
    assert fetches(engine)[0].outcome == "failed"


def test_the_day_is_as_said_or_as_the_address_is_named(load, server):
    server.pages["/2020-08-07.csv"] = ONE
    server.pages["/register.csv"] = TWO
    assert load("/2020-08-07.csv").as_of == date(2020, 8, 7)
    assert load(as_of=date(2020, 9, 4)).as_of == date(2020, 9, 4)


def test_an_unchanged_register_is_known_to_hold_until_then(engine, load, server, now):
    for body in (ONE, ONE, ONE, TWO, TWO, ONE):
        server.pages["/register.csv"] = body
        load()
    days = [(one.as_of - now.date()).days for one in read_snapshots(engine)]
    held = [one.confirmed_on and (one.confirmed_on - now.date()).days for one in read_snapshots(engine)]
    assert list(zip(days, held, strict=True)) == [(0, 2), (3, 4), (5, None)]
    early = read_snapshots(engine, as_of=now + timedelta(days=1))
    assert [one.confirmed_on for one in early] == [(now + timedelta(days=1)).date()]
