"""A stated number is not the number listed.

Why it matters: a reader who trusts the sentence misses a modification, or looks for one that is not there.

May be lawful: a list that goes on elsewhere, or a number that counts something else than the list below it.

Not judged: a report that states no number.

Passes:

    report 2020-08
    count_claim section=summary decisions stated=4 listed=4

Fails:

    report 2020-08
    count_claim section=summary decisions stated=1 listed=2

Says: The report states one decision, but lists two.
"""

from extractors.contract import Claim, CountClaim, Section
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.wording import count, counted
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I101"
NAME = "count-mismatch"
SEVERITY: Severity = "error"
ABSENCE: tuple[Section, ...] = ("summary", "define", "refine", "opine", "releases")

_COUNTED: dict[Claim, tuple[str, str]] = {
    "recommended_refinement": ("modification", "recommended for the Refinement Process"),
    "recommended_report": ("modification", "recommended for the Report Phase"),
    "decisions": ("decision", ""),
    "conversions": ("Draft Proposal", "recommended for conversion"),
    "refinement_consultations_open": ("Refinement Consultation", "open"),
    "refinement_consultations_expected": ("Refinement Consultation", "expected"),
    "report_consultations_open": ("Modification Report Consultation", "open"),
    "report_consultations_expected": ("Modification Report Consultation", "expected"),
    "impact_assessment_requests": ("Impact Assessment request", ""),
    "change_board_votes": ("Change Board vote", ""),
    "authority_decisions": ("Authority decision", ""),
    "implemented": ("modification", "implemented"),
    "release_contents": ("modification", "in a release"),
    "new_proposals": ("new proposal", ""),
}


def find(model: CheckModel) -> Verdicts:
    """Every count claim whose two numbers differ."""
    for report in model.reports:
        claims = report.facts(CountClaim)
        if not claims:
            yield Unjudged(period=report.period, reason="the report states no number of what it lists")
        for claim in claims:
            if claim.stated != claim.listed:
                noun, rest = _COUNTED[claim.claim]
                what = f"{counted(claim.stated, noun)} {rest}".strip()
                yield Found(
                    period=report.period,
                    message=f"The report states {what}, but lists {count(claim.listed)}.",
                    stated={"claim": claim.claim, "stated": claim.stated},
                    expected={"listed": claim.listed},
                    evidence=report.see(claim),
                )
