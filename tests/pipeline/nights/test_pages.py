"""A night's pages: what documents and registers say stays text in each of them."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import html

from extractors.contract import Document, Refusal, Warning
from pipeline.nights.night import FindingChanges, Lapsing, Night, NightFinding
from pipeline.nights.pages import as_json, markdown, page, summary, write_pages
from pipeline.reports.intake import Taken

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) | `a` ![i](http://x.example/i.png)"


def finding(reference: str, message: str = "The report says 3, its list has 4.") -> NightFinding:
    return NightFinding("f" * 32, "I101", "error", "2020-08", reference, message)


def a_night(text: str = "a plain sentence") -> Night:
    refusal = Refusal(Document(f"{text}.pdf", None, 3), "not_a_pdf", text)
    stored = Taken(
        Path(f"{text.replace('/', ' ')}.pdf"),
        "stored",
        "2020-08",
        pages=9,
        facts=150,
        unclaimed=2,
        warnings=(Warning("no_summary", text, 3), Warning("no_period", text, None)),
        seconds=0.2,
    )
    return Night(
        run=7,
        began=datetime(2020, 10, 2, 3, 15, tzinfo=UTC),
        seconds=4.2,
        documents=(
            stored,
            Taken(Path("letter.pdf"), "refused", refusal=refusal),
            Taken(Path("k.pdf"), "known"),
        ),
        register=text,
        register_changed=True,
        findings=FindingChanges(
            new=(finding("MP103", text),),
            reopened=(finding("MP104"),),
            resolved=(finding("MP105"),),
            lapsed=(finding("MP106"),),
            open={"error": 2, "warning": 1, "info": 0},
        ),
        problems=(text,),
    )


def quiet_night() -> Night:
    findings = FindingChanges((), (), (), (), {"error": 1, "warning": 0, "info": 0})
    began = datetime(2020, 10, 3, 3, 15, tzinfo=UTC)
    return Night(8, began, 1.0, (Taken(Path("k.pdf"), "known"),), "unchanged.", False, findings)


def test_a_night_in_a_few_sentences() -> None:
    assert summary(a_night("none is set.")) == [
        "Register: none is set.",
        "Reports: 1 stored, 1 refused, 1 already in the record.",
        "Findings: 1 new, 1 reopened, 1 resolved since the night before; open: 2 errors, 1 warning, 0 info.",
        "Waivers lapsed: 1.",
        "Problem: none is set.",
    ]


def test_a_night_without_changes_says_so() -> None:
    assert summary(quiet_night())[-1] == "Nothing changed since the night before."
    assert "##" not in markdown(quiet_night())
    assert json.loads(as_json(quiet_night()))["changed"] is False


def test_the_page_has_everything_and_asks_for_nothing() -> None:
    tree = html.fromstring(page(a_night()))
    assert [row.text_content() for row in tree.iter("caption")] == [
        "New findings", "Reopened findings", "Resolved findings", "Lapsed waivers",
    ]  # fmt: skip
    assert [head.text_content() for head in tree.iter("h2")] == ["Documents refused", "New wordings"]
    assert not list(tree.iter("script", "link", "img", "iframe", "a"))


@pytest.mark.parametrize("tell", [page, markdown])
def test_a_hostile_sentence_stays_text(tell: object) -> None:
    told = page(a_night(HOSTILE)) if tell is page else markdown(a_night(HOSTILE))
    assert not re.search(r"(?<!\\)<script", told)
    if tell is page:
        tree = html.fromstring(told)
        assert tree.text_content().count(HOSTILE) == 6
        assert not list(tree.iter("script", "img", "a"))
    else:
        assert "](" not in told
        rows = [line for line in told.splitlines() if line.startswith("| error")]
        assert [row.replace(r"\|", "").count("|") for row in rows] == [6, 6, 6, 6]


def test_the_machine_gets_what_was_said() -> None:
    told = json.loads(as_json(a_night(HOSTILE)))
    assert (told["run"], told["changed"], told["known"], told["seconds"]) == (7, True, 1, 4.2)
    assert [one["outcome"] for one in told["documents"]] == ["stored", "refused"]
    assert told["findings"]["new"][0] == {
        "fingerprint": "f" * 32, "code": "I101", "severity": "error", "period": "2020-08",
        "reference": "MP103", "message": HOSTILE,
    }  # fmt: skip
    assert told["documents"][0]["warnings"][1] == {"code": "no_period", "page": None, "message": HOSTILE}


def test_three_files_are_written_and_the_page_named(tmp_path: Path) -> None:
    written = write_pages(a_night(), tmp_path / "nights")
    assert written == tmp_path / "nights" / "2020-10-02T031500Z.html"
    assert {path.suffix for path in (tmp_path / "nights").iterdir()} == {".md", ".html", ".json"}
    assert written.read_text(encoding="utf-8") == page(a_night())


def test_findings_of_one_cause_stand_together_and_lead_to_their_pictures() -> None:
    alike = [replace(finding("MP103"), fingerprint=sign * 32, period=f"2020-0{sign}") for sign in "123"]
    other = replace(finding("MP104"), fingerprint="4" * 32, severity="warning")
    night = replace(a_night(), findings=FindingChanges((*alike, other), (), (), (), {"error": 3}))
    tree = html.fromstring(page(night, "https://csrecon.example/"))
    rows = tree.xpath("//table/tbody/tr")
    assert [row.xpath("./td[5]")[0].text_content() for row in rows] == ["MP103", "MP104"]
    assert rows[0].xpath(".//summary")[0].text_content() == "2 more of MP103"
    assert tree.xpath("//table//a/@href") == [
        f"https://csrecon.example/findings/{sign * 32}" for sign in "1234"
    ]
    assert not html.fromstring(page(night)).xpath("//a")


def test_two_nights_of_one_second_leave_two_pages(tmp_path: Path) -> None:
    first = write_pages(a_night(), tmp_path)
    second = write_pages(replace(a_night(), run=8), tmp_path)
    assert {path.name for path in tmp_path.glob("*.html")} == {first.name, second.name}
    assert first != second


def test_a_month_does_not_break_over_lines() -> None:
    written = page(a_night())
    assert '<td class="whole">2020-08</td>' in written
    assert ".whole { white-space: nowrap; }" in written


def test_problems_come_first_and_waivers_about_to_lapse_are_told() -> None:
    night = replace(
        a_night("gone wrong"), lapsing=(Lapsing(date(2020, 10, 9), finding("MP107", "It stands.")),)
    )
    assert html.fromstring(page(night)).xpath("//li")[0].text_content() == "Problem: gone wrong"
    assert markdown(night).splitlines()[2] == "- Problem: gone wrong"
    assert "Waivers about to lapse: 1, the first on 9 October 2020." in summary(night)
    for text in (markdown(night), page(night)):
        assert "It stands." in text
    assert json.loads(as_json(night))["lapsing"][0]["until"] == "2020-10-09"
