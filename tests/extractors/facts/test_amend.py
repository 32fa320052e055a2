"""Sentences that complete a fact told before them."""

from collections.abc import Callable

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]
RAISED = "DP172 ‘Bulk CH returns’ was raised by a consumer body on 3 August 2020."


def proposal(report: Extraction) -> tuple[object, object]:
    (fact,) = (fact for fact in report.facts if fact.kind == "proposal_raised")
    return fact.values()["proposer"], fact.values()["organisation"]


@pytest.mark.parametrize(
    ("sentence", "proposer", "organisation"),
    [
        ("The Proposer is David Lee (Landis+Gyr).", "David Lee", "Landis+Gyr"),
        ("The Proposer is still to be named.", None, None),
    ],
)
def test_a_sentence_names_the_proposer_or_adds_nothing(
    read_paper: Read, sentence: str, proposer: str | None, organisation: str | None
) -> None:
    report = read_paper(("h", "Define"), ("p", f"{RAISED} {sentence}"))
    assert proposal(report) == (proposer, organisation)
    (fact,) = (fact for fact in report.facts if fact.kind == "proposal_raised")
    told = " ".join(box.text for box in fact.evidence)
    assert (sentence.split()[-1] in told) == (proposer is not None)
