"""`csrecon explain`: a check in the words of its own docstring."""

from pipeline.checks import CHECKS
from pipeline.checks.docstrings import read_docstring


def _plain(text):
    return " ".join(text.split())


def test_it_says_what_is_found_what_may_be_lawful_and_shows_both_examples(csrecon):
    ran = csrecon("explain", "x215")
    assert ran.status == 0
    doc = read_docstring(next(check.doc for check in CHECKS if check.code == "X215"))
    said = _plain(ran.out)
    assert said.startswith("X215 acts-after-closure (error)")
    for part in (doc.finds, doc.why, doc.lawful, doc.not_judged, doc.passes, doc.fails, doc.says):
        assert _plain(part) in said


def test_an_unknown_code_is_wrong_usage_and_names_the_checks(csrecon):
    ran = csrecon("explain", "X999")
    assert ran.status == 2
    assert "X999" in ran.err
    assert "I101" in ran.err
