"""A modification's title changed between reports.

Why it matters: a title names the same thing for the life of a modification; a changed one may be another
modification under the same number.

Found where none of a report's titles is one that an earlier report printed; a report that prints both is
I110's.

May be lawful: a new title that the Panel agreed, where a report says so, and the name of a part after a
split.

Not judged: modifications that no earlier report names with a title, and those that a report says were given
another.

Passes:

    report 2020-07
    mention MP117 title='Bulk CH returns'
    report 2020-08
    mention MP117 title='Bulk CH Returns'

Fails:

    report 2020-07
    mention MP117 title='Bulk CH returns'
    report 2020-08
    mention MP117 title='Bulk return of Communications Hubs'

Says: MP117 is ‘Bulk return of Communications Hubs’; the report for July 2020 had ‘Bulk CH returns’.
"""

from extractors.contract import Fact
from pipeline.basics.identity import plain_title
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.titles import retitled
from pipeline.checks.support.wording import month, quoted
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X212"
NAME = "title-changed"
SEVERITY: Severity = "warning"


def find(model: CheckModel) -> Verdicts:
    """Every modification whose titles in a report are all new, against the last report that titled it."""
    known: dict[str, set[str]] = {}
    last: dict[str, tuple[Report, str, list[Fact]]] = {}
    for report in model.series:
        for who, titles in report.titles.items():
            plain = {plain_title(title) for title in titles}
            title, facts = next(iter(titles.items()))
            if who in last and not plain & known[who] and not retitled((last[who][0], report), who):
                earlier, old, seen = last[who]
                reference = next(iter(report.references[who]))
                yield Found(
                    period=report.period,
                    reference=reference,
                    message=f"{reference} is {quoted(title)}; the report for {month(earlier.period)} had "
                    f"{quoted(old)}.",
                    stated={"title": title},
                    expected={"title": old},
                    evidence=report.see(facts) + earlier.see(seen),
                )
            known.setdefault(who, set()).update(plain)
            last[who] = (report, title, facts)
