"""Sub-headings that only a colour or a line under them tells apart open what bold ones open."""

from collections.abc import Callable
from dataclasses import asdict

import pytest

from extractors import Extraction

ReadPaper = Callable[..., Extraction]


def said(result: Extraction) -> list[dict[str, object]]:
    return [{**asdict(fact), "id": None, "evidence": None} for fact in result.facts]


RELEASES = (
    ("June 2020 SEC Release", "The following were implemented on 25 June 2020:", "MP077 ‘Tariff’"),
    ("November 2020 SEC Release", "The following were approved for implementation:", "MP098 ‘Batch 3’"),
)
VOTES = (
    ("Change Board votes", "The Change Board approved MP206 ‘Tilt’ on 24 August 2020.", "MP301 ‘Sums’"),
    ("Authority decisions", "The Authority is considering the following:", "MP207 ‘Alarms’"),
)
STAGES = (
    ("Refinement Consultations", "The following closed on 14 August 2020:", "MP144 ‘Roles’"),
    ("Modification Report Consultations", "The following closed on 21 August 2020:", "MP145 ‘Keys’"),
)


@pytest.mark.parametrize(
    "look", ["<font color='#0b5ed7'>{}</font>", "<u>{}</u>", "<u><font color='red'>{}</font></u>"]
)
@pytest.mark.parametrize(
    ("section", "parts"), [("Implementation", RELEASES), ("Opine", VOTES), ("Refine", STAGES)]
)
def test_what_stands_under_it_is_read_alike(
    read_paper: ReadPaper, look: str, section: str, parts: tuple[tuple[str, str, str], ...]
) -> None:
    def paper(kind: str, set_as: str) -> Extraction:
        flow = [("h", section)]
        for head, lead, item in parts:
            flow += [(kind, set_as.format(head)), ("p", lead), ("b", item)]
        return read_paper(*flow, ("p", "No more is told of this month, whose text is plain."))

    bold, accented = paper("ss", "{}"), paper("p", look)
    assert said(accented) == said(bold)
    assert accented.coverage.by_role["heading"] == bold.coverage.by_role["heading"]
    assert accented.warnings == bold.warnings


def test_a_link_alone_on_its_line_is_no_heading(read_paper: ReadPaper) -> None:
    link = "<link href='https://example.org/MP098' color='blue'><u>MP098 ‘Batch 3’</u></link>"
    plain = read_paper(("h", "Opine"), ("p", "The Panel saw the following."), ("p", "MP098 ‘Batch 3’"))
    linked = read_paper(("h", "Opine"), ("p", "The Panel saw the following."), ("p", link))
    assert linked.coverage.by_role == plain.coverage.by_role


def test_a_coloured_line_within_a_sentence_parts_no_paragraph(read_paper: ReadPaper) -> None:
    sentence = (
        "The Change Board approved MP206 ‘Tilt’ under Self-Governance at the meeting that it held on "
        "<font color='red'>Monday and many days before and also some time after, in the long room of</font> "
        "the house, on 24 August 2020."
    )
    plain = sentence.replace("<font color='red'>", "").replace("</font>", "")
    assert said(read_paper(("h", "Opine"), ("p", sentence))) == said(read_paper(("h", "Opine"), ("p", plain)))
