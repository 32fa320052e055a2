"""What stands in the PDFs: every value of the data, in the order read, over the right links."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby

import pikepdf
import pypdfium2
import pytest

from samples import REPORTS, TRUTH
from samples.months import PERIODS, REGISTER_PAGES, load
from samples.phrases import day, number, short_day

URL = "url"


@cache
def pages(period: str) -> tuple[str, ...]:
    """The text of every page, white space squeezed."""
    document = pypdfium2.PdfDocument(REPORTS / f"{period}.pdf")
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return tuple(" ".join(text.split()) for text in texts)


def printed(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every value of a data file with the forms in which it may be printed, separated by a bar."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in {
                "page",
                "period",
                "outcome",
                "governance",
                "to_stage",
                "data_cut_off",
                "organisation",
            }:
                yield from printed(inner, f"{where}.{name}")
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from printed(inner, where)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, date):
        yield where, f"{day(value)}|{short_day(value)}"
    elif isinstance(value, int):
        yield where, f"{value}|{number(value)}"
    else:
        yield where, re.sub(r"\{[A-Z0-9]+\}", "…", " ".join(str(value).split()))


@pytest.mark.parametrize("period", PERIODS)
def test_every_value_of_the_data_is_printed(period: str) -> None:
    text = " ".join(pages(period))
    # Prose may run on over a page: what the footer says in between is no part of it.
    flowing = re.sub(
        r"Change Status Report – \w+ 2020 Page \d of \d This document has a \w+ of White ", "", text
    )
    said = load(period).model_dump(exclude={"report": {"meeting_number", "meeting_date"}})
    values = list(printed(said))
    assert len(values) > 200
    missing = [
        (where, forms)
        for where, forms in values
        if not any(all(part in flowing for part in form.split("…")) for form in forms.split("|"))
    ]
    assert missing == []


@pytest.mark.parametrize("period", PERIODS)
def test_rows_are_printed_whole_and_in_order(period: str) -> None:
    text, month = " ".join(pages(period)), load(period)
    place = text.index("Open Assessments")
    for reference, kind, on, target, duration in (*month.assessments.open, *month.assessments.completed):
        place = text.index(f" {reference} {kind} {short_day(on)} {target} WD {duration} WD", place) + 1


@pytest.mark.parametrize("period", PERIODS)
def test_a_table_over_a_page_break_repeats_caption_and_header(period: str) -> None:
    torn = [page for page in pages(period) if re.match(r"(Open A|A)ssessments", page)]
    assert torn
    for page in torn:
        assert re.match(
            r"(Open Assessments|Assessments completed in the last 12 months) "
            r"Modification Type (Accepted|Returned) Target duration (Current|Actual) duration ",
            page,
        )


@pytest.mark.parametrize("period", PERIODS)
def test_every_page_bears_the_footer_last(period: str) -> None:
    texts, title = pages(period), load(period).report.title
    for place, text in enumerate(texts, start=1):
        footer = f"{title} Page {place} of {len(texts)} This document has a Classification of White"
        assert text.endswith(footer)


def _truth(period: str) -> dict[str, list[dict[str, object]]]:
    return json.loads((TRUTH / f"{period}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("period", PERIODS)
def test_links_are_those_of_the_data_in_order(period: str) -> None:
    """A wrapped link is one annotation a line, so neighbours that agree count once."""
    expected = [(2, REGISTER_PAGES)]
    expected += [(fact["page"], fact[URL]) for fact in _truth(period)["facts"] if fact.get(URL)]
    with pikepdf.open(REPORTS / f"{period}.pdf") as pdf:
        found = [
            (place, str(annotation.A.URI))
            for place, page in enumerate(pdf.pages, start=1)
            for annotation in page.get("/Annots", [])
        ]
    assert [link for link, _ in groupby(found)] == [link for link, _ in groupby(expected)]


def test_the_links_that_the_august_report_got_wrong_are_kept() -> None:
    urls = {
        (fact["reference"], str(fact[URL]).removeprefix(REGISTER_PAGES))
        for fact in _truth("2020-08")["facts"]
        if fact.get(URL)
    }
    assert ("DP138", "enduring-ichis-compliance-related-to-rf/") in urls
    malformed = "correcting-the-esme-variant/https:/smartenergycodecompany.co.uk/modifications/"
    assert ("MP125", f"{malformed}correcting-the-esme-variant/") in urls


@pytest.mark.parametrize("period", PERIODS)
def test_each_fact_stands_on_its_page(period: str) -> None:
    texts = pages(period)
    for fact in _truth(period)["facts"]:
        text = texts[int(str(fact["page"])) - 1]
        # The one fact whose sentence does not name its modification.
        if fact["kind"] == "release_item" and fact["section"] == "define":
            assert "This modification was implemented on" in text
            continue
        for field in ("reference", "title", "proposer"):
            assert str(fact.get(field) or "") in text, fact
