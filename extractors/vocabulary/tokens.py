"""spaCy's tokeniser and matcher, without its command line.

`import spacy` also imports the program `spacy`, and for it clients of the web and a manager of projects: a
third of the time in which a process reads one report. Until spaCy is imported, empty modules stand for them.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType

_COMMAND_LINE = ("spacy.cli", "spacy.cli.info")


@contextmanager
def _without_command_line() -> Iterator[None]:
    if "spacy" in sys.modules:  # whoever imported it before us may have use for all of it
        yield
        return
    stand_ins = {name: ModuleType(name) for name in _COMMAND_LINE}
    stand_ins["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
    sys.modules |= stand_ins
    try:
        yield
    finally:
        for name in _COMMAND_LINE:
            del sys.modules[name]


def _info(*arguments: object, **options: object) -> object:
    """What `spacy.info` is: it imports the command line when it is called."""
    from spacy.cli.info import info

    return info(*arguments, **options)  # type: ignore[arg-type]


with _without_command_line():
    from spacy.lang.en import English, EnglishDefaults
    from spacy.matcher import Matcher

__all__ = ["English", "Matcher", "tokenizer"]


def _is_printed(word: str) -> bool:
    return word.isspace() or (word[0].isalpha() and word.endswith((".", "n't", "n’t")))


class _PrintedDefaults(EnglishDefaults):
    tokenizer_exceptions = {  # noqa: RUF012 - as in the class above it
        word: parts
        for word, parts in (EnglishDefaults.tokenizer_exceptions or {}).items()
        if _is_printed(word)
    }


class _Printed(English):  # type: ignore[no-untyped-call]
    """English as reports print it: special are words with a full stop, like `Sept.`, and `wasn't`.

    Of spaCy's other special cases, the spoken (`Wed` is `we would` to it) and the faces (`8)`), none is
    meant in a report, and to learn them takes as long as to read a page or two.
    """

    Defaults = _PrintedDefaults


@cache
def tokenizer() -> English:
    """spaCy's blank English pipeline; built once a process."""
    return _Printed()
