"""One modification bears different titles in one report.

Why it matters: a reader cannot tell whether two modifications are meant, and a search by title misses one.

May be lawful: a modification that was retitled, where the report says so.

Not judged: a modification that the report says was given another title; case, quotes, dashes and spaces are
no difference.

Passes:

    report 2020-08
    mention SECMP0062 title='Northbound Application Traffic Management – Alert Storm Protection'
    mention SECMP0062 title='Northbound Application Traffic Management - alert storm protection'

Fails:

    report 2020-08
    mention MP117 title='Bulk CH returns' url=https://sec.example/bulk-ch-returns/
    mention MP117 title='CH Bulk returns' url=https://sec.example/bulk-ch-returns/

Says: MP117 is ‘CH Bulk returns’ in one place and ‘Bulk CH returns’ in one other.
"""

from collections import defaultdict

from extractors.contract import Fact, Mention
from pipeline.basics.identity import plain_title, slug
from pipeline.checks.finding import Severity
from pipeline.checks.links import last_part
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import places
from pipeline.checks.support.titles import retitled
from pipeline.checks.support.wording import count, quoted
from pipeline.checks.verdicts import Found, Verdicts

CODE = "I110"
NAME = "title-variant"
SEVERITY: Severity = "warning"


def find(model: CheckModel) -> Verdicts:
    """Every title of a modification that is not the one the report mostly prints."""
    for report in model.reports:
        for who, printed in report.titles.items():
            spellings: dict[str, list[tuple[str, Fact]]] = defaultdict(list)
            for title, facts in printed.items():
                spellings[plain_title(title)] += [(title, fact) for fact in facts]
            if len(spellings) == 1 or retitled((report,), who):
                continue
            usual, *others = sorted(spellings.values(), key=_standing, reverse=True)
            for other in others:
                (title, fact), (right, _) = other[0], usual[0]
                few, rest = _places(other), _places(usual)
                yield Found(
                    period=report.period,
                    reference=getattr(fact, "reference", None),
                    message=f"{getattr(fact, 'reference', '')} is {quoted(title)} in {_in_places(few)} "
                    f"and {quoted(right)} in {count(rest)} other{'' if rest == 1 else 's'}.",
                    stated={"title": title},
                    expected={"title": right},
                    evidence=report.see((one for _, one in other), (one for _, one in usual)),
                )


def _standing(spelling: list[tuple[str, Fact]]) -> tuple[int, int]:
    """How well a title stands: in how many places, then in how many the link under it spells it too."""
    linked = sum(
        last_part(fact.url) == slug(title)
        for title, fact in spelling
        if isinstance(fact, Mention) and fact.url
    )
    return _places(spelling), linked


def _places(spelling: list[tuple[str, Fact]]) -> int:
    return places([fact for _, fact in spelling])


def _in_places(number: int) -> str:
    return "one place" if number == 1 else f"{count(number)} places"
