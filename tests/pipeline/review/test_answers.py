"""Teaching: tried first, then kept whole or not at all, and taken back byte for byte."""

import os
import random
import signal
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, event, select, update

from extractors import VERSION, OwnVocabulary, read
from extractors.contract import BUILT_IN, NO_OWN_WORDS, OwnRow, Warning
from pipeline.basics.errors import UnusableInput
from pipeline.record.database import open_database, read_transaction, write_transaction
from pipeline.record.tables.documents import extractions
from pipeline.record.tables.review import document_words, own_vocabulary, review_answers
from pipeline.reports.own_words import own_words
from pipeline.reports.read_back import read_reports
from pipeline.reports.write import TABLES_OF_A_READING, store
from pipeline.review import answers
from pipeline.review.answers import Answer, give
from pipeline.review.effect import Reader, effect_of
from pipeline.review.items import item_named, queue
from pipeline.review.model import Item, Place
from pipeline.verification.against_archive import verify_facts
from pipeline.verification.verify import verify
from samples import REPORTS

ROW = OwnRow("phrases", ("outcome", "rejected"), "approved", "2020-08")
ELSEWHERE = OwnRow("phrases", ("outcome", "approved"), "nodded ~ through", "2020-08")
MONTHS = ("2020-08", "2020-09")


class AsRead:
    """Reads in this process, and remembers what it was asked to read."""

    workers = 1

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, data, filename, own=NO_OWN_WORDS):
        self.asked.append(filename)
        return read(data, filename, own)


@pytest.fixture
def reader(engine, archive, now):
    sandbox = AsRead()
    for month in MONTHS:
        data = (REPORTS / f"{month}.pdf").read_bytes()
        read_now = sandbox.read(data, f"{month}.pdf")
        store(engine, archive, [(data, read_now)], extractor_version=VERSION, now=now)
    sandbox.asked.clear()
    return Reader(engine, archive, sandbox, VERSION)


def facts_in(engine):
    """Every row of every reading, but for none."""
    with read_transaction(engine) as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in (extractions, *TABLES_OF_A_READING, document_words)
        }


def kept_in(engine):
    with read_transaction(engine) as connection:
        taught = [connection.execute(select(table)).all() for table in (review_answers, own_vocabulary)]
    return facts_in(engine), taught, verify(engine).head


def is_taught(engine):
    """Whether more was rejected than the reports say by the built-in tables."""
    return outcomes(engine).count("rejected") > 3


def outcomes(engine):
    return [f.outcome for one in read_reports(engine) for f in one.facts if f.kind == "decision"]


def test_what_is_tried_is_shown_and_nothing_is_written(reader, now):
    before = kept_in(reader.engine)
    tried = give(reader, Answer("import", rows=(ROW,)), by="Ann", now=now, dry=True)
    assert tried.number is None
    changed = [change for report in tried.effect.reports for change in report.changes]
    assert changed
    assert all(change.elsewhere for change in changed)  # it was about no item
    assert tried.effect.elsewhere
    assert tried.effect.come or tried.effect.go
    assert kept_in(reader.engine) == before


def test_an_answer_counts_at_once_and_is_taken_back_byte_for_byte(reader, now):
    engine = reader.engine
    before = facts_in(engine)
    taught = give(reader, Answer("means", rows=(ROW,)), by="Ann", now=now)
    assert is_taught(engine)
    assert own_words(engine) == OwnVocabulary((ROW,))
    assert verify(engine).fault is None
    assert verify_facts(engine, reader.archive, reader.sandbox, VERSION).fault is None
    give(reader, Answer("undo", undoes=taught.number), by="Bob", now=now)
    assert facts_in(engine) == before
    assert own_words(engine) == NO_OWN_WORDS
    assert verify(engine).fault is None
    with pytest.raises(UnusableInput, match="taken back already"):
        give(reader, Answer("undo", undoes=taught.number), by="Bob", now=now)
    give(reader, Answer("means", rows=(ROW,)), by="Ann", now=now)
    assert is_taught(engine)


def test_answers_taken_back_in_another_order_leave_the_record_as_it_was(reader, now):
    engine = reader.engine
    before = outcomes(engine), [one.facts for one in read_reports(engine)]
    other = OwnRow("columns", ("note",), "proposer", "2020-08")
    first = give(reader, Answer("means", rows=(ROW,)), by="Ann", now=now)
    second = give(reader, Answer("means", rows=(other,)), by="Ann", now=now.replace(minute=5))
    give(reader, Answer("undo", undoes=first.number), by="Ann", now=now.replace(minute=6))
    assert outcomes(engine) == before[0]
    assert verify_facts(engine, reader.archive, reader.sandbox, VERSION).fault is None
    give(reader, Answer("undo", undoes=second.number), by="Ann", now=now.replace(minute=7))
    assert (outcomes(engine), [one.facts for one in read_reports(engine)]) == before


def test_only_documents_that_hold_the_text_are_read_again(reader, now):
    kept = give(reader, Answer("means", rows=(ELSEWHERE,)), by="Ann", now=now)
    assert (kept.effect.read, kept.effect.reports, reader.sandbox.asked) == (0, (), [])
    words = {"2020-08": "tea nodded through", "2020-09": "tea"}
    with write_transaction(reader.engine) as connection:
        for one in read_reports(reader.engine):
            here = document_words.c.sha256 == one.document.sha256
            connection.execute(update(document_words).where(here).values(words=words[one.report.period]))
    effect_of(reader, OwnVocabulary((ELSEWHERE,)), ())
    assert reader.sandbox.asked == ["2020-08.pdf"]


def test_a_document_whose_words_were_never_kept_is_read_to_know_them(reader, now):
    with write_transaction(reader.engine) as connection:
        connection.execute(delete(document_words))
    kept = give(reader, Answer("means", rows=(ELSEWHERE,)), by="Ann", now=now)
    assert (kept.effect.read, kept.effect.reports) == (2, ())
    with read_transaction(reader.engine) as connection:
        assert len(connection.execute(select(document_words)).all()) == 2
        assert set(connection.scalars(select(extractions.c.vocabulary))) == {BUILT_IN}


def test_imported_rows_are_in_doubt_until_another_person_approves_them(reader, now):
    engine = reader.engine

    def doubted():
        return [f for one in read_reports(engine) for f in one.facts if "taught" in f.doubts]

    give(reader, Answer("import", rows=(ROW,)), by="Ann", now=now)
    assert doubted()
    with pytest.raises(UnusableInput, match="Another person"):
        give(reader, Answer("approve"), by="ann", now=now)
    give(reader, Answer("approve"), by="Bob", now=now.replace(minute=9))
    assert not doubted()
    assert is_taught(engine)
    with pytest.raises(UnusableInput, match="awaits approval"):
        give(reader, Answer("approve"), by="Bob", now=now)


def test_an_item_put_off_comes_back_on_its_day_and_one_that_says_nothing_does_not(
    reader, archive, report, now
):
    data, said = report("2020-10", facts=())
    told = [f"no rule reads: “{text}”" for text in ("MP103 was nodded through.", "MP117 was waved on.")]
    warnings = tuple(Warning("unclaimed_sentence", text, 3, None, text, "refine") for text in told)
    store(reader.engine, archive, [(data, replace(said, warnings=warnings))], extractor_version="7", now=now)
    with read_transaction(reader.engine) as connection:
        off, none, *_ = queue(connection, today=date(2026, 3, 2))
    give(reader, Answer("later", off, until="2026-03-10"), by="Ann", now=now)
    give(reader, Answer("nothing", none), by="Ann", now=now)
    with read_transaction(reader.engine) as connection:
        left = {item.id for item in queue(connection, today=date(2026, 3, 9))}
        assert not {off.id, none.id} & left
        assert item_named(connection, off.id, today=date(2026, 3, 10)) == off
        with pytest.raises(UnusableInput, match="no item"):
            item_named(connection, none.id, today=date(2026, 3, 10))


def test_what_an_answer_was_about_is_not_elsewhere(reader):
    (one,) = [read for read in read_reports(reader.engine) if read.report.period == "2020-08"]
    page = next(f.page for f in one.facts if f.kind == "decision" and f.outcome == "approved")
    place = Place("2020-08.pdf", one.document.sha256, "2020-08", page, None, "", None)
    effect = effect_of(reader, OwnVocabulary((ROW,)), Item("wording", "x", "x", (place,), 0, 0, 0).places)
    (changed,) = [report for report in effect.reports if report.period == "2020-08"]
    assert {change.elsewhere for change in changed.changes if change.fact.page == page} == {False}


@pytest.mark.parametrize("seed", range(20))
def test_a_kill_leaves_the_answer_whole_or_not_there_at_all(reader, now, seed):
    """The process dies at some statement of teaching or taking back: the record is as before or as after."""
    engine = reader.engine
    answer = Answer("means", rows=(ROW,))
    if seed % 2:
        taught = give(reader, answer, by="Ann", now=now)
        answer = Answer("undo", undoes=taught.number)
    before = kept_in(engine)
    url, moment = engine.url, random.Random(seed).randrange(1, 90)
    engine.dispose()
    child = os.fork()
    if child == 0:
        _die_at(moment, url, reader, answer, now)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert kept_in(engine) == before
        give(reader, answer, by="Ann", now=now)
    else:
        assert kept_in(engine) != before
    assert verify(engine).fault is None
    assert is_taught(engine) != bool(seed % 2)


def _die_at(moment, url, reader, answer, now):
    try:
        engine = open_database(url.render_as_string(hide_password=False), upgrade=False)
        done = []

        def count(*_):
            done.append(1)
            if len(done) == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(engine, "after_cursor_execute", count)
        mine = Reader(engine, reader.archive, reader.sandbox, VERSION)
        answers.give(mine, answer, by="Ann", now=now)
    finally:
        os._exit(0)
