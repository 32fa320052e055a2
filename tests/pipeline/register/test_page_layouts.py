"""A modification's page in the layouts that the site had over the years, as browsers save them."""

from datetime import date

import pytest

from pipeline.basics.errors import UnusableInput
from pipeline.register.files.read import read_source

# Labels and values without anything between them, the reference in the heading with a space.
RUN_TOGETHER = """<nav><li>Home</li><li>Modifications</li></nav><h1>SECMP 0030: Demand Management</h1>
<div>StageNot Applicable</div><div>Overall StatusWithdrawn</div>
<div>PathPath 2 – Authority Determination</div>
<div>ProposerGraeme Liggett</div><div>Date raised04/01/2017</div><h3>Timeline</h3><ul>
<li>04/01/2017 – Modification Proposal raised</li><li>13 January 2017: Panel considers it</li>
<li>19/12/2017Modification withdrawn</li></ul><script>alert("StageHacked")</script>"""
# All of it in one line
ONE_LINE = """<h1>GPF timestamp</h1><p>Mod RefSECMP0015ProposerTim NewtonLead AnalystJoe HehirStageRefinement
ProcessDate raised31/05/2016Implementation dateTargeted for November 2020 SEC Release</p>"""
SPANS = """<h1>Bulk CH returns</h1><div><span>Modification Number</span><span>MP117</span></div>
<div><span>Date Raised</span><span>18/02/2020</span></div><div><span>Implementation Date</span>N/A</div>
<div><span>Decision</span><span>Withdrawn by the Proposer on 09/06/2021</span></div>
<table><tr><th>Date</th><th>Event</th></tr>
<tr><td>18/02/2020</td><td>Draft Proposal raised</td></tr></table>"""
PAIRS = """<table><tr><td>Reference</td><td>MP178</td></tr><tr><td>Title</td><td>Removing it</td></tr>
<tr><td>Stage</td><td>Pending Implementation</td></tr>
<tr><td>Date raised</td><td>15/07/2021</td></tr></table>"""
LINES = """<h1>MP081 Alignment of DUIS</h1><p>Proposer<br>Helen Metcalfe</p><p>Raised<br>6 August 2019</p>
<p>Implementation Date<br>29/11/2020 (Nov 20 SEC Release)</p><p>Modification documents</p>"""


@pytest.fixture
def page(tmp_path):
    def read(text, encoding="utf-8"):
        (tmp_path / "page.html").write_text(text, encoding=encoding)
        reading = read_source(str(tmp_path / "page.html")).reading
        assert reading.scope == "part"
        (entry,) = reading.entries
        return entry

    return read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_labels_and_values_run_together(page, encoding):
    entry = page(RUN_TOGETHER, encoding)
    assert (entry.reference, entry.title, entry.stage) == ("SECMP0030", "Demand Management", "Withdrawn")
    assert (entry.proposer, entry.date_raised) == ("Graeme Liggett", date(2017, 1, 4))
    assert [(str(one.happened_on), one.text) for one in entry.events] == [
        ("2017-01-04", "Modification Proposal raised"),
        ("2017-01-13", "Panel considers it"),
        ("2017-12-19", "Modification withdrawn"),
    ]


def test_everything_on_one_line(page):
    entry = page(ONE_LINE)
    assert (entry.reference, entry.proposer, entry.stage) == (
        "SECMP0015",
        "Tim Newton",
        "Refinement Process",
    )
    assert (entry.date_raised, entry.release) == (
        date(2016, 5, 31),
        "Targeted for November 2020 SEC Release",
    )


def test_labels_in_spans_and_events_in_a_table(page):
    entry = page(SPANS)
    assert (entry.reference, entry.title, entry.implementation_date) == ("MP117", "Bulk CH returns", None)
    assert (entry.decision, entry.decision_body, entry.decision_date) == (
        "Withdrawn",
        "Proposer",
        date(2021, 6, 9),
    )
    assert [one.text for one in entry.events] == ["Draft Proposal raised"]


def test_labels_and_values_as_rows_of_a_table(page):
    entry = page(PAIRS)
    assert (entry.reference, entry.title, entry.date_raised) == ("MP178", "Removing it", date(2021, 7, 15))


def test_a_value_on_the_line_below_is_no_event(page):
    entry = page(LINES)
    assert (entry.date_raised, entry.implementation_date, entry.release) == (
        date(2019, 8, 6),
        date(2020, 11, 29),
        "Nov 20 SEC Release",
    )
    assert entry.events == ()


@pytest.mark.parametrize("text", ["18/12/2019", "18 December 2019", "18 Dec 2019", "2019-12-18"])
def test_a_day_in_each_of_its_forms(page, text):
    assert page(f"<h1>MP102</h1><p>Date raised: {text}</p>").date_raised == date(2019, 12, 18)


@pytest.mark.parametrize("text", ["Unknown", "TBC", "N/A", "", "Not yet determined"])
def test_what_is_not_known_is_blank(page, text):
    entry = page(f"<h1>MP102 Alerts</h1><p>Stage: {text}</p><p>Implementation date: {text}</p>")
    assert (entry.stage, entry.implementation_date, entry.release) == (None, None, None)


def test_an_impossible_day_names_the_page_it_stands_on(tmp_path):
    (tmp_path / "good.html").write_text("<h1>MP101</h1>")
    (tmp_path / "bad.html").write_text("<h1>MP102</h1><p>Date raised: 31/02/2020</p>")
    with pytest.raises(UnusableInput, match=r"bad\.html, column date_raised: “31/02/2020” is no day"):
        read_source(str(tmp_path))
