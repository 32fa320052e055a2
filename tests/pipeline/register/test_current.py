"""The current register is the newest whole snapshot and what later parts say instead, everywhere the same."""

from datetime import date

import pytest
from sqlalchemy import text

from pipeline.queries import modifications_page
from pipeline.record.database import read_transaction
from pipeline.register.snapshots.read_back import read_snapshots
from pipeline.register.snapshots.write import store_register

HEAD = "Reference,Title,Date raised\n"
# What is loaded, in this order or the other way round: day, scope, rows.
LOADED = (
    ("2020-06-05", "whole", "MP101,Oldest,01/01/2020\nMP102,Gone since,02/01/2020\n"),
    ("2020-07-01", "part", "MP101,Before the whole,04/01/2020\n"),
    ("2020-07-03", "whole", "MP101,Whole,03/01/2020\nMP103,Only in the whole,05/01/2020\n"),
    ("2020-07-03", "part", "MP104,Same day,06/01/2020\n"),
    ("2020-08-07", "part", "MP103,Later,07/01/2020\n"),
)
CURRENT = {"MP101": "Whole", "MP103": "Later", "MP104": "Same day"}


@pytest.mark.parametrize("way", [1, -1])
def test_it_is_the_newest_whole_with_later_parts(engine, tmp_path, now, way):
    for number, (day, scope, rows) in enumerate(LOADED[::way]):
        path = tmp_path / f"{number}.csv"
        path.write_text(HEAD + rows)
        store_register(engine, str(path), as_of=date.fromisoformat(day), scope=scope, shrunk=True, now=now)
    with read_transaction(engine) as connection:
        view = connection.execute(text("SELECT reference, title FROM register_current")).all()
        raised = "SELECT reference FROM modification_timeline WHERE source = 'register' AND event = 'raised'"
        timeline = connection.scalars(text(raised)).all()
        _, lines = modifications_page(connection, "", offset=0, limit=10)
    assert dict(view) == CURRENT
    assert sorted(timeline) == sorted(CURRENT)
    assert {line.reference: line.title for line in lines} == CURRENT


def test_without_a_whole_one_the_newest_parts_are_all_there_is(engine, tmp_path, now):
    for day, title in (("2020-06-05", "Old"), ("2020-07-03", "New")):
        path = tmp_path / f"{day}.csv"
        path.write_text(f"{HEAD}MP101,{title},01/01/2020\n")
        store_register(engine, str(path), as_of=None, scope="part", now=now)
    with read_transaction(engine) as connection:
        assert connection.execute(text("SELECT title FROM register_current")).scalars().all() == ["New"]


@pytest.mark.parametrize("scope", ["whole", "part"])
@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("older", ["DP210", "SECMP0210"])
def test_of_two_names_of_one_modification_the_newer_counts_whatever_their_order(
    engine, tmp_path, now, way, older, scope
):
    """All of its row: no column of the other's is mixed in."""
    rows = [f"{older},Withdrawn one,09/01/2020\n", "MP210,A later one,01/01/2020\n"]
    path = tmp_path / "2020-07-03.csv"
    path.write_text(HEAD + "".join(rows[::way]))
    done = store_register(engine, str(path), as_of=None, scope=scope, now=now)
    assert any(f"{older}" in line and "MP210" in line for line in done.set_aside)
    said = ("MP210", "A later one", "2020-01-01")
    with read_transaction(engine) as connection:
        for view in ("register_current", "register_history")[: 2 if scope == "whole" else 1]:
            rows = connection.execute(text(f"SELECT reference, title, date_raised FROM {view}")).all()
            assert [(one[0], one[1], str(one[2])) for one in rows] == [said], view
        _, lines = modifications_page(connection, "", offset=0, limit=10)
    assert [(line.reference, line.title) for line in lines] == [said[:2]]
    assert [one.title for one in read_snapshots(engine)[0].entries][-1] == "A later one"
