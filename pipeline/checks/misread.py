"""Whether a finding rests on what was read: the one place that turns an accusation into a question.

A finding that rests on a fact in doubt, that says something is missing where words are unread, or that an
unread sentence on its modification may explain, is not reported. It is not judged, with the place.
"""

from extractors.contract import Decision, ReleaseItem
from pipeline.basics.identity import identity
from pipeline.checks.finding import ReportEvidence
from pipeline.checks.model import CheckModel
from pipeline.checks.notes import Note
from pipeline.checks.process.sayings import is_doubtful
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.unread import shortened, unread_in
from pipeline.checks.support.wording import plain
from pipeline.checks.verdicts import Check, Found


def misread(model: CheckModel, check: Check, found: Found) -> str | None:
    """Why the finding may be a misreading, with the place; None where it rests on what was read."""
    if why := _doubtful(model, found):
        return f"misread?: {why}"
    absence = check.absence if found.absent is None else found.absent
    who = identity(found.reference) if found.reference else None
    for report in model.issues.get(found.period, ()):
        for place in unread_in(report, absence, who):
            return f"misread?: unread {place}"
        if who and check.explained and (note := _on(report, who)):
            return f"misread?: unread on page {note.page}, and names it: {shortened(note.text)}"
    return None


def _doubtful(model: CheckModel, found: Found) -> str | None:
    """The first place among its evidence whose reading is in doubt."""
    for place in found.evidence:
        if not isinstance(place, ReportEvidence):
            continue
        why = ", ".join(map(plain, place.doubts))
        if not why and any(_taken_back(report, place) for report in model.of_document(place.sha256)):
            why = "its own words may take it back"
        if why:
            return f"{shortened(place.text)} on page {place.page} is in doubt ({why})"
    return None


def _taken_back(report: Report, place: ReportEvidence) -> bool:
    """Whether a decision or release item begins there whose own sentence says something else than it."""
    facts = (*report.facts(Decision), *report.facts(ReleaseItem))
    return any(
        fact.evidence[0].page == place.page and fact.evidence[0].bbox == place.bbox
        for fact in facts
        if is_doubtful(fact, report.known_on)
    )


def _on(report: Report, who: str) -> Note | None:
    """The first unread sentence of the report that names the modification."""
    return next((note for note in report.notes if not note.read and who in note.named), None)
