"""Running the checks over a series of reports and the register's snapshots."""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.contract import Extraction
from pipeline.checks.catalogue import CHECKS
from pipeline.checks.finding import CheckOutcome, Finding, NotJudged
from pipeline.checks.misread import misread
from pipeline.checks.model import CheckModel
from pipeline.checks.scope import month_alone
from pipeline.checks.verdicts import Check, Found
from pipeline.register.entries import RegisterSnapshot


def run_checks(
    reports: Sequence[Extraction],
    snapshots: Sequence[RegisterSnapshot],
    *,
    only: Collection[str] | None = None,
    period: str | None = None,
) -> CheckOutcome:
    """Everything that the checks find in these reports and snapshots, and what they could not judge.

    `reports` may hold several issues of a month, in the order of issue; the last of a month stands.
    `only` names the codes to run; `period` limits the findings to that month, while the whole series
    stays known to the checks that look across it.
    """
    return run_checks_on(CheckModel(reports, snapshots, month_alone(period)), only)


def run_checks_on(model: CheckModel, only: Container[str] | None = None) -> CheckOutcome:
    """The same for a model, which has the scope."""
    findings: list[Finding] = []
    not_judged: list[NotJudged] = []
    for check in CHECKS:
        if only is not None and check.code not in only:
            continue
        for said in _run(check, model):
            if isinstance(said, Finding):
                findings.append(said)
            else:
                not_judged.append(said)
    return CheckOutcome(tuple(_once(_told_apart(findings))), tuple(dict.fromkeys(not_judged)))


def _run(check: Check, model: CheckModel) -> list[Finding | NotJudged]:
    """What one check says, named by its code and in the order of periods and references."""
    said: list[Finding | NotJudged] = []
    for one in check.find(model):
        if one.period is not None and not model.in_scope(one.period):
            continue
        why = misread(model, check, one) if isinstance(one, Found) else None
        if why:
            said.append(NotJudged(code=check.code, period=one.period, reason=why, reference=one.reference))
        elif isinstance(one, Found):
            said.append(
                Finding(
                    code=check.code,
                    name=check.name,
                    severity=one.severity or check.severity,
                    period=one.period,
                    reference=one.reference,
                    message=one.message,
                    stated=one.stated,
                    expected=one.expected,
                    evidence=one.evidence,
                    repeats=check.repeats,
                )
            )
        else:
            said.append(
                NotJudged(code=check.code, period=one.period, reason=one.reason, reference=one.reference)
            )
    return sorted(said, key=lambda one: (one.period or "", one.reference or ""))


def _told_apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with no two of one fingerprint: the second of two alike says that it is the second.

    Two sentences of a report can state the same wrong number; a fingerprint must still name one of them.
    """
    seen: dict[tuple[str, str], int] = {}
    for finding in findings:
        first = finding.fingerprint, finding.period
        seen[first] = seen.get(first, 0) + 1
        if seen[first] > 1:
            yield replace(finding, stated={**finding.stated, "occurrence": seen[first]})
        else:
            yield finding


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with those that several months repeat told once, in the first of these months."""
    told: dict[str, Finding] = {}
    for finding in findings:
        name = finding.fingerprint
        before = told.get(name)
        if before is None:
            told[name] = replace(finding, reports=(finding.period,)) if finding.repeats else finding
        else:
            told[name] = replace(before, reports=tuple(sorted({*before.reports, finding.period})))
    return list(told.values())
