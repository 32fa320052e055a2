"""The phrases that the vocabulary labels in a text."""

import pytest

from extractors.vocabulary.phrases import labels_of


def said(text: str) -> set[tuple[str, str]]:
    return {(label.kind, label.value) for label in labels_of(text)}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("was approved", "approved"),
        ("voted to reject", "rejected"),
        ("was not approved", "rejected"),
        ("did not approve it", "rejected"),
        ("has been deferred", "deferred"),
        ("has since been referred to the Panel", "referred"),
        ("was sent back to the Working Group", "sent_back"),
        ("was withdrawn by its Proposer", "withdrawn"),
        ("is currently with the Authority for decision", "pending"),
        ("awaiting a decision", "pending"),
    ],
)
def test_outcomes_by_their_wordings(text: str, outcome: str) -> None:
    assert {value for kind, value in said(text) if kind == "outcome"} == {outcome}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("the SEC Change Board", ("body", "change_board")),
        ("Ofgem", ("body", "authority")),
        ("the Change Sub-Committee", ("body", "change_sub_committee")),
        ("the CSC", ("body", "change_sub_committee")),
        ("under Self-Governance", ("governance", "self_governance")),
        ("under Self Governance", ("governance", "self_governance")),
        ("under Authority Determination", ("governance", "authority_determined")),
        ("an Authority-led change", ("governance", "authority_led")),
        ("the Modification Report Consultation", ("consultation", "modification_report")),
        ("a Refinement Consultation", ("consultation", "refinement")),
        ("Impact Assessment requests", ("subject", "impact_assessment")),
    ],
)
def test_phrases_by_their_wordings(text: str, label: tuple[str, str]) -> None:
    assert label in said(text)


@pytest.mark.parametrize(
    "text", ["under Authority Determination", "an Authority-led change", "for submission to the Authority"]
)
def test_a_name_inside_another_phrase_is_no_body(text: str) -> None:
    assert not [value for kind, value in said(text) if kind == "body"]


def test_phrases_are_found_in_any_case() -> None:
    assert said("THE CHANGE BOARD APPROVED") == said("the change board approved")
