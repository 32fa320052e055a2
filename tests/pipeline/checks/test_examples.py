"""The examples in the checks' docstrings hold: one passes, the other gives just the message that it shows."""

import pytest

from pipeline.checks import CHECKS, Check
from pipeline.checks.docstrings import read_docstring

EACH = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)


@EACH
def test_the_passing_example_gives_no_finding(check: Check, material):
    assert material(read_docstring(check.doc).passes).check(check.code).findings == ()


@EACH
def test_the_failing_example_gives_its_message(check: Check, material):
    doc = read_docstring(check.doc)
    found = material(doc.fails).check(check.code).findings
    assert [finding.message for finding in found] == [doc.says]


@EACH
def test_a_finding_shows_its_evidence_and_the_values_of_both_sides(check: Check, material):
    (finding,) = material(read_docstring(check.doc).fails).check(check.code).findings
    assert (finding.code, finding.name, finding.severity) == (check.code, check.name, check.severity)
    assert finding.stated
    # A month that is missing and a date on a report's cover stand on no page.
    assert finding.evidence or check.code in ("X201", "X218")


def test_a_docstring_that_lacks_a_part_is_refused():
    with pytest.raises(ValueError, match="Not judged"):
        read_docstring("Finds.\n\nWhy it matters: so.\n\nPasses:\n\n    a\n\nFails:\n\n    b\n\nSays: c")
