"""Final decisions of a report beside the register's entry of the same decision.

The same decision is the same body's. Two final outcomes of one day are the same decision too, whatever
bodies are named: what the Proposer withdrew that day, the Change Board did not reject. Only the Change
Board's vote and the Authority's decision may stand side by side.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.contract import Decision
from pipeline.basics.identity import identity
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.process.known import decisions_on
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.support.register_match import NO_SNAPSHOT, lasting_entry
from pipeline.checks.support.wording import body, day, plain
from pipeline.checks.verdicts import Unjudged
from pipeline.register.entries import RegisterEntry

FINAL = ("approved", "rejected", "withdrawn")
# A vote that a report says decided nothing; the register may not have a decision of that body and day.
PUT_OFF = ("deferred", "sent_back")
_VOTE_AND_DECISION = {"change_board", "authority"}


def exclusive(one: str | None, other: str | None) -> bool:
    """Whether final decisions of these two bodies on one day cannot both be."""
    return {one, other} != _VOTE_AND_DECISION


@dataclass(frozen=True, slots=True)
class DecisionPair:
    """A dated final decision of a report and the register's entry of the same decision.

    `outcome` and `body` are the register's.
    """

    fact: Decision
    snapshot: Snapshot
    entry: RegisterEntry
    outcome: str
    body: str | None

    @property
    def days_apart(self) -> int:
        """Between the two sides' dates; 0 where the register gives no date."""
        if self.entry.decision_date is None or self.fact.decided_on is None:
            return 0
        return abs((self.entry.decision_date - self.fact.decided_on).days)

    @property
    def report_says(self) -> str:
        """The report's side as the beginning of a sentence."""
        on = f" on {day(self.fact.decided_on)}" if self.fact.decided_on else ""
        if self.fact.outcome == "withdrawn":
            return f"The report says that {self.fact.reference} was withdrawn{on}"
        return (
            f"The report says that the {body(self.fact.body)} {plain(self.fact.outcome)} "
            f"{self.fact.reference}{on}"
        )


def compared(model: CheckModel, report: Report) -> Iterator[DecisionPair | Unjudged]:
    """The report's dated final decisions on modifications, each once, with the register's of that body."""
    if not model.snapshots:
        yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
        return
    told = set()
    for fact in decisions_on(report):
        if fact.outcome not in (*FINAL, *PUT_OFF) or fact.decided_on is None:
            continue
        who = identity(fact.reference)
        subject = (who, fact.body, fact.outcome, fact.decided_on)
        if subject in told:
            continue
        told.add(subject)
        # A register from before that day cannot know of the decision.
        found = lasting_entry(model, report, who, "decision", since=fact.decided_on)
        outcome = dated.register_outcome(found[1].decision, found[0].as_of) if found else None
        if (found is None or outcome is None) and fact.outcome in PUT_OFF:
            continue
        if found is None or outcome is None:
            yield Unjudged(
                period=report.period,
                reference=fact.reference,
                reason="no register of that day or later has a decision on it",
            )
            continue
        snapshot, entry = found
        by = dated.register_body(entry.decision_body, snapshot.as_of)
        # A later snapshot may have a decision that the report could not know of.
        newer = (
            snapshot.as_of > report.known_on
            and entry.decision_date is not None
            and entry.decision_date > report.known_on
        )
        same = by in (None, fact.body) or (
            entry.decision_date == fact.decided_on and outcome != fact.outcome and exclusive(by, fact.body)
        )
        if by is None and _is_another(model, report, fact, entry, outcome):
            continue
        if fact.outcome in PUT_OFF and (
            entry.decision_date != fact.decided_on or by not in (None, fact.body)
        ):
            continue
        if not same or newer:
            yield Unjudged(
                period=report.period,
                reference=fact.reference,
                reason="the register has only the decision of another body or of a later day",
            )
        else:
            yield DecisionPair(fact, snapshot, entry, outcome, by)


def _is_another(
    model: CheckModel, report: Report, fact: Decision, entry: RegisterEntry, outcome: str
) -> bool:
    """Whether the register's decision, which names no body, is another one that the reports tell of.

    The Change Board voted and the Authority decided; a vote was held again, or an earlier one told again.
    """
    reports = (
        *model.papers_until(report),
        *(one for two in model.after(report)[:1] for one in model.papers_of(two)),
    )
    return any(
        one.outcome == outcome
        and (one.body, one.decided_on) != (fact.body, fact.decided_on)
        and entry.decision_date in (None, one.decided_on)
        for told in reports
        for one in decisions_on(told, identity(fact.reference))
    )
