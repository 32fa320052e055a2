"""What was not done, or was only meant to be, is no fact of the month, or bears a doubt."""

from collections.abc import Callable

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "On 21 July 2020 the Change Sub-Committee recommended DP130 for conversion to a Modification "
            "Proposal, but did not recommend DP131.",
            ["DP130"],
        ),
        ("The Change Sub-Committee did not recommend DP131 for conversion to a Modification Proposal.", []),
        (
            "DP130 has been discussed by the Change Sub-Committee but has not been recommended for "
            "conversion, and neither DP131 nor DP132 has yet been considered.",
            [],
        ),
        (
            "On 21 July 2020 the Change Sub-Committee recommended DP130 for conversion to a Modification "
            "Proposal. It discussed DP131, and will decide in August whether it is ready.",
            ["DP130"],
        ),
        (
            "On 21 July 2020 the Change Sub-Committee recommended that two Draft Proposals be converted to "
            "Modification Proposals: DP130 and DP131.",
            ["DP130", "DP131"],
        ),
    ],
)
def test_conversions(read_paper: Read, text: str, wanted: list[str]) -> None:
    report = read_paper(("h", "Define"), ("s", "Conversion"), ("p", text))
    told = [f.values() for f in report.facts if f.kind == "decision"]
    assert [(v["reference"], v["outcome"]) for v in told] == [(name, "approved") for name in wanted]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("consultation", "We had expected to issue the Refinement Consultation on MP103 on 3 August 2020."),
        ("meeting", "The ad hoc Working Group meeting for MP103 on 24 August 2020 was cancelled."),
    ],
)
def test_what_may_be_undone_bears_a_doubt(read_paper: Read, kind: str, text: str) -> None:
    report = read_paper(("h", "Refine"), ("s", "Progress"), ("p", text))
    told = [fact for fact in report.facts if fact.kind == kind]
    assert all("unread_negation" in fact.doubts for fact in told)
    plain = text.replace("had expected", "expect").replace("was cancelled", "was held")
    report = read_paper(("h", "Refine"), ("s", "Progress"), ("p", plain))
    (fact,) = [fact for fact in report.facts if fact.kind == kind]
    assert fact.doubts == ()
