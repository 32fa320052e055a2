"""At which stage a report tells that each modification stands: by that of its signs whose day is newest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from extractors.contract import Fact, ModificationStage
from pipeline.basics.identity import identity
from pipeline.checks.process.known import closures_told
from pipeline.checks.process.signs import signs_in
from pipeline.checks.process.stages import is_closed, rank
from pipeline.checks.report_and_snapshot import Report

_BEYOND_ALL_RANKS = 99


@dataclass(frozen=True, slots=True)
class StageTold:
    """A modification's stage on a day, with the sign that says so and the fact that bears it."""

    reference: str
    stage: str
    on: date
    sign: str
    fact: Fact


def stages_told(report: Report) -> dict[str, StageTold]:
    """By identity, where the report sees each modification; of two signs of one day the one further along."""
    told: dict[str, list[StageTold]] = {}
    for who, signs in signs_in(report).items():
        told[who] = [StageTold(one.reference, one.stage, one.on, one.name, one.fact) for one in signs]
    for who in report.references:
        for closure in closures_told([report], who):
            if closure.fact is not None:
                one = StageTold(closure.reference, closure.stage, closure.on, closure.stage, closure.fact)
                told.setdefault(who, []).append(one)
    for named in report.facts(ModificationStage):
        on = report.cut_off or report.known_on
        if rank(named.stage, on) is not None or is_closed(named.stage, on):
            one = StageTold(named.reference, named.stage, on, "stage_named", named)
            told.setdefault(identity(named.reference), []).append(one)
    return {who: _newest(several) for who, several in told.items()}


def _newest(several: Iterable[StageTold]) -> StageTold:
    return max(several, key=lambda one: (one.on, _how_far(one)))


def _how_far(one: StageTold) -> int:
    """What ends the way counts for more than any place on it."""
    along = rank(one.stage, one.on)
    return _BEYOND_ALL_RANKS if along is None else along
