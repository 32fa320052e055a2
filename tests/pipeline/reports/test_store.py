"""What is stored comes back equal; the same again adds nothing; a reissue supersedes; a refusal is kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import date, timedelta
from hashlib import sha256
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError

from extractors.contract import (
    FACT_TYPES,
    Coverage,
    Document,
    Doubt,
    Evidence,
    Extraction,
    Fact,
    Header,
    Mention,
    Refusal,
    StageCount,
    Unclaimed,
    Warning,
)
from pipeline.queries.documents import archive_standing, list_documents
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables import metadata
from pipeline.record.tables.base import words_of
from pipeline.record.tables.facts import FACT_TABLES, evidence
from pipeline.reports.read_back import read_reports
from pipeline.reports.write import already_read, store

# Any text but for the private plane in which PrintedText keeps what PostgreSQL cannot.
_text = st.text(st.characters(max_codepoint=0x10EFFF, exclude_categories=()), max_size=20)
_coordinate = st.integers(-10_000, 1_000_000).map(lambda hundredths: hundredths / 100)
_box = st.tuples(_coordinate, _coordinate, _coordinate, _coordinate)
_evidence = st.builds(Evidence, st.integers(1, 500), _box, _text)
_reference = st.from_regex(r"(SECMP|MP|DP)[0-9]{3,4}[A-C]?", fullmatch=True)
_month = st.dates(date(2015, 1, 1), date(2030, 1, 1)).map(lambda day: f"{day:%Y-%m}")
_by_name = {
    "reference": _reference,
    "references": st.lists(_reference, max_size=3).map(tuple),
    "period": _month,
    "bbox": _box,
    "page": st.integers(1, 500),
    "doubts": st.lists(st.sampled_from(get_args(Doubt)), unique=True, max_size=3).map(tuple),
    "evidence": st.lists(_evidence, min_size=1, max_size=3).map(tuple),
}
_by_type: dict[object, st.SearchStrategy[object]] = {
    str: _text,
    int: st.integers(0, 2**40),
    float: st.integers(0, 10**6).map(lambda tenths: tenths / 10),
    date: st.dates(),
    type(None): st.none(),
}


def _strategy(name: str, hint: object) -> st.SearchStrategy[object]:
    if name == "doubts":
        return _by_name[name]
    if get_origin(hint) in (UnionType, Union):
        return st.one_of(*(_strategy(name, part) for part in get_args(hint)))
    if words := words_of(hint):
        return st.sampled_from(words)
    if hint is type(None):
        return st.none()
    return _by_name[name] if name in _by_name else _by_type[hint]


def _built(kind: type) -> st.SearchStrategy[object]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: _strategy(f.name, hints[f.name]) for f in fields(kind)})


_facts = st.lists(st.one_of(*map(_built, FACT_TYPES)), max_size=12).map(tuple)
_coverage = st.builds(
    Coverage,
    st.integers(0, 10**6),
    st.dictionaries(st.sampled_from(["fact", "heading", "narrative", "table_header"]), st.integers(0, 10**6)),
    st.lists(_built(Unclaimed), max_size=2).map(tuple),
)
_warnings = st.lists(_built(Warning), max_size=2).map(tuple)


@st.composite
def _extractions(draw: st.DrawFn) -> tuple[bytes, Extraction]:
    data = draw(st.binary(max_size=50))
    document = Document(
        draw(_text), sha256(data).hexdigest(), len(data), draw(st.integers(1, 500)), draw(st.none() | _text)
    )
    header = draw(_built(Header))
    assert isinstance(header, Header)
    return data, Extraction(document, header, draw(_facts), draw(_coverage), draw(_warnings))


@pytest.fixture
def keep(engine, archive, now):
    """Stores results under version 1 of the extractor, a minute later each time."""
    moments = iter(now + timedelta(minutes=minute) for minute in range(100))

    def stored(*results: object, version: str = "1") -> list[object]:
        return store(engine, archive, results, extractor_version=version, now=next(moments))

    return stored


def _counts(engine) -> dict[str, int]:
    with read_transaction(engine) as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table))
            for name, table in metadata.tables.items()
        }


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(results=st.lists(_extractions(), min_size=1, max_size=2, unique_by=lambda pair: pair[0]))
def test_what_is_stored_comes_back_equal(engine, archive, now, results):
    with write_transaction(engine) as connection:
        connection.execute(text("DELETE FROM documents"))
    store(engine, archive, results, extractor_version="1", now=now)
    sent = {extraction.document.sha256: extraction for _, extraction in results}
    back = {extraction.document.sha256: extraction for extraction in read_reports(engine, which="all")}
    assert back == sent
    for name, extraction in back.items():
        assert list(extraction.coverage.by_role) == list(sent[name].coverage.by_role)


def test_the_same_again_adds_nothing(engine, keep, report):
    first = keep(report(), report("2020-09"))
    before = _counts(engine)
    again = keep(report(), report("2020-09"))
    assert _counts(engine) == before
    assert [one.new for one in first] == [True, True]
    assert again == [replace(one, new=False) for one in first]


def test_another_name_of_the_same_bytes_is_noted_and_nothing_else(engine, keep, report):
    keep(report())
    before = _counts(engine)
    keep(report(filename="copy of 2020-08.pdf"))
    assert _counts(engine) == before | {"document_names": 2}
    (listed,) = list_documents(engine)
    assert listed.filename == "2020-08.pdf"


def test_bytes_that_come_later_are_there_and_stay(engine, archive, keep, report):
    data, extraction = report()
    keep((None, extraction))
    assert archive_standing(engine, archive) == (0, None)
    for again in (data, None, data):
        keep((again, extraction))
        assert archive_standing(engine, archive) == (1, None)


def test_the_same_bytes_stored_by_several_threads_at_once_are_stored_once(engine, archive, report, now):
    """A folder with copies, read by several workers."""
    copies = [report(filename=f"copy {number}.pdf") for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        done = list(
            threads.map(lambda copy: store(engine, archive, [copy], extractor_version="1", now=now), copies)
        )
    assert sum(one.new for (one,) in done) == 1
    counts = _counts(engine)
    assert (counts["documents"], counts["extractions"], counts["document_names"]) == (1, 1, 8)


@pytest.mark.parametrize("first", [0, 1])
def test_the_issue_published_last_counts_whatever_the_order_of_reading(engine, keep, report, first):
    early = report(salt="early", published_on=date(2020, 8, 7))
    late = report(salt="late", published_on=date(2020, 8, 12), facts=())
    issues = [early, late]
    keep(issues[first])
    keep(issues[1 - first])
    assert read_reports(engine) == [late[1]]
    assert read_reports(engine, which="all") == [early[1], late[1]]
    assert {d.sha256: d.status for d in list_documents(engine)} == {
        early[1].document.sha256: "superseded",
        late[1].document.sha256: "stored",
    }


def test_an_issue_without_a_day_yields_to_one_with(engine, keep, report):
    dated = report(salt="dated", published_on=date(2020, 8, 7))
    keep(dated)
    keep(report(salt="undated"))
    assert read_reports(engine) == [dated[1]]


def test_a_newer_reading_counts_and_the_older_stays(engine, keep, report):
    data, extraction = report()
    keep((data, extraction))
    better = replace(extraction, facts=extraction.facts[:2])
    (again,) = keep((data, better), version="2")
    assert again.new
    assert read_reports(engine) == [better]
    assert read_reports(engine, which="all") == [better]
    assert _counts(engine)["extractions"] == 2
    assert _counts(engine)["documents"] == 1


def test_a_newer_reading_that_moves_the_month_leaves_none_behind(engine, keep, report):
    data, extraction = report()
    keep((data, extraction))
    moved = replace(extraction, report=replace(extraction.report, period="2020-09"))
    keep((data, moved), version="2")
    assert read_reports(engine) == [moved]


def test_a_newer_version_that_refuses_does_not_unsay_the_older(engine, keep, report):
    data, extraction = report()
    keep((data, extraction))
    keep((data, Refusal(extraction.document, "damaged", "It is broken.")), version="2")
    assert read_reports(engine) == [extraction]
    assert [d.status for d in list_documents(engine)] == ["stored"]


def test_as_of_a_moment_the_record_says_what_it_said_then(engine, keep, report, now):
    early = report(salt="early", published_on=date(2020, 8, 7))
    late = report(salt="late", published_on=date(2020, 8, 12))
    keep(early)
    keep(late)
    assert read_reports(engine, as_of=now - timedelta(seconds=1)) == []
    assert read_reports(engine, as_of=now) == [early[1]]
    assert read_reports(engine, as_of=now + timedelta(minutes=1)) == [late[1]]


def _refusal(data: bytes = b"%PDF broken", code: str = "damaged") -> tuple[bytes, Refusal]:
    document = Document("broken.pdf", sha256(data).hexdigest(), len(data))
    return data, Refusal(document, code, "The file is damaged.")


def test_a_refused_document_is_a_row_with_its_reason(engine, keep, archive):
    data, refusal = _refusal()
    (stored,) = keep((data, refusal))
    assert (stored.status, stored.new, stored.refusal) == ("refused", True, refusal)
    (listed,) = list_documents(engine, "quarantined")
    assert listed.refused == {"code": "damaged", "message": "The file is damaged."}
    assert archive.get(listed.sha256) == data
    assert read_reports(engine) == []
    before = _counts(engine)
    assert [one.new for one in keep((data, refusal))] == [False]
    assert _counts(engine) == before


def test_what_was_read_need_not_be_read_again(engine, keep, report):
    data, extraction = report()
    bad, refusal = _refusal()
    keep((data, extraction), (bad, refusal))
    good, refused = extraction.document.sha256, refusal.document.sha256
    asked = {good, refused, "f" * 64}
    assert already_read(engine, asked, "1") == {good, refused}
    assert already_read(engine, asked, "2") == {good}, "a newer version tries the quarantine again"
    assert already_read(engine, asked, "1", again=True) == {good, refused}
    assert already_read(engine, asked, "2", again=True) == set()
    assert already_read(engine, [], "1") == set()


def test_a_quarantined_document_that_a_newer_version_reads_is_stored(engine, keep, report):
    data, extraction = report()
    keep((data, Refusal(extraction.document, "damaged", "It is broken.")))
    keep((data, extraction), version="2")
    (listed,) = list_documents(engine)
    assert (listed.status, listed.refused, listed.period) == ("stored", None, "2020-08")


def test_a_missing_file_is_told_and_not_recorded(engine, keep):
    (stored,) = keep((None, Refusal(Document("gone.pdf", None), "no_such_file", "There is no such file.")))
    assert (stored.status, stored.sha256) == ("refused", None)
    assert list_documents(engine) == []


def test_a_file_too_large_to_take_in_is_remembered_by_name(engine, keep, report):
    refusal = Refusal(Document("large.pdf", None, 10**12), "too_large", "It is too large.")
    assert [one.new for one in keep((None, refusal)) + keep((None, refusal))] == [True, False]
    (listed,) = list_documents(engine, "quarantined")
    assert (listed.filename, listed.sha256) == ("large.pdf", None)
    keep(report(filename="large.pdf"))
    assert list_documents(engine, "quarantined") == []


def test_a_number_beyond_every_column_is_a_refusal_not_a_crash(engine, keep, report):
    huge = StageCount(section="summary", evidence=report()[1].facts[0].evidence, stage="define", count=10**30)
    data, extraction = report(facts=(huge,))
    (stored,) = keep((data, extraction))
    assert (stored.status, stored.refusal.code) == ("refused", "damaged")
    assert [d.status for d in list_documents(engine)] == ["quarantined"]


def test_other_bytes_than_were_read_are_never_stored(engine, keep, report):
    _, extraction = report()
    with pytest.raises(ValueError, match="not the bytes"):
        keep((b"other bytes", extraction))
    assert list_documents(engine) == []


def test_a_document_is_stored_whole_or_not_at_all(engine, keep, report):
    """The last of the document's rows breaks a constraint."""
    good = report("2020-09")
    data, extraction = report()
    wrong = replace(extraction.facts[0], section="nowhere")
    with pytest.raises(IntegrityError):
        keep(good, (data, replace(extraction, facts=(*extraction.facts, wrong))))
    assert read_reports(engine) == [good[1]]
    assert _counts(engine)["documents"] == 1
    assert _counts(engine)["evidence"] == sum(len(fact.evidence) for fact in good[1].facts)


def test_every_evidence_belongs_to_a_fact(engine, keep, report):
    keep(report(), report("2020-09"))
    facts = text(
        " UNION ALL ".join(f"SELECT extraction_id, position FROM {t.name}" for t in FACT_TABLES.values())
    )
    with read_transaction(engine) as connection:
        placed = connection.execute(facts).all()
        shown = connection.execute(select(evidence.c.extraction_id, evidence.c.position)).all()
    assert len(placed) == len(set(placed)) == 12
    assert set(shown) == set(placed)


def test_a_modification_is_found_under_all_its_prefixes(engine, keep, report):
    spot = report()[1].facts[0].evidence
    forms = ("DP099", "MP099", "SECMP0099", "MP099A")
    facts: tuple[Fact, ...] = tuple(Mention(section="define", evidence=spot, reference=r) for r in forms)
    keep(report(facts=facts))
    with read_transaction(engine) as connection:
        query = text("SELECT reference FROM reported_mentions WHERE modification = '99' ORDER BY position")
        assert connection.scalars(query).all() == ["DP099", "MP099", "SECMP0099"]


def test_deleting_a_document_takes_all_of_it_along(engine, keep, report):
    keep(report())
    with write_transaction(engine) as connection:
        connection.execute(text("DELETE FROM documents"))
    assert {name: n for name, n in _counts(engine).items() if n} == {}


def test_reports_are_loaded_in_a_fixed_number_of_queries(engine, keep, report):
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    keep(report("2020-01"))
    event.listen(engine, "before_cursor_execute", note)
    read_reports(engine)
    few = len(asked)
    event.remove(engine, "before_cursor_execute", note)
    keep(*(report(f"2021-{month:02}") for month in range(1, 13)))
    asked.clear()
    event.listen(engine, "before_cursor_execute", note)
    assert len(read_reports(engine)) == 13
    assert len(asked) == few <= len(FACT_TABLES) + 8
    event.remove(engine, "before_cursor_execute", note)


def test_views_answer_the_common_questions(engine, keep, report):
    keep(report("2020-07"), report("2020-08"))
    with read_transaction(engine) as connection:
        current = connection.execute(text("SELECT period, pages FROM current_reports ORDER BY 1")).all()
        decided = connection.execute(text("SELECT report_period, page FROM decisions ORDER BY 1")).all()
        assessed = connection.execute(
            text("SELECT report_period, over_target_wd FROM open_assessments")
        ).all()
        story = connection.execute(
            text("SELECT event, source, place FROM modification_timeline WHERE modification = '7' ORDER BY 1")
        ).all()
    assert current == [("2020-07", 9), ("2020-08", 9)]
    assert decided == [("2020-07", 6), ("2020-08", 6)]
    assert assessed == [("2020-08", 5)]
    assert story == [("assessment", "report", 8)] * 2 + [("meeting", "report", 4)] * 2
