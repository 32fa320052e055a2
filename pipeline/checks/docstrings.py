"""The fixed shape of a check's docstring, read: what the manual shows and the tests run.

What it finds, in one sentence.            more paragraphs, if the rule needs telling

Why it matters: …

May be lawful: …                           what explains such a difference without a fault

Not judged: …

Passes:                                    facts that must give no finding

    report 2020-08
    …

Fails:                                     facts that must give exactly one

    report 2020-08
    …

Says: the finding's message, word for word.
"""

import re
from dataclasses import dataclass
from inspect import cleandoc
from textwrap import dedent

_PARTS = ("Why it matters", "May be lawful", "Not judged", "Passes", "Fails", "Says")
_HEADING = re.compile(rf"^({'|'.join(_PARTS)}):[ ]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CheckDoc:
    """A check's docstring, part by part: examples without indentation, each paragraph on one line."""

    finds: str
    rule: tuple[str, ...]
    why: str
    lawful: str
    not_judged: str
    passes: str
    fails: str
    says: str


def read_docstring(text: str) -> CheckDoc:
    """The parts of a check's docstring. Raises ValueError where one is missing or out of order."""
    head, *rest = _HEADING.split(cleandoc(text))
    names, bodies = rest[0::2], rest[1::2]
    if tuple(names) != _PARTS:
        raise ValueError(f"a check's docstring has the parts {', '.join(_PARTS)}; this one has {names}")
    why, lawful, not_judged, passes, fails, says = bodies
    # Paragraphs after "Why it matters" that begin no part of their own belong to the rule.
    finds, *rule = _paragraphs(head)
    reason, *more = _paragraphs(why)
    return CheckDoc(
        finds=finds,
        rule=(*rule, *more),
        why=reason,
        lawful=" ".join(_paragraphs(lawful)),
        not_judged=" ".join(_paragraphs(not_judged)),
        passes=dedent(passes.strip("\n")).strip(),
        fails=dedent(fails.strip("\n")).strip(),
        says=" ".join(_paragraphs(says)),
    )


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())]
