"""A record to export, with texts in it that harm a careless exporter."""

import pytest

from extractors.contract import Mention
from pipeline.checks import CheckOutcome, Finding, ReportEvidence
from pipeline.judging.reconcile import reconcile
from pipeline.record.tables.base import PrintedText
from pipeline.reports.write import store

_HOSTILE = [
    *(
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\tx",
        "'quoted'",
        "",
        " ",
        "a\r\nb",
        "\n",
        'say "x", y',
        "£ – ’",
        "x\0y\ud800",
    ),
    *(
        '=HYPERLINK("http://x")',
        "<r><t>=1</t></r>",
        "<r></c></row></r>",
        "<r></r>",
        "_x0041_",
        "\x07",
        "\ufffe",
    ),
    *("2020-08-07", "0042", "1e5", "TRUE", "{=1}", "null", "http://x.example/", "#REF!"),
]


@pytest.fixture
def hostile():
    """The titles of `filled` as a database keeps them: half a surrogate pair cannot be written anywhere."""
    kept = PrintedText()
    return [kept.process_bind_param(title, None) for title in _HOSTILE]


@pytest.fixture
def filled(engine, archive, report, now):
    """A record with one such title in each mention of August, and a finding that quotes one."""
    spot = report()[1].facts[0].evidence
    facts = tuple(
        Mention(section="define", evidence=spot, reference=f"MP{number:03}", title=title)
        for number, title in enumerate([*_HOSTILE, None], start=1)
    )
    reports = [report("2020-07"), report("2020-08", facts=facts)]
    store(engine, archive, reports, extractor_version="1", now=now)
    reconcile(engine, now=now, checker=_find)
    return engine


def _find(*_material, **_limits):
    place = ReportEvidence("=2020-08.pdf", 2, (72.0, 100.25, 300.5, 112.0), "@text", sha256=None)
    two = [
        Finding(
            code="I110",
            name="title-variant",
            severity="warning",
            period="2020-08",
            reference="MP001",
            message="=cmd",
            stated=stated,
            expected=None,
            evidence=(place,),
        )
        for stated in ({"title": "=gas\ud800 – ’"}, {"count": 3})
    ]
    return CheckOutcome(tuple(two), ())
