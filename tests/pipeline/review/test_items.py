"""The queue: one item for each kind and text, what most depends on first."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert

from extractors.contract import Coverage, Unclaimed, Warning
from pipeline.basics.errors import UnusableInput
from pipeline.logbook.run_log import record_run
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.findings import run_not_judged
from pipeline.reports.write import store
from pipeline.review.items import item_named, queue

TODAY = date(2026, 3, 2)
BOX = (72.0, 500.0, 300.0, 512.0)


def heading(text: str, page: int = 3) -> Warning:
    return Warning("unknown_heading", f"heading not in the vocabulary: “{text}”", page, BOX, text, "refine")


def sentence(text: str, left: str | None = None) -> Warning:
    return Warning("unclaimed_sentence", f"no rule reads: “{text}”", 3, BOX, left or text, "refine")


@pytest.fixture
def items(engine, archive, report, now):
    """The queue over reports that hold these warnings, and this unclaimed text."""

    def made(*months: tuple[Warning, ...], unclaimed: str = "") -> list:
        for number, warnings in enumerate(months, 1):
            data, read = report(f"2020-0{number}", facts=())
            left = (Unclaimed(3, BOX, unclaimed, "refine"),) if unclaimed else ()
            read = replace(read, warnings=warnings, coverage=Coverage(9, {"narrative": 9}, left))
            store(engine, archive, [(data, read)], extractor_version="7", now=now)
        with read_transaction(engine) as connection:
            return queue(connection, today=TODAY)

    return made


def test_the_same_text_in_two_reports_is_one_item(items):
    (item,) = items(
        (sentence("MP103 was nodded through on 3 July 2020."),),
        (sentence("MP117 was nodded through on 5 August 2020."),),
    )
    assert (item.kind, item.same) == ("wording", "ref was nodded through on dat.")
    assert [place.period for place in item.places] == ["2020-01", "2020-02"]
    assert item.values == 4


def test_a_sentence_is_shown_whole_though_its_references_were_read(items):
    (item,) = items((sentence("MP103 was nodded through.", left="was nodded through."),))
    assert item.says == "MP103 was nodded through."


def test_prose_that_holds_nothing_is_no_item(items):
    assert items((sentence("The weather was fine."),)) == []


def test_a_heading_counts_by_what_stands_unread_beside_it(items):
    assert items((heading("Ballots of the season"),)) == []
    (item,) = items((), (heading("Ballots of the season"),), unclaimed="MP103 and MP117")[:1]
    assert item.kind == "heading"
    assert item.same == "ballots of the season"


def test_what_holds_findings_back_comes_first(items, engine, now):
    items(
        (
            sentence("MP103 was waved on."),
            replace(sentence("MP117 was held, MP118 too, until 3 July 2020."), page=4),
        )
    )
    with record_run(engine, "reconcile", now=now) as run:
        row = {"run_id": run.id, "position": 0, "code": "I101", "period": "2020-01"}
        with write_transaction(engine) as connection:
            reason = "misread?: unread on page 3: ‘MP103 was …’"
            connection.execute(insert(run_not_judged), row | {"reason": reason})
    with read_transaction(engine) as connection:
        first, second = queue(connection, today=TODAY)
    assert (first.held, second.held) == (1, 0)
    assert second.values > first.values


def test_a_doubted_fact_that_nothing_explains_is_an_item_of_its_own(engine, archive, report, now):
    data, read = report()
    store(engine, archive, [(data, replace(read, warnings=()))], extractor_version="7", now=now)
    with read_transaction(engine) as connection:
        found = [item for item in queue(connection, today=TODAY) if item.kind == "fact"]
        assert [item.says for item in found] == ["assessment: SECMP0007 (guessed_column, odd_value)"]
        assert item_named(connection, found[0].id[:6], today=TODAY) == found[0]
        with pytest.raises(UnusableInput, match="no item"):
            item_named(connection, "ffffffffff", today=TODAY)
