"""One modification stands under two prefixes in one report.

Why it matters: a Draft Proposal that was converted keeps its number and changes its prefix; under the
old one it reads as another proposal.

May be lawful: a Draft Proposal that became a Modification Proposal in the month, and is told of before and
after.

Not judged: nothing.

Passes:

    report 2020-08
    mention MP135
    mention DP136

Fails:

    report 2020-08
    mention MP135
    mention MP135
    mention DP135

Says: MP135 stands under DP135 too, in one of three places.
"""

from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import places
from pipeline.checks.support.wording import count
from pipeline.checks.verdicts import Found, Verdicts

CODE = "I115"
NAME = "reference-form"
SEVERITY: Severity = "info"
EXPLAINED = False


def find(model: CheckModel) -> Verdicts:
    """Every form of a modification's reference that is not the one the report mostly prints."""
    for report in model.judged_papers:
        for forms in report.references.values():
            if len(forms) == 1:
                continue
            # Of two forms that stand equally often, the one that is not a Draft Proposal's is the later.
            usual, *others = sorted(
                forms, key=lambda form: (places(forms[form]), not form.startswith("DP")), reverse=True
            )
            everywhere = sum(map(places, forms.values()))
            for other in others:
                yield Found(
                    period=report.period,
                    reference=other,
                    message=f"{usual} stands under {other} too, in {count(places(forms[other]))} of "
                    f"{count(everywhere)} places.",
                    stated={"reference": other},
                    expected={"reference": usual},
                    evidence=report.see(forms[other], forms[usual]),
                )
