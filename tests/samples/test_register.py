"""The register's snapshots hold what its pages said by their day, and nothing else."""

import csv
import json
from datetime import date, datetime
from itertools import chain

import pytest

from samples import REGISTER, TRUTH
from samples.months import PERIODS
from samples.register import CSV_DAY, JSON_DAY, STAGE_HOLDS, Entry, as_json, entries

Row = dict[str, str | None]
PROVENANCE = {entry.reference: entry for entry in entries()}


def csv_rows() -> list[Row]:
    with (REGISTER / f"{CSV_DAY}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [{name: value or None for name, value in row.items()} for row in csv.DictReader(file)]


def json_rows() -> list[Row]:
    return json.loads((REGISTER / f"{JSON_DAY}.json").read_text(encoding="utf-8"))


SNAPSHOTS = pytest.mark.parametrize(
    ("rows", "as_of"), [(csv_rows(), CSV_DAY), (json_rows(), JSON_DAY)], ids=["csv", "json"]
)


def read_day(text: str | None) -> date | None:
    if text is None:
        return None
    return datetime.strptime(text, "%d/%m/%Y" if "/" in text else "%Y-%m-%d").date()  # noqa: DTZ007


def known(entry: Entry) -> set[str]:
    values = chain(
        entry.model_dump(exclude={"dated"}).values(), entry.dated.model_dump().values() if entry.dated else ()
    )
    return {str(value) for value in values if value is not None}


@SNAPSHOTS
def test_no_value_is_absent_from_the_provenance(rows: list[Row], as_of: date) -> None:
    for row in rows:
        said = known(PROVENANCE[str(row["Reference"])])
        for name, value in row.items():
            spoken = str(read_day(value)) if value and ("date" in name or "Date" in name) else value
            assert spoken is None or spoken in said, (row["Reference"], name, value)


@SNAPSHOTS
def test_nothing_later_than_the_snapshot_is_known(rows: list[Row], as_of: date) -> None:
    for row in rows:
        for name in ("Date raised", "Decision date"):
            on = read_day(row[name])
            assert on is None or on <= as_of, (row["Reference"], name)


@SNAPSHOTS
def test_a_decision_has_a_day_and_a_stage_is_not_stale(rows: list[Row], as_of: date) -> None:
    for row in rows:
        assert (row["Decision"] is None) == (row["Decision date"] is None)
        if row["Stage"]:
            dated = PROVENANCE[str(row["Reference"])].dated
            assert dated is not None
            assert as_of - dated.on <= STAGE_HOLDS


def test_a_decision_of_26_august_is_known_in_september_only() -> None:
    before = {row["Reference"]: row for row in csv_rows()}["MP131"]
    after = {row["Reference"]: row for row in json_rows()}["MP131"]
    assert before["Decision"] is None
    assert before["Stage"] is None
    assert (after["Decision"], after["Decision date"]) == ("Approved", "2020-08-26")


def test_a_stage_seen_long_ago_is_no_longer_taken_for_one() -> None:
    later = {row["Reference"]: row for row in json.loads(as_json(date(2021, 1, 31)))}
    assert {row["Reference"]: row for row in json_rows()}["MP119"]["Stage"] == "Refinement Process"
    assert later["MP119"]["Stage"] is None


@SNAPSHOTS
def test_every_modification_that_a_report_names_has_one_row(rows: list[Row], as_of: date) -> None:
    listed = [row["Reference"] for row in rows]
    assert len(listed) == len(set(listed))
    named: set[str] = set()
    for period in PERIODS:
        for fact in json.loads((TRUTH / f"{period}.json").read_text(encoding="utf-8"))["facts"]:
            named |= {*fact.get("references", []), *([fact["reference"]] if "reference" in fact else [])}
    assert named <= set(listed)
