"""spaCy as we import it: its tokeniser without its command line, which others can still have."""

import subprocess
import sys

from extractors.vocabulary import tokens


def run(program: str) -> str:
    """What a fresh Python prints."""
    return subprocess.run((sys.executable, "-c", program), check=True, capture_output=True, text=True).stdout


def test_the_tokeniser_comes_without_the_command_line() -> None:
    program = (
        f"import sys; from {tokens.__name__} import tokenizer;"
        "print([t.text for t in tokenizer().make_doc('MP102A wasn’t approved.')]);"
        "print([name for name in sys.modules if name.startswith(('spacy.cli', 'weasel', 'httpx'))])"
    )
    assert run(program).splitlines() == ["['MP102A', 'was', 'n’t', 'approved', '.']", "[]"]


def test_whoever_wants_the_command_line_still_gets_it() -> None:
    program = (
        f"import {tokens.__name__}, spacy, spacy.cli;"
        "print(spacy.cli.info.__module__, spacy.info(silent=True)['spacy_version'] == spacy.__version__)"
    )
    assert run(program).split() == ["spacy.cli.info", "True"]
    afterwards = f"import spacy; whole = spacy.info; import {tokens.__name__}; print(spacy.info is whole)"
    assert run(afterwards).strip() == "True"


def test_a_day_of_the_week_and_a_numbered_item_are_what_they_are() -> None:
    program = (
        f"from {tokens.__name__} import tokenizer;"
        "print([t.text for t in tokenizer().make_doc('(8) Wed 5 Aug., at 2 p.m.')])"
    )
    assert run(program).strip() == "['(', '8', ')', 'Wed', '5', 'Aug.', ',', 'at', '2', 'p.m.']"
