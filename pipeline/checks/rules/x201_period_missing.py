"""The monthly series has a gap.

Why it matters: what was decided in the missing month was told nowhere else, and the checks that go from
month to month have nothing to hold on to.

May be lawful: a month without a Panel, which the next report says or covers.

Not judged: fewer than two reports. A month without a Panel has none, where the next report says so.

Passes:

    report 2020-07
    report 2020-08

Fails:

    report 2020-06
    report 2020-08

Says: There is no report for July 2020, between those for June 2020 and August 2020.
"""

from pipeline.basics.calendar import next_month
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.sayings import notes_saying
from pipeline.checks.support.wording import month
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "X201"
NAME = "period-missing"
SEVERITY: Severity = "warning"


def find(model: CheckModel) -> Verdicts:
    """Every month between two reports of the series that has none."""
    if len(model.series) < 2:
        only = model.series[0].period if model.series else None
        yield Unjudged(period=only, reason="there are fewer than two reports")
    for earlier, later in zip(model.series, model.series[1:], strict=False):
        missing = next_month(earlier.period)
        untold = not (notes_saying(later, "no_panel") or notes_saying(earlier, "no_panel"))
        while untold and missing < later.period:
            yield Found(
                period=missing,
                message=f"There is no report for {month(missing)}, between those for "
                f"{month(earlier.period)} and {month(later.period)}.",
                stated={"reports": 0},
                expected={"period": missing, "after": earlier.period, "before": later.period},
                evidence=(),
            )
            missing = next_month(missing)
