"""A row that several months repeat is one finding: what a run saw of it, with what stands of it elsewhere.

Its period is the first of its months, and words and evidence are that month's. A run that looked at some
months alone says nothing of the others, nor of those that it could not judge: what is known of them stays.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from pipeline.checks import CheckOutcome, Finding
from pipeline.checks.catalogue import REPEATED
from pipeline.checks.scope import Months
from pipeline.findings.stored import read_findings
from pipeline.record.tables.findings import findings

_Judged = Callable[[Finding, str], bool]


def joined(connection: Connection, outcome: CheckOutcome, looked: Mapping[str, Months]) -> CheckOutcome:
    """The outcome with each repeated finding in all its months; `looked` has the run's months, by code."""
    codes = sorted(REPEATED & looked.keys())
    unsaid = {(one.code, one.period, one.reference) for one in outcome.not_judged}

    def judged(finding: Finding, month: str) -> bool:
        about = {(finding.code, m, r) for m in (month, None) for r in (finding.reference, None)}
        return month in looked[finding.code] and not about & unsaid

    stood: dict[str, Finding] = {}
    for one in read_findings(connection, findings.c.code.in_(codes), findings.c.status != "resolved"):
        repeated = replace(one.finding, repeats=True)
        first = stood.setdefault(repeated.fingerprint, repeated)
        if first is not repeated:  # an older record has a finding for each month
            months = tuple(sorted({*first.months, *repeated.months}))
            stood[repeated.fingerprint] = replace(first, reports=months)
    seen = {one.fingerprint: one for one in outcome.findings if one.repeats}
    other = [one for one in outcome.findings if not one.repeats]
    both = {name: _join(seen.get(name), stood.get(name), judged) for name in {**seen, **stood}}
    told = [one for name, one in both.items() if one and (name in seen or one.reports != stood[name].months)]
    return CheckOutcome((*other, *told), outcome.not_judged)


def _join(seen: Finding | None, stood: Finding | None, judged: _Judged) -> Finding | None:
    """The finding in the months where it was seen, and where nobody could; None where in none."""
    elsewhere = [month for month in stood.months if not judged(stood, month)] if stood else []
    months = tuple(sorted({*elsewhere, *(seen.months if seen else ())}))
    first = stood if stood and elsewhere and months[0] in elsewhere else seen or stood
    return replace(first, period=months[0], reports=months) if first and months else None
