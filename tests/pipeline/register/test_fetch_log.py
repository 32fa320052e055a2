"""What was fetched is put to the log: at once, at the end of a site, or where its next load begins."""

from datetime import timedelta

from sqlalchemy import delete, update

from pipeline.record.database import write_transaction
from pipeline.record.tables.register import register_fetches
from pipeline.register.fetch_log import begin_asking, end_asking, write_down
from pipeline.verification.verify import verify

SITE = "https://a.example/mods/"
AT = register_fetches.c.fetched_at


def change(engine, what):
    with write_transaction(engine) as connection:
        connection.execute(what)


def test_a_site_that_was_cut_off_is_told_the_next_time(engine, now):
    begin_asking(engine, SITE, now)
    write_down(engine, f"{SITE}mp2/", now, outcome="fetched", source=SITE)
    assert verify(engine).fault is None  # nobody could have said yet what came
    later = now + timedelta(seconds=1)
    write_down(engine, f"{SITE}mp3/", later, outcome="fetched", source=SITE)
    assert "What was fetched at" in verify(engine).fault
    change(engine, delete(register_fetches).where(later == AT))
    begin_asking(engine, SITE, now + timedelta(hours=1))
    assert verify(engine).fault is None
    change(engine, update(register_fetches).where(now == AT).values(etag="other"))
    assert "is not what it was" in verify(engine).fault


def test_a_site_that_could_not_be_asked_at_all_is_no_fault(engine, now):
    begin_asking(engine, SITE, now)
    end_asking(engine, SITE, now)
    assert verify(engine).fault is None
