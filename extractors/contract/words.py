"""The words of the extraction contract: sections, stages, outcomes, claims, doubts, warnings, refusals."""

from typing import Literal

CONTRACT = "2"
BUILT_IN = "built-in"

Section = Literal[
    "cover", "purpose", "recommendations", "summary", "define", "refine", "opine", "releases", "appendix"
]
Stage = Literal["define", "refine", "opine", "release"]
ModificationStageRole = Literal[
    "define", "refine", "opine", "release", "implemented", "withdrawn", "rejected", "on_hold"
]
Subject = Literal[
    "modification",
    "impact_assessment",
    "conversion",
    "progression",
    "appeal",
    "release_date",
    "title",
    "merger",
    "assessment_request",
]
Outcome = Literal["approved", "rejected", "deferred", "referred", "sent_back", "withdrawn", "pending"]
Governance = Literal["self_governance", "authority_determined", "authority_led", "fast_track"]
Assessed = Literal["PA", "IA"]
Claim = Literal[
    "recommended_refinement",
    "recommended_report",
    "decisions",
    "conversions",
    "refinement_consultations_open",
    "refinement_consultations_expected",
    "report_consultations_open",
    "report_consultations_expected",
    "impact_assessment_requests",
    "change_board_votes",
    "authority_decisions",
    "implemented",
    "release_contents",
    "new_proposals",
]
RefusalCode = Literal[
    "not_a_pdf",
    "damaged",
    "encrypted",
    "no_text_layer",
    "too_large",
    "time_limit",
    "memory_limit",
    "not_a_status_report",
    "no_such_file",
]
# Why a fact may be wrong; the order is that in which a fact lists them.
Doubt = Literal[
    "ocr",
    "guessed_column",
    "guessed_title",
    "partly_unread",
    "unread_negation",
    "overlaid",
    "taught",
    "odd_value",
]
WarningCode = Literal[
    "unknown_heading",
    "unknown_column",
    "unread_rows",
    "unread_cell",
    "unclaimed_sentence",
    "near_reference",
    "unread_page",
    "hidden_text",
    "struck_text",
    "watermark",
    "annotation_text",
    "ocr_text",
    "furniture",
    "damaged_page",
    "damaged_document",
]
BBox = tuple[float, float, float, float]
Value = str | int | float | bool | None | list[str]
