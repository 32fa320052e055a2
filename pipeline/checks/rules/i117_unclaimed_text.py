"""Words that no rule accounts for.

Why it matters: the layout or the wording is new, and what stands there is in no table and no check.

May be lawful: words that mean nothing to the facts; they are listed so that a person can say so.

Not judged: nothing.

Passes:

    report 2020-08
    mention MP135

Fails:

    report 2020-08
    unclaimed page=3 says='Modifications on hold: MP099'

Says: Four words on page 3 are accounted for by no rule: ‘Modifications on hold: MP099’.
"""

from collections import defaultdict

from extractors.contract import Evidence
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.wording import counted, quoted, upper_first
from pipeline.checks.verdicts import Found, Verdicts

CODE = "I117"
NAME = "unclaimed-text"
SEVERITY: Severity = "info"
EXPLAINED = False

_SHOWN = 120


def find(model: CheckModel) -> Verdicts:
    """One finding for each page that has unclaimed words."""
    for report in model.reports:
        pages: dict[int, list[Evidence]] = defaultdict(list)
        for words in report.extraction.coverage.unclaimed:
            pages[words.page].append(words)
        for page, places in pages.items():
            text = " ".join(place.text for place in places)
            number = len(text.split())
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
            verb = "is" if number == 1 else "are"
            yield Found(
                period=report.period,
                message=f"{upper_first(counted(number, 'word'))} on page {page} {verb} accounted for by no "
                f"rule: {quoted(shown)}.",
                stated={"text": text},
                expected=None,
                evidence=tuple(map(report.place, places)),
            )
