"""A report's summary held against the sections that detail it: decisions and recommendations."""

from collections.abc import Iterable

from extractors.contract import Claim, Consultation, CountClaim, Decision, Fact, NilReturn, Recommendation
from pipeline.basics.identity import identity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import decisions_on
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.wording import body, counted, governance, plain
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

_FINAL = ("approved", "rejected")
_VOTERS = ("change_board", "authority")
# How long a recommended consultation may be expected before the summary must name it again.
_MONTHS_EXPECTED = 2


def speaks_of(report: Report, *subjects: Claim) -> bool:
    """Whether the report says how many there are of these, or that there is none."""
    claims = {fact.claim for fact in report.facts(CountClaim)}
    nils = {fact.subject for fact in report.facts(NilReturn)}
    return any(subject in claims or subject in nils for subject in subjects)


def decisions(report: Report) -> Verdicts:
    """This month's decisions: what the summary lists and what the sections tell."""
    votes = decisions_on(report)
    summed_up = [fact for fact in votes if fact.section == "summary"]
    detailed = [fact for fact in votes if fact.section != "summary"]
    if not detailed and not speaks_of(report, "change_board_votes", "authority_decisions"):
        yield Unjudged(period=report.period, reason="no section tells of votes or decisions")
        return
    for fact in summed_up:
        yield from _in_detail(report, fact, [one for one in detailed if _same_vote(one, fact)])
    if not summed_up and not speaks_of(report, "decisions"):
        yield Unjudged(period=report.period, reason="the summary does not speak of decisions")
        return
    told: set[tuple[str, str, str]] = set()
    for fact in detailed:
        vote = (identity(fact.reference), fact.body, fact.outcome)
        if _is_of_this_month(report, fact, detailed) and vote not in told:
            told.add(vote)
            if not any(_same_vote(one, fact) for one in summed_up):
                yield Found(
                    period=report.period,
                    reference=fact.reference,
                    message=f"The {body(fact.body)} {plain(fact.outcome)} {fact.reference}, "
                    "but the summary’s decisions do not name it.",
                    stated={"summary": None},
                    expected={"detail": fact.reference, "body": fact.body, "outcome": fact.outcome},
                    evidence=report.see(fact, summed_up),
                )


def _same_vote(one: Decision, other: Decision) -> bool:
    return identity(one.reference) == identity(other.reference) and one.body == other.body


def _in_detail(report: Report, fact: Decision, same: list[Decision]) -> Verdicts:
    """A decision of the summary against what the sections say of that body and modification."""
    # "Approved and now with the Authority" makes a pending fact beside the decision: it contradicts nothing.
    settled = [one for one in same if one.outcome != "pending"]
    agreeing = [one for one in settled if one.outcome == fact.outcome]
    what = f"the {body(fact.body)} {plain(fact.outcome)} {fact.reference}"
    if not settled:
        message = f"The summary says that {what}, but no section tells of it."
    elif not agreeing:
        message = f"The summary says that {what}; its section says {plain(settled[0].outcome)}."
    elif fact.governance and all(one.governance not in (None, fact.governance) for one in agreeing):
        message = (
            f"The summary says that {what} under {governance(fact.governance)}; "
            f"its section says {governance(agreeing[0].governance or '')}."
        )
    else:
        return
    other = next(iter(agreeing or settled), None)
    yield Found(
        period=report.period,
        reference=fact.reference,
        message=message,
        stated={"summary": fact.outcome, "body": fact.body, "governance": fact.governance},
        expected={
            "detail": other.outcome if other else None,
            "governance": other.governance if other else None,
        },
        evidence=report.see(fact, same),
    )


def _is_of_this_month(report: Report, fact: Decision, detailed: Iterable[Decision]) -> bool:
    """Whether the summary owes this decision a line.

    Not owed: what is not final, a rejection that was referred to the Panel since, what an earlier
    meeting decided (told by itself without its governance, or dated before the month of the cut-off).
    """
    if fact.outcome not in _FINAL or fact.body not in _VOTERS or fact.decided_on is None:
        return False
    alone = not any(one is not fact and one.decided_on == fact.decided_on for one in detailed)
    if fact.body == "change_board" and fact.governance is None and alone:
        return False
    if report.cut_off is None or fact.decided_on < report.cut_off.replace(day=1):
        return False
    return not any(
        one.body == "panel"
        and one.outcome == "referred"
        and identity(one.reference) == identity(fact.reference)
        for one in detailed
    )


def recommendations(model: CheckModel, report: Report) -> Verdicts:
    """What the summary recommends, and the conversions and consultations that go with it."""
    to = {
        stage: [fact for fact in report.facts(Recommendation) if fact.to_stage == stage]
        for stage in ("refinement", "report")
    }
    everything = to["refinement"] + to["report"]
    converted = [
        fact
        for fact in report.facts(Decision)
        if fact.subject == "conversion" and fact.outcome == "approved" and fact.section != "summary"
    ]
    if (to["refinement"] or speaks_of(report, "recommended_refinement")) and (
        converted or speaks_of(report, "conversions")
    ):
        for fact in _without(to["refinement"], converted):
            yield _found(
                report,
                fact,
                f"The summary recommends {fact.reference} for the Refinement Process, but the report does "
                f"not tell of its conversion{_though(converted, 'Draft Proposal')}.",
                in_summary=True,
                beside=converted,
            )
        for fact in _without(converted, everything):
            yield _found(
                report,
                fact,
                f"The Change Sub-Committee recommends {fact.reference} for conversion, but the summary "
                "does not recommend it for the Refinement Process.",
                in_summary=False,
                beside=to["refinement"],
            )
    else:
        yield Unjudged(
            period=report.period,
            reason="the report is silent on recommendations for refinement or on conversions",
        )
    yield from _report_phase(model, report, to["report"])


def _report_phase(model: CheckModel, report: Report, recommended: list[Recommendation]) -> Verdicts:
    consulted = [fact for fact in report.facts(Consultation) if fact.consultation == "modification_report"]
    expected = [fact for fact in consulted if fact.status == "expected"]
    summary_speaks = recommended or speaks_of(report, "recommended_report")
    if not summary_speaks or not (expected or speaks_of(report, "report_consultations_expected")):
        yield Unjudged(
            period=report.period,
            reason="the report is silent on recommendations for the Report Phase or on consultations",
        )
        return
    for fact in _without(recommended, consulted):
        yield _found(
            report,
            fact,
            f"The summary recommends {fact.reference} for the Report Phase, but the report expects no "
            f"Modification Report Consultation on it{_though(expected, 'modification', 'on ')}.",
            in_summary=True,
            beside=expected,
        )
    earlier = [
        one
        for before in model.before(report)[-_MONTHS_EXPECTED:]
        for one in before.facts(Recommendation)
        if one.to_stage == "report"
    ]
    again = [
        fact
        for fact in expected
        if any(_sent_back(one, identity(fact.reference)) for one in (*model.before(report), report))
    ]
    for fact in _without(expected, [*recommended, *earlier, *again]):
        yield _found(
            report,
            fact,
            f"A Modification Report Consultation on {fact.reference} is expected, but the summary does not "
            "recommend it for the Report Phase.",
            in_summary=False,
            beside=recommended,
        )


def _sent_back(report: Report, who: str) -> bool:
    """Whether the report tells that it was sent back or put off, so that it may be consulted on again."""
    return any(
        identity(vote.reference) == who and vote.outcome in ("sent_back", "referred", "deferred")
        for vote in report.facts(Decision)
    )


_Named = Recommendation | Consultation | Decision


def _without(facts: Iterable[_Named], others: Iterable[_Named]) -> list[_Named]:
    """The facts on modifications that none of the others is on, each modification once."""
    taken = {identity(fact.reference) for fact in others}
    return list({identity(f.reference): f for f in facts if identity(f.reference) not in taken}.values())


def _though(others: list[Decision] | list[Consultation], noun: str, on: str = "of ") -> str:
    return f", though {on}{counted(len(others), 'other ' + noun)}" if others else ""


def _found(report: Report, fact: _Named, message: str, *, in_summary: bool, beside: Iterable[Fact]) -> Found:
    return Found(
        period=report.period,
        reference=fact.reference,
        message=message,
        stated={"summary": fact.reference if in_summary else None},
        expected={"detail": None if in_summary else fact.reference},
        evidence=report.see(fact, beside),
    )
