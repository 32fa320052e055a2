"""Registers drawn at random and written as web pages in many ways read like the JSON they were drawn from."""

import json
import os
from dataclasses import replace
from html import escape
from random import Random

import pytest

from pipeline.basics.errors import UnusableInput
from pipeline.register.files.read import read_bytes

HEADINGS = (
    "Reference",
    "Title",
    "Proposer",
    "Organisation",
    "Date raised",
    "Stage",
    "Decision",
    "Decision date",
)
_WORDS = ("Meter", "tilt", "alarms & keys", "<longer>", "certificates", "“quiet”", "hours", "DCC’s", "fees")
_PEOPLE = ("Ann Other", "Bo Peep", "Zoë Ng", None)
_STAGES = ("Refinement", "Report Phase", "Withdrawn", None)
_OPENINGS = (
    "{}",
    "<p>{}</p>",
    "<b>{}</b>",
    "<table><tr><td>{}</td></tr></table>",
    "<span>{}<!-- x --></span>",
)
_HIDDEN = (
    ("", '<tr style="color:red; display : none">{}</tr>'),
    ("", "<tr hidden>{}</tr>"),
    (
        "<style>/* a */ .tpl, tr.old { display:none } @media print { tr { display:none } }</style>",
        '<tr class="tpl">{}</tr>',
    ),
    ("", "<template><tr>{}</tr></template>"),
    ("", "<!-- <tr>{}</tr> -->"),
)


def drawn(random):
    """Rows of the register, sorted so that neighbours are alike now and then."""
    rows = []
    for number in range(random.randint(1, 14)):
        stage = random.choice(_STAGES)
        over = stage == "Withdrawn"
        rows.append(
            {
                "Reference": f"MP{200 + number}{random.choice(('', '', 'A'))}",
                "Title": " ".join(random.choices(_WORDS, k=random.randint(1, 4))),
                "Proposer": random.choice(_PEOPLE),
                "Organisation": random.choice(("DCC", "E.ON", None)),
                "Date raised": f"2020-0{random.randint(1, 9)}-1{random.randint(0, 9)}",
                "Stage": stage,
                "Decision": "Withdrawn" if over else None,
                "Decision date": "2021-03-02" if over else None,
            }
        )
    return rows


class Page:
    """One way to write a register as a web page."""

    def __init__(self, random):
        self.random = random
        self.spans = random.random() < 0.7
        self.style, self.hidden = random.choice(_HIDDEN)
        self.extra = random.random() < 0.4  # a column that csrecon does not know
        self.grouped = random.random() < 0.3  # headings in two rows

    def written(self, rows):
        head, body = self.head(), self.body(rows)
        foot = f"<tfoot>{head}</tfoot>" if self.random.random() < 0.3 and not self.grouped else ""
        table = f"<table><thead>{head}</thead><tbody>{body}</tbody>{foot}</table>"
        if self.random.random() < 0.3:
            table = f"<table><tr><td>Menu</td></tr><tr><td>{table}</td></tr></table>"
        if self.random.random() < 0.3:
            table = table.replace("</td>", "").replace("</tr>", "")  # which HTML allows
        return f"<!doctype html><html><head>{self.style}</head><body><h1>Register</h1>{table}</body></html>"

    def head(self):
        sort = '<span class="sr-only">: activate to sort</span>' if self.random.random() < 0.3 else ""
        extra = f"<th{' rowspan=2' if self.grouped else ''}>Lead analyst</th>" if self.extra else ""
        if not self.grouped:
            return f"<tr>{extra}{''.join(f'<th>{one}{sort}</th>' for one in HEADINGS)}</tr>"
        above = "".join(f"<th rowspan=2>{one}</th>" for one in HEADINGS[:6])
        return f"<tr>{extra}{above}<th colspan=2>Decision</th></tr><tr><th>Outcome</th><th>Date</th></tr>"

    def body(self, rows):
        table = [
            [row[name] or self.random.choice(("", "TBC", "&nbsp;", "-")) for name in HEADINGS] for row in rows
        ]
        table = [[self.cell(text, at) for at, text in enumerate(row)] for row in table]
        taken, lines = set(), []
        for at, row in enumerate(table):
            cells = []
            for place, text in enumerate(row):
                if (at, place) in taken:
                    continue
                down, across = self.span(table, at, place, taken)
                taken |= {(at + d, place + a) for d in range(down) for a in range(across)}
                cells.append(f"<td rowspan={down} colspan={across}>{text}</td>")
            extra = "<td>Joe</td>" if self.extra else ""
            lines.append(f"<tr>{extra}{''.join(cells)}</tr>")
            if self.random.random() < 0.2 and not any(line > at for line, _ in taken):
                wide = len(HEADINGS) + self.extra
                lines.append(f"<tr><td colspan={wide}>Modifications of this year</td></tr>")
            if self.random.random() < 0.3:
                lines.append(self.hidden.format("<td>MP999</td>" + "<td>x</td>" * (len(HEADINGS) - 1)))
        return "\n".join(lines)

    def cell(self, text, place):
        plain = text if text.startswith("&") else escape(text)
        if place == 4 and self.random.random() < 0.4:
            year, month, day = plain.split("-")
            return f'<span style="display:none">{year}{month}</span>{day}/{month}/{year}'
        if " " in plain and self.random.random() < 0.3:
            plain = plain.replace(" ", "<br>", 1)
        return self.random.choice(_OPENINGS).format(plain)

    def span(self, table, at, place, taken):
        if not self.spans or place == 0:
            return 1, 1
        down = across = 1
        while at + down < len(table) and table[at + down][place] == table[at][place] and down < 5:
            down += 1
        if down == 1:
            while (
                place + across < len(HEADINGS)
                and (at, place + across) not in taken
                and table[at][place + across] == table[at][place]
            ):
                across += 1
        return down, across


def as_read(data, name):
    return [replace(one, row=0, link=None) for one in read_bytes(data, name).reading.entries]


@pytest.mark.parametrize("seed", range(1000 if os.environ.get("CSRECON_SOAK") else 60))
def test_a_page_reads_like_the_rows_it_was_drawn_from(seed):
    random = Random(seed)
    rows = drawn(random)
    page = Page(random).written(rows)
    want = as_read(json.dumps([{k: v for k, v in row.items() if v} for row in rows]).encode(), "r.json")
    assert as_read(page.encode(), "r.html") == want, page


def listing(*rows, head="<th>Reference</th><th>Title</th><th>Stage</th>"):
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<html><body><table><tr>{head}</tr>{body}</table></body></html>"


@pytest.mark.parametrize(
    ("rows", "unsure"),
    [
        (["<td>MP201<td>Keys"], "column Stage"),
        (["<td>MP201<td>Keys<td>Define<td>more"], "column Stage"),
        (["<td>MP201<td>Keys<td rowspan=2>Define", "<td>MP202"], "column Title"),
    ],
)
def test_a_row_that_does_not_fill_the_headings_is_refused_with_its_place(rows, unsure):
    with pytest.raises(UnusableInput, match=rf"r\.html, row \d: .*{unsure} is not sure"):
        read_bytes(listing(*rows).encode(), "r.html")


def test_a_heading_over_two_columns_names_the_one_with_days():
    head = "<th>Reference<th colspan=2>Decision"
    page = listing("<td>MP201<td>Approved<td>02/03/2021", "<td>MP202<td><td>", head=head)
    first, second = read_bytes(page.encode(), "r.html").reading.entries
    assert (first.decision, str(first.decision_date), second.decision) == ("Approved", "2021-03-02", None)


def test_what_stands_under_no_known_heading_is_set_aside_by_name():
    page = listing("<td>MP201<td>Keys<td>kept", head="<th>Reference<th>Short description<th>")
    assert read_bytes(page.encode(), "r.html").reading.set_aside == (
        "Short description",
        "column 3, which has no heading",
    )


@pytest.mark.parametrize("text", ["<div>" * 200_000, "<table><tr><td>" * 20_000, "<b>" * 100_000])
def test_a_page_nested_beyond_all_measure_is_refused_at_once(text):
    with pytest.raises(UnusableInput, match="beyond all measure"):
        read_bytes(f"<html>{text}".encode(), "r.html")


def test_a_table_of_millions_of_places_is_refused():
    page = "<table>" + "<tr><td colspan=1000>" * 20_000 + "</table>"
    with pytest.raises(UnusableInput, match="millions of cells"):
        read_bytes(page.encode(), "r.html")
