"""What is not all of the register is taken for a part or refused, and so is what cannot be of its day."""

import json
import os
from contextlib import suppress
from datetime import date
from random import Random

import pytest

from pipeline.basics.errors import UnusableInput
from pipeline.register.files.read import read_bytes
from pipeline.register.snapshots.plausible import hold_to_its_end
from pipeline.register.snapshots.read_back import list_snapshots, read_snapshots
from pipeline.register.snapshots.write import store_register
from samples import REGISTER

ROWS = [
    {"Reference": f"MP{number}", "Title": f"Title {number}", "Stage": "Refinement"}
    for number in range(200, 240)
]
CUTS = 1000 if os.environ.get("CSRECON_SOAK") else 200


def as_csv(rows):
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    return "".join(f"{line}\r\n" for line in lines).encode()


def as_html(rows, more=""):
    cells = "".join(f"<tr>{''.join(f'<td>{value}</td>' for value in row.values())}</tr>" for row in rows)
    head = "".join(f"<th>{name}</th>" for name in rows[0])
    return (
        f"<!doctype html><html><body><table><tr>{head}</tr>\n{cells}</table>{more}</body></html>\n".encode()
    )


def as_xlsx(rows):
    from io import BytesIO

    from openpyxl import Workbook

    book, out = Workbook(), BytesIO()
    for row in (list(rows[0]), *(list(row.values()) for row in rows)):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


FORMATS = {
    "csv": as_csv,
    "html": as_html,
    "json": lambda rows: json.dumps(rows, indent=1).encode(),
    "jsonl": lambda rows: "".join(json.dumps(row) + "\n" for row in rows).encode(),
    "xlsx": as_xlsx,
}


@pytest.fixture
def load(engine, now, tmp_path):
    def loaded(data, name="r.csv", day=date(2021, 3, 5), **said):
        (tmp_path / name).write_bytes(data)
        return store_register(engine, str(tmp_path / name), as_of=day, now=now, **said)

    return loaded


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_cut_anywhere_is_not_taken_for_whole(load, engine, format):
    """After the register of the day before, for a cut between two lines of a CSV shows in nothing else."""
    random, data = Random(format), FORMATS[format](ROWS)
    load(data, day=date(2021, 3, 4))
    taken = []
    for at in (random.randrange(1, len(data.rstrip())) for _ in range(CUTS)):
        try:
            load(data[:at], day=date(2021, 3, 5))
            taken.append(at)
        except UnusableInput:
            pass
    assert [at for at in taken if len(read_bytes(data[:at], "r").reading.entries) < len(ROWS)] == []
    assert [one.as_of for one in list_snapshots(engine)][1:] == [date(2021, 3, 5)] * len(taken)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (as_csv(ROWS)[:-3], "its last line has no end"),
        (as_csv(ROWS)[:-1], "its last line has no end"),
        (as_html(ROWS)[:-9], "no </html>"),
        (b"<table><tr><th>Reference<th>Title<tr><td>MP201<td>Keys", "<table> in it has no end"),
    ],
)
def test_a_file_without_its_end_is_refused_unless_a_person_says_so(load, engine, data, said):
    with pytest.raises(UnusableInput, match=f"may have been cut off: .*{said}.*--shrunk"):
        load(data)
    assert list_snapshots(engine) == []
    assert load(data, shrunk=True).new


COLUMNS = {
    "stages": ["Refinement", "Refinement Process", "Report Phase", "Refinement Process"],
    "days": ["1/2/2020", "11/2/2020", "1/12/2020", "12/11/2020"],
    "long days": ["1 February 2020", "21 March 2020", "3 May 2021", "30 June 2021"],
    "links": [f"https://a.example/mods/{name}/" for name in ("one", "two-and-more", "mp-3", "mp4-x")],
    "quoted": ['"a"', '"b, c"', '""', '"and on"'],
    "blank": ["", "", "", ""],
}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_last_line_without_an_end_is_told_by_its_cells(column):
    lines = [f"MP20{at},{cell}" for at, cell in enumerate(COLUMNS[column])]
    text = "\n".join(["Reference,Last", *lines])
    assert read_bytes(text.encode(), "r.csv").reading.cut is None
    for at in range(len(text) - len(COLUMNS[column][-1]), len(text)):
        if text[at - 1] == '"' and text[at - 2] == ",":
            continue  # an empty cell, as any other that is quoted
        with suppress(UnusableInput):
            assert read_bytes(text[:at].encode(), "r.csv").reading.cut is not None, text[at - 9 : at]


@pytest.mark.parametrize(
    "cells",
    [["a", "b", "Unheard"], ["a", "a b", "a"], ["x", "", ""], ['"a ""b"" c"', '"d"', '"e"'], ["1/2/20"]],
)
def test_a_last_cell_that_may_go_on_is_refused(cells):
    text = "\n".join(["Reference,Last", *(f"MP20{at},{cell}" for at, cell in enumerate(cells))])
    assert "may go on" in read_bytes(text.encode(), "r.csv").reading.cut


def test_json_lines_are_closed_by_their_braces():
    assert read_bytes(FORMATS["jsonl"](ROWS)[:-1], "r.jsonl").reading.cut is None
    with pytest.raises(UnusableInput):
        read_bytes(FORMATS["jsonl"](ROWS)[:-2], "r.jsonl")


def test_a_folder_names_the_page_that_is_cut_off(tmp_path, engine, now):
    (tmp_path / "mp201.html").write_text("<html><body><h1>MP201 Keys</h1><p>Stage: Refi")
    with pytest.raises(UnusableInput, match=r"mp201\.html: there is no </html>"):
        store_register(engine, str(tmp_path), as_of=date(2021, 3, 5), now=now)


def test_a_register_that_lost_more_than_a_tenth_is_refused_unless_a_person_says_so(load):
    load(as_csv(ROWS), day=date(2021, 3, 4))
    with pytest.raises(UnusableInput, match=r"lacks 5 of them \(MP200, MP201, MP202 …"):
        load(as_csv(ROWS[5:]))
    assert load(as_csv(ROWS[4:])).new  # a tenth
    assert load(as_csv(ROWS[20:]), shrunk=True).new
    assert load(as_csv(ROWS[:3]), scope="part").scope == "part"


def test_an_older_register_may_be_smaller(load):
    load(as_csv(ROWS))
    assert load(as_csv(ROWS[:9]), day=date(2020, 3, 5)).new


@pytest.mark.parametrize(
    "more",
    [
        "<div>Showing 1 to 40 of 109 entries</div>",
        "<p>1–40 of 1,109</p>",
        "<p>Showing 40 of 41 modifications</p>",
        "<p>Showing 1 to 40 of 40 entries (filtered from 109 total entries)</p>",
        "<p>Page <b>1</b> of 2</p>",
        "<link rel=next href='/modifications/page/2/'>",
        "<a rel=next href='/x'>further</a>",
        "<a href='?page=2'>2</a>",
        "<a href='/modifications/page/2/'><b>2</b></a>",
        "<a href='/modifications?from=40'>Next »</a>",
        "<a href='/modifications?from=40'>Load more</a>",
    ],
)
def test_a_listing_that_says_it_goes_on_is_a_part(more):
    reading = read_bytes(as_html(ROWS, more), "r.html").reading
    assert reading.scope == "part"
    assert "taken for a part" in reading.set_aside[0]
    assert read_bytes(as_html(ROWS, more), "r.html", scope="whole").reading.scope == "whole"


@pytest.mark.parametrize(
    "more",
    [
        "<div>Showing 1 to 40 of 40 entries</div><a href='?page=2'>Next</a>",
        "<p>Page 1 of 1</p>",
        "<a href='#'>Next</a>",
        "<a href='/news/page-2-of-the-plan'>2020</a>",
        "<p>2 of 3 parties agree</p>",
    ],
)
def test_a_listing_that_is_all_there_is_is_whole(more):
    assert read_bytes(as_html(ROWS, more), "r.html").reading.scope == "whole"


def test_all_pages_of_a_listing_together_are_whole(tmp_path, load, engine, now):
    for number, rows in enumerate((ROWS[:25], ROWS[25:]), 1):
        said = (
            f"<p>Showing {len(rows)} of {len(ROWS)} entries</p><a href='?page={3 - number}'>{3 - number}</a>"
        )
        (tmp_path / f"{number}.html").write_bytes(as_html(rows, said))
    assert store_register(engine, str(tmp_path), as_of=date(2021, 3, 5), now=now).scope == "whole"


@pytest.mark.parametrize("day", [date(2012, 12, 31), date(2026, 3, 4)])
def test_a_day_without_a_register_is_refused(load, day):
    with pytest.raises(UnusableInput, match="--as-of"):
        load(as_csv(ROWS), day=day)


def test_what_cannot_have_happened_by_its_day_is_set_aside_by_name(load, engine):
    timeline = [["2021-01-01", "Modification withdrawn"], ["2021-01-01", "Change Board vote"]]
    rows = [
        *({"reference": f"MP{n}", "date_raised": "2020-01-01"} for n in range(200, 220)),
        {
            "reference": "MP300",
            "date_raised": "2021-01-01",
            "decision_date": "2021-01-02",
            "timeline": timeline,
        },
    ]
    done = load(json.dumps(rows).encode(), "r.json", date(2020, 8, 7))
    assert done.set_aside == (
        "row 21, MP300: date raised 2021-01-01 is after 2020-08-07",
        "row 21, MP300: decision date 2021-01-02 is after 2020-08-07",
        "row 21, MP300: “2021-01-01 Modification withdrawn” is after 2020-08-07",
    )
    entry = read_snapshots(engine)[0].entries[-1]
    assert (entry.date_raised, entry.decision_date) == (None, None)
    assert [event.text for event in entry.events] == ["Change Board vote"]


def test_a_register_of_a_later_day_is_refused(load):
    with pytest.raises(UnusableInput, match="raised after 2016-01-01"):
        load((REGISTER / "2020-08-07.csv").read_bytes(), day=date(2016, 1, 1))


@pytest.mark.parametrize("names", [("SECMP0105", "MP105"), ("MP105", "SECMP0105"), ("DP105A", "MP105A")])
def test_one_modification_under_two_prefixes_is_told(names):
    stages = ("Refinement", "Implemented")
    rows = as_csv([{"Reference": n, "Stage": s} for n, s in zip(names, stages, strict=True)])
    whole = read_bytes(rows, "r.csv").reading
    assert (
        f"two names, the newer of which counts: {names[0]} and {names[1]} (rows 2 and 3)"
        in whole.set_aside[0]
    )
    reading = read_bytes(rows, "r.csv", scope="part").reading
    newer = next(name for name in names if name.startswith("MP"))
    assert [entry.reference for entry in reading.entries] == [newer]
    assert "are one; the newer name counts" in reading.set_aside[0]
    assert [entry.stage for entry in reading.entries] == [stages[names.index(newer)]]
    assert "“Refinement”" in reading.set_aside[1]
    assert "“Implemented”" in reading.set_aside[1]


def test_a_page_under_another_prefix_is_joined_to_its_row(tmp_path, engine, now):
    (tmp_path / "a.html").write_bytes(as_html([{"Reference": "DP136", "Title": "Keys"}]))
    (tmp_path / "b.html").write_text("<html><h1>MP136 Keys</h1><p>Stage: Refinement</p></html>")
    store_register(engine, str(tmp_path), as_of=date(2021, 3, 5), now=now)
    (entry,) = read_snapshots(engine)[0].entries
    assert (entry.reference, entry.stage) == ("MP136", "Refinement")


def test_the_end_is_held_to_by_itself():
    hold_to_its_end(read_bytes(as_csv(ROWS), "r.csv"))
    with pytest.raises(UnusableInput):
        hold_to_its_end(read_bytes(as_csv(ROWS)[:-1], "r.csv"))
