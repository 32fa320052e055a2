"""Documents and what reports say."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Shorthand of this revision alone: what stands here is what the tables were, whatever the models became.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
REFUSALS = (
    "not_a_pdf damaged encrypted no_text_layer too_large time_limit memory_limit not_a_status_report "
    "no_such_file"
)
CLAIMS = (
    "recommended_refinement recommended_report decisions conversions refinement_consultations_open "
    "refinement_consultations_expected report_consultations_open report_consultations_expected "
    "impact_assessment_requests change_board_votes authority_decisions implemented release_contents "
    "new_proposals"
)


def given(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def key(name: str, kind: sa.types.TypeEngine[Any], of: str | None = None) -> sa.Column[Any]:
    target = [sa.ForeignKey(of, ondelete="CASCADE")] if of else []
    return sa.Column(name, kind, *target, primary_key=True, autoincrement=False)


def texts(names: str, nullable: bool = True) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names.split()]


def dates(names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date()) for name in names.split()]


def box() -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Double(), nullable=False) for name in ("x0", "top", "x1", "bottom")]


def one_of(column: str, words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def not_negative(column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} >= 0", name=column)


def month(column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} LIKE '____-__'", name=column)


def digest(column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) = 64", name=column)


def about_a_modification() -> list[sa.Column[Any]]:
    return [given("reference", sa.String()), given("modification", sa.String())]


def fact(name: str, comment: str, *items: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        key("extraction_id", BIG, "extractions.id"),
        key("position", sa.Integer()),
        given("fact_id", sa.String(24)),
        given("section", sa.String(16)),
        *items,
        one_of("section", "cover purpose recommendations summary define refine opine releases appendix"),
        sqlite_with_rowid=False,
        comment=comment,
    )


def upgrade() -> None:
    documents()
    facts()


def documents() -> None:
    op.create_table(
        "documents",
        key("sha256", sa.String(64)),
        sa.Column("bytes", BIG),
        given("archived", sa.Boolean()),
        given("first_seen", MOMENT),
        digest("sha256"),
        not_negative("bytes"),
        comment="every file ever read, once for each content",
    )
    op.create_table(
        "document_names",
        key("sha256", sa.String(64), "documents.sha256"),
        key("filename", sa.Text()),
        given("first_seen", MOMENT),
        comment="the file names under which a document was handed in",
    )
    op.create_table(
        "unread_files",
        key("filename", sa.Text()),
        key("refusal_code", sa.String(32)),
        *texts("refusal_message", nullable=False),
        sa.Column("bytes", BIG),
        given("first_seen", MOMENT),
        one_of("refusal_code", REFUSALS),
        not_negative("bytes"),
        comment="files that were refused before their bytes were taken in: too large, or no plain file",
    )
    op.create_table(
        "extractions",
        key("id", BIG),
        sa.Column(
            "sha256", sa.String(64), sa.ForeignKey("documents.sha256", ondelete="CASCADE"), nullable=False
        ),
        given("extractor_version", sa.String()),
        given("filename", sa.Text()),
        given("status", sa.String(8)),
        sa.Column("refusal_code", sa.String(32)),
        *texts("refusal_message"),
        sa.Column("pages", sa.Integer()),
        *texts("producer"),
        given("extracted_at", MOMENT),
        sa.Column("words", sa.Integer()),
        sa.UniqueConstraint("sha256", "extractor_version"),
        one_of("status", "stored refused"),
        one_of("refusal_code", REFUSALS),
        sa.CheckConstraint(
            "(status = 'refused') = (refusal_code IS NOT NULL)"
            " AND (status = 'refused') = (refusal_message IS NOT NULL)"
            " AND (status = 'stored') = (words IS NOT NULL)",
            name="stored_or_refused",
        ),
        not_negative("pages"),
        not_negative("words"),
        comment="one reading of a document by one version of the extractor; a refused one is the quarantine",
    )
    op.create_table(
        "reports",
        key("extraction_id", BIG, "extractions.id"),
        given("code", sa.Text()),
        given("period", sa.String(7)),
        given("title", sa.Text()),
        *dates("published_on"),
        *texts("paper_reference"),
        sa.Column("meeting_number", BIG),
        *dates("meeting_date"),
        *texts("author team action classification"),
        *dates("data_cut_off"),
        month("period"),
        comment="the header of every good extraction; current_reports has the one that counts for each month",
    )
    op.create_table(
        "coverage_roles",
        key("extraction_id", BIG, "extractions.id"),
        key("role", sa.String()),
        given("position", sa.Integer()),
        given("words", sa.Integer()),
        not_negative("words"),
        sqlite_with_rowid=False,
        comment="how many printed words each role accounts for",
    )
    op.create_table(
        "unclaimed_texts",
        key("extraction_id", BIG, "extractions.id"),
        key("position", sa.Integer()),
        given("page", sa.Integer()),
        *box(),
        given("text", sa.Text()),
        sqlite_with_rowid=False,
        comment="words in scope that no rule accounts for: the wording or the layout is new",
    )
    op.create_table(
        "extraction_warnings",
        key("extraction_id", BIG, "extractions.id"),
        key("position", sa.Integer()),
        given("code", sa.Text()),
        given("message", sa.Text()),
        sa.Column("page", sa.Integer()),
        sqlite_with_rowid=False,
        comment="what a person should look at in one extraction",
    )


def facts() -> None:
    modification = about_a_modification
    fact(
        "reported_mentions",
        "each reference printed outside tables",
        *modification(),
        *texts("title part url"),
    )
    fact(
        "reported_stage_counts",
        "how many proposals the report says are in a stage",
        given("stage", sa.String(16)),
        given("count", BIG),
        one_of("stage", "define refine opine release"),
    )
    fact(
        "reported_recommendations",
        "modifications put to the Panel to move on",
        *modification(),
        *texts("title"),
        given("to_stage", sa.String(16)),
        one_of("to_stage", "refinement report"),
    )
    fact(
        "reported_decisions",
        "each place where a report states a decision; the view decisions adds report and page",
        *modification(),
        *texts("title"),
        given("body", sa.Text()),
        given("subject", sa.String(32)),
        given("outcome", sa.String(16)),
        sa.Column("governance", sa.String(32)),
        *dates("decided_on"),
        sa.Column("period", sa.String(7)),
        *texts("release"),
        *dates("implementation_date"),
        one_of("subject", "modification impact_assessment conversion progression"),
        one_of("outcome", "approved rejected deferred referred sent_back withdrawn pending"),
        one_of("governance", "self_governance authority_determined authority_led fast_track"),
        month("period"),
    )
    fact(
        "reported_proposals_raised",
        "new proposals",
        *modification(),
        *texts("title proposer organisation"),
        *dates("raised_on"),
    )
    fact(
        "reported_meetings",
        "meetings that were or will be held; what they were about is in reported_meeting_references",
        given("body", sa.Text()),
        given("meeting_type", sa.String(16)),
        given("status", sa.String(16)),
        *dates("held_on"),
        one_of("meeting_type", "monthly ad_hoc"),
        one_of("status", "held scheduled"),
    )
    op.create_table(
        "reported_meeting_references",
        key("extraction_id", BIG),
        key("position", sa.Integer()),
        key("ordinal", sa.Integer()),
        *modification(),
        sa.ForeignKeyConstraint(
            ["extraction_id", "position"],
            ["reported_meetings.extraction_id", "reported_meetings.position"],
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
        comment="the modifications that a reported meeting was or will be about",
    )
    fact(
        "reported_consultations",
        "consultations on modifications",
        *modification(),
        *texts("title"),
        given("consultation", sa.String(32)),
        given("status", sa.String(16)),
        *dates("opens_on week_commencing closes_on"),
        one_of("consultation", "refinement modification_report"),
        one_of("status", "open expected closed"),
    )
    fact(
        "reported_assessments",
        "rows of the assessment tables",
        *modification(),
        given("assessment", sa.String(2)),
        given("status", sa.String(16)),
        *dates("accepted_on returned_on"),
        sa.Column("target_wd", BIG),
        sa.Column("duration_wd", BIG),
        one_of("assessment", "PA IA"),
        one_of("status", "open completed"),
    )
    fact(
        "reported_assessment_summaries",
        "rows of the assessments' summary table",
        given("assessment", sa.String(2)),
        given("status", sa.String(16)),
        given("total", BIG),
        sa.Column("average_wd", sa.Double()),
        one_of("assessment", "PA IA"),
        one_of("status", "open completed"),
    )
    fact(
        "reported_proposal_timescales",
        "rows of the proposal timescales table",
        given("status", sa.String(16)),
        given("total", BIG),
        sa.Column("average_wd", sa.Double()),
        one_of("status", "open concluded"),
    )
    fact(
        "reported_release_items",
        "modifications in a release",
        *modification(),
        *texts("title part"),
        given("status", sa.String(16)),
        *texts("release"),
        *dates("release_date"),
        one_of("status", "implemented approved"),
    )
    fact(
        "reported_count_claims",
        "where the text says how many there are",
        given("claim", sa.String(64)),
        given("stated", BIG),
        given("listed", BIG),
        one_of("claim", CLAIMS),
    )
    fact(
        "reported_nil_returns",
        "where the text says that there is none",
        given("subject", sa.String(64)),
        one_of("subject", CLAIMS),
    )
    op.create_table(
        "evidence",
        key("extraction_id", BIG, "extractions.id"),
        key("position", sa.Integer()),
        key("ordinal", sa.Integer()),
        given("page", sa.Integer()),
        *box(),
        given("text", sa.Text()),
        sqlite_with_rowid=False,
        comment="the places on the pages where each fact stands, by the extraction and position of the fact",
    )


def downgrade() -> None:
    tables = (
        "evidence reported_nil_returns reported_count_claims reported_release_items "
        "reported_proposal_timescales reported_assessment_summaries reported_assessments "
        "reported_consultations reported_meeting_references reported_meetings reported_proposals_raised "
        "reported_decisions reported_recommendations reported_stage_counts reported_mentions "
        "extraction_warnings unclaimed_texts coverage_roles reports extractions unread_files "
        "document_names documents"
    )
    for table in tables.split():
        op.drop_table(table)
