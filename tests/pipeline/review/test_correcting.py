"""Corrections: tried, proposed, approved by another, taken back byte for byte, whole or not at all."""

import os
import random
import signal

import pytest
from sqlalchemy import event, select

from extractors import VERSION, read
from extractors.contract import NO_OWN_WORDS, OwnRow
from pipeline.basics.errors import UnusableInput
from pipeline.findings.stored import list_findings
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import open_database, read_transaction
from pipeline.record.tables.corrections import corrected_facts, correction_acts, corrections
from pipeline.record.tables.documents import extractions
from pipeline.reports.read_back import read_reports
from pipeline.reports.write import TABLES_OF_A_READING, already_read, store
from pipeline.review.answers import Answer, give
from pipeline.review.correcting import propose, say
from pipeline.review.corrections_list import listed_corrections
from pipeline.review.effect import Reader
from pipeline.review.proposing import to_add, to_correct, to_remove
from pipeline.verification.against_archive import verify_facts
from pipeline.verification.verify import verify
from samples import REPORTS

FILE = "2020-08.pdf"
WHY = "The page says so."
SOAK = bool(os.environ.get("CSRECON_SOAK"))


class AsRead:
    """Reads in this process."""

    workers = 1

    def read(self, data, filename, own=NO_OWN_WORDS):
        return read(data, filename, own)


@pytest.fixture
def reader(engine, archive, now):
    data = (REPORTS / FILE).read_bytes()
    store(engine, archive, [(data, read(data, FILE))], extractor_version=VERSION, now=now)
    reconcile(engine, now=now)
    return Reader(engine, archive, AsRead(), VERSION)


def facts(engine, kind="decision"):
    return [fact for one in read_reports(engine) for fact in one.facts if fact.kind == kind]


def rows_in(engine):
    with read_transaction(engine) as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in (extractions, *TABLES_OF_A_READING)
        }


def proposal(reader, make, *said):
    with read_transaction(reader.engine) as connection:
        return make(connection, FILE, *said)


def first_approved(engine):
    return next(fact for fact in facts(engine) if fact.outcome == "approved")


def state(engine):
    with read_transaction(engine) as connection:
        return [one.state for one in listed_corrections(connection)]


def test_it_counts_when_another_person_approved_it_and_is_taken_back_byte_for_byte(reader, now):
    engine = reader.engine
    before, fact = rows_in(engine), first_approved(engine)
    said = proposal(reader, to_correct, fact.id[:8], ["outcome=rejected", "decided_on=2020-08-03"])
    tried = propose(reader, said, by="Ann", now=now, reason=WHY, dry=True)
    assert tried.number is None
    (change,) = [change for report in tried.effect.reports for change in report.changes]
    assert (change.before.outcome, change.after.outcome, change.elsewhere) == ("approved", "rejected", False)
    number = propose(reader, said, by="Ann", now=now, reason=WHY).number
    assert rows_in(engine) == before
    assert state(engine) == ["waiting"]
    with pytest.raises(UnusableInput, match="Another person"):
        say(reader, number, "approve", by="ann", now=now)
    say(reader, number, "approve", by="Bob", now=now)
    assert state(engine) == ["counts"]
    (read_now,) = [one for one in facts(engine) if one.evidence == fact.evidence]
    assert (read_now.outcome, str(read_now.decided_on), read_now.doubts) == ("rejected", "2020-08-03", ())
    with read_transaction(engine) as connection:
        (row,) = connection.execute(select(corrected_facts)).all()
    assert '"outcome": "approved"' in row.was
    assert verify(engine).fault is None
    assert verify_facts(engine, reader.archive, reader.sandbox, VERSION).fault is None
    assert already_read(engine, [said.sha256], VERSION) == {said.sha256}
    say(reader, number, "undo", by="Ann", now=now)
    assert rows_in(engine) == before
    assert state(engine) == ["taken back"]
    assert verify(engine).fault is None
    with pytest.raises(UnusableInput, match="taken back already"):
        say(reader, number, "approve", by="Bob", now=now)


def test_a_fact_is_taken_out_and_another_added_on_its_words(reader, now):
    engine = reader.engine
    fact = first_approved(engine)
    said = proposal(reader, to_remove, fact.id)
    say(reader, propose(reader, said, by="Ann", now=now, reason=WHY).number, "approve", by="Bob", now=now)
    assert fact.id not in {one.id for one in facts(engine)}
    words = fact.evidence[0].text
    fields = ["kind=decision", "body=change_board", "outcome=deferred", "subject=modification"]
    added = proposal(reader, to_add, fact.page, words, [f"reference={fact.reference}", *fields])
    number, later = propose(reader, added, by="Ann", now=now, reason=WHY).number, now.replace(minute=9)
    say(reader, number, "approve", by="Bob", now=later)
    assert ("deferred", fact.reference) in {(one.outcome, one.reference) for one in facts(engine)}
    assert state(engine) == ["counts", "counts"]
    assert verify_facts(engine, reader.archive, reader.sandbox, VERSION).fault is None


def test_a_rejected_one_changes_nothing_and_needs_a_reason(reader, now):
    before = rows_in(reader.engine)
    said = proposal(reader, to_remove, first_approved(reader.engine).id)
    number = propose(reader, said, by="Ann", now=now, reason=WHY).number
    with pytest.raises(UnusableInput, match="reason"):
        say(reader, number, "reject", by="Bob", now=now)
    say(reader, number, "reject", by="Bob", now=now, reason="It is no narrative.")
    assert (rows_in(reader.engine), state(reader.engine)) == (before, ["rejected"])
    assert verify(reader.engine).fault is None


def test_a_finding_that_rests_on_it_names_it(reader, now):
    engine = reader.engine
    (count,) = [one for one in facts(engine, "stage_count") if one.stage == "define"][:1]
    said = proposal(reader, to_correct, count.id, [f"count={count.count + 40}"])
    kept = propose(reader, said, by="Ann", now=now, reason=WHY)
    assert kept.effect.come
    say(reader, kept.number, "approve", by="Bob", now=now)
    reconcile(engine, now=now)
    told = [one.finding.message for one in list_findings(engine)]
    assert any(f"It rests on correction {kept.number} by Ann." in message for message in told)


def test_it_stays_when_a_word_is_taught_and_lapses_when_the_reading_comes_to_agree(reader, now):
    engine = reader.engine
    fact = first_approved(engine)
    said = proposal(reader, to_correct, fact.id, ["outcome=rejected"])
    say(reader, propose(reader, said, by="Ann", now=now, reason=WHY).number, "approve", by="Bob", now=now)
    other = OwnRow("columns", ("note",), "proposer", "2020-08")
    give(reader, Answer("means", rows=(other,)), by="Ann", now=now.replace(minute=5))
    assert state(engine) == ["counts"]
    agreeing = OwnRow("phrases", ("outcome", "rejected"), "approved", "2020-08")
    give(reader, Answer("means", rows=(agreeing,)), by="Ann", now=now.replace(minute=6))
    assert state(engine) == ["lapsed"]
    assert verify_facts(engine, reader.archive, reader.sandbox, VERSION).fault is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["outcome=passed"], "outcome is one of approved"),
        (["decided_on=3 August"], "a day like 2020-08-26"),
        (["colour=red"], "has no field colour"),
        (["reference="], "cannot be empty"),
        (["outcome=approved"], "reads so already"),
        (["outcome"], "no field=value"),
        ([], "Say what it should read"),
    ],
)
def test_what_makes_no_sense_is_refused(reader, said, told):
    with pytest.raises(UnusableInput, match=told):
        proposal(reader, to_correct, first_approved(reader.engine).id, said)


def test_a_fact_that_changed_and_words_that_stand_nowhere_are_refused(reader):
    with pytest.raises(UnusableInput, match="changed since it was shown"):
        proposal(reader, to_correct, "0" * 24, ["outcome=rejected"])
    with pytest.raises(UnusableInput, match="stand in no text of page 2"):
        proposal(reader, to_add, 2, "zebra crossing", ["kind=decision"])
    fact = first_approved(reader.engine)
    with pytest.raises(UnusableInput, match="needs more: body="):
        proposal(reader, to_add, fact.page, fact.evidence[0].text, ["kind=decision", "reference=MP103"])


@pytest.mark.parametrize("seed", range(20 if SOAK else 4))
def test_a_kill_leaves_it_whole_or_not_there_at_all(reader, now, seed):
    """The process dies at some statement of approving or taking back: the record is as before or as after."""
    engine = reader.engine
    said = proposal(reader, to_correct, first_approved(engine).id, ["outcome=rejected"])
    number = propose(reader, said, by="Ann", now=now, reason=WHY).number
    act = ("approve", "undo")[seed % 2]
    if act == "undo":
        say(reader, number, "approve", by="Bob", now=now)
    before = everything(engine)
    url, moment = engine.url, random.Random(seed).randrange(1, 90)
    engine.dispose()
    child = os.fork()
    if child == 0:
        _die_at(moment, url, reader, number, act, now)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert everything(engine) == before
        say(reader, number, act, by="Bob", now=now)
    assert everything(engine) != before
    assert verify(engine).fault is None
    assert state(engine) == ["counts" if act == "approve" else "taken back"]


def everything(engine):
    with read_transaction(engine) as connection:
        acts = [connection.execute(select(table)).all() for table in (corrections, correction_acts)]
    return rows_in(engine), acts, verify(engine).head


def _die_at(moment, url, reader, number, act, now):
    try:
        engine = open_database(url.render_as_string(hide_password=False), upgrade=False)
        done = []

        def count(*_):
            done.append(1)
            if len(done) == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(engine, "after_cursor_execute", count)
        say(Reader(engine, reader.archive, reader.sandbox, VERSION), number, act, by="Bob", now=now)
    finally:
        os._exit(0)
