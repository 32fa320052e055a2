"""Findings for people."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from console.telling.findings_table import counted, findings_table, gravest_first, is_met, told, where
from pipeline.checks.finding import Finding, NotJudged, ReportEvidence
from pipeline.judging.not_judged import summed_up

FINDING = Finding(
    code="I101",
    name="count-mismatch",
    severity="error",
    period="2020-08",
    reference=None,
    message="The report says “three modifications” and lists two [of them].",
    stated={"count": 3},
    expected={"count": 2},
    evidence=(ReportEvidence("2020-08.pdf", 4, (1.0, 2.0, 3.0, 4.0), "three modifications", sha256=None),),
)
WARNING = replace(FINDING, code="I107", severity="warning", evidence=())
INFO = replace(FINDING, code="I112", severity="info")


@pytest.mark.parametrize(
    ("fail_on", "findings", "met"),
    [
        (None, [FINDING], False),
        ("error", [], False),
        ("error", [WARNING, INFO], False),
        ("error", [INFO, FINDING], True),
        ("warning", [INFO], False),
        ("warning", [WARNING], True),
        ("warning", [FINDING], True),
    ],
)
def test_fail_on_is_met_by_what_is_at_least_as_severe(
    fail_on: str | None, findings: list[Finding], met: bool
) -> None:
    assert is_met(fail_on, findings) is met


def test_the_gravest_stand_first_and_are_counted() -> None:
    assert gravest_first([INFO, WARNING, FINDING]) == [FINDING, WARNING, INFO]
    assert counted([INFO, FINDING, FINDING]) == "2 errors, 1 info"
    assert counted([]) == "no findings"


def test_a_place_is_a_month_and_a_page() -> None:
    assert where(FINDING) == "2020-08, page 4"
    assert where(WARNING) == "2020-08"


def test_a_table_fits_its_width_and_takes_no_text_for_markup() -> None:
    out = StringIO()
    long = replace(FINDING, message="A link to https://example.org/" + "x" * 200 + " leads nowhere.")
    Console(file=out, width=100).print(findings_table([FINDING, long]))
    assert "[of them]" in out.getvalue()
    assert max(map(len, out.getvalue().splitlines())) <= 100
    assert out.getvalue().count("x") >= 200


def test_what_could_not_be_judged_is_told_once_a_reason() -> None:
    said = [
        NotJudged(code="R302", period="2020-08", reference=f"MP{n}", reason="no title")
        for n in range(100, 105)
    ]
    said.append(NotJudged(code="R310", period=None, reason="one snapshot"))
    said += [NotJudged(code=code, period="2020-08", reason="no register") for code in ("R301", "R311")]
    assert list(told(summed_up(said))) == [
        "R302 did not judge MP100, MP101, MP102 and 2 more: no title",
        "R310 did not judge: one snapshot",
        "R301, R311 did not judge 2020-08: no register",
    ]
