"""One typed table for each kind of fact.

They are named reported_… because a fact is what a report says, not what is so. The columns
after `section` are the fields of the dataclass of that kind in `extractors.contract`; a test holds the two
together, and `pipeline.reports.rows` moves values between them without knowing either.
`modification` is the identity (number and suffix, no prefix and no leading zeros) by which the forms
DP99, MP099 and SECMP0099 of one modification join.
"""

from sqlalchemy import (
    Column,
    Date,
    Double,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
)
from sqlalchemy.schema import SchemaItem

from extractors.contract import facts, words
from pipeline.record.tables.base import PrintedText, big_integer, box, is_month, metadata, one_of, words_of
from pipeline.record.tables.documents import of_extraction, position

OPEN_OR_COMPLETED = ("open", "completed")


def _fact_table(name: str, *items: SchemaItem, comment: str) -> Table:
    return Table(
        name,
        metadata,
        of_extraction(),
        Column(
            "position",
            Integer,
            primary_key=True,
            autoincrement=False,
            doc="place in the report, over all kinds, from 0",
        ),
        Column("fact_id", String(24), nullable=False, doc="digest of kind, fields and place"),
        Column("section", String(16), nullable=False, doc="role of the section it stands in"),
        *items,
        Column(
            "doubts",
            String,
            nullable=False,
            server_default="",
            doc="why it may be wrong: codes with commas between them; empty where the reading is plain",
        ),
        one_of("section", words_of(words.Section)),
        sqlite_with_rowid=False,
        comment=comment,
    )


def _about_a_modification() -> list[Column[str]]:
    return [
        Column("reference", String, nullable=False, doc="canonical, in the form of its time"),
        Column("modification", String, nullable=False, doc="number and suffix, whatever the prefix"),
    ]


def _title() -> Column[str]:
    return Column("title", PrintedText, doc="as printed")


def _mean() -> Column[float]:
    return Column("average_wd", Double, doc="mean working days as printed; null where N/A")


mentions = _fact_table(
    "reported_mentions",
    *_about_a_modification(),
    _title(),
    Column("part", PrintedText),
    Column("url", PrintedText, doc="the hyperlink under the reference"),
    comment="each reference printed outside tables",
)
stage_counts = _fact_table(
    "reported_stage_counts",
    Column("stage", String(16), nullable=False),
    Column("count", big_integer(), nullable=False),
    one_of("stage", words_of(words.Stage)),
    comment="how many proposals the report says are in a stage",
)
recommendations = _fact_table(
    "reported_recommendations",
    *_about_a_modification(),
    _title(),
    Column("to_stage", String(16), nullable=False),
    one_of("to_stage", ("refinement", "report")),
    comment="modifications put to the Panel to move on",
)
decisions = _fact_table(
    "reported_decisions",
    *_about_a_modification(),
    _title(),
    Column("body", PrintedText, nullable=False, doc="who decided, or has it for decision"),
    Column("subject", String(32), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("governance", String(32)),
    Column("decided_on", Date),
    Column("period", String(7), doc="the month, where only that is said"),
    Column("release", PrintedText),
    Column("implementation_date", Date),
    one_of("subject", words_of(words.Subject)),
    one_of("outcome", words_of(words.Outcome)),
    one_of("governance", words_of(words.Governance)),
    is_month("period"),
    comment="each place where a report states a decision; the view decisions adds report and page",
)
proposals_raised = _fact_table(
    "reported_proposals_raised",
    *_about_a_modification(),
    _title(),
    Column("proposer", PrintedText),
    Column("organisation", PrintedText),
    Column("raised_on", Date),
    comment="new proposals",
)
meetings = _fact_table(
    "reported_meetings",
    Column("body", PrintedText, nullable=False),
    Column("meeting_type", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("held_on", Date),
    one_of("meeting_type", ("monthly", "ad_hoc")),
    one_of("status", ("held", "scheduled")),
    comment="meetings that were or will be held; what they were about is in reported_meeting_references",
)
meeting_references = Table(
    "reported_meeting_references",
    metadata,
    Column("extraction_id", big_integer(), primary_key=True, autoincrement=False),
    position(),
    position("ordinal"),
    *_about_a_modification(),
    ForeignKeyConstraint(
        ["extraction_id", "position"],
        ["reported_meetings.extraction_id", "reported_meetings.position"],
        ondelete="CASCADE",
    ),
    sqlite_with_rowid=False,
    comment="the modifications that a reported meeting was or will be about",
)
consultations = _fact_table(
    "reported_consultations",
    *_about_a_modification(),
    _title(),
    Column("consultation", String(32), nullable=False),
    Column("status", String(16), nullable=False),
    Column("opens_on", Date),
    Column("week_commencing", Date),
    Column("closes_on", Date),
    one_of("consultation", ("refinement", "modification_report")),
    one_of("status", ("open", "expected", "closed")),
    comment="consultations on modifications",
)
assessments = _fact_table(
    "reported_assessments",
    *_about_a_modification(),
    Column("assessment", String(2), nullable=False),
    Column("status", String(16), nullable=False),
    Column("accepted_on", Date),
    Column("returned_on", Date),
    Column("target_wd", big_integer(), doc="target in working days, as printed"),
    Column("duration_wd", big_integer(), doc="working days taken, as printed"),
    one_of("assessment", words_of(words.Assessed)),
    one_of("status", OPEN_OR_COMPLETED),
    comment="rows of the assessment tables",
)
assessment_summaries = _fact_table(
    "reported_assessment_summaries",
    Column("assessment", String(2), nullable=False),
    Column("status", String(16), nullable=False),
    Column("total", big_integer(), nullable=False),
    _mean(),
    one_of("assessment", words_of(words.Assessed)),
    one_of("status", OPEN_OR_COMPLETED),
    comment="rows of the assessments' summary table",
)
proposal_timescales = _fact_table(
    "reported_proposal_timescales",
    Column("status", String(16), nullable=False),
    Column("total", big_integer(), nullable=False),
    _mean(),
    one_of("status", ("open", "concluded")),
    comment="rows of the proposal timescales table",
)
release_items = _fact_table(
    "reported_release_items",
    *_about_a_modification(),
    _title(),
    Column("part", PrintedText),
    Column("status", String(16), nullable=False),
    Column("release", PrintedText),
    Column("release_date", Date),
    one_of("status", ("implemented", "approved")),
    comment="modifications in a release",
)
count_claims = _fact_table(
    "reported_count_claims",
    Column("claim", String(64), nullable=False, doc="what is counted"),
    Column("stated", big_integer(), nullable=False),
    Column("listed", big_integer(), nullable=False),
    one_of("claim", words_of(words.Claim)),
    comment="where the text says how many there are",
)
nil_returns = _fact_table(
    "reported_nil_returns",
    Column("subject", String(64), nullable=False),
    one_of("subject", words_of(words.Claim)),
    comment="where the text says that there is none",
)

modification_stages = _fact_table(
    "reported_modification_stages",
    *_about_a_modification(),
    _title(),
    Column("stage", String(16), nullable=False),
    Column("printed", PrintedText, nullable=False, doc="the stage as printed"),
    Column("raised_on", Date),
    Column("next_step", PrintedText, doc="as printed"),
    one_of("stage", words_of(words.ModificationStageRole)),
    comment="where one modification stands, told by the stage's name",
)

evidence = Table(
    "evidence",
    metadata,
    of_extraction(),
    position(),
    position("ordinal"),
    Column("page", Integer, nullable=False, doc="counted from 1"),
    *box(),
    Column("text", PrintedText, nullable=False),
    sqlite_with_rowid=False,
    comment="the places on the pages where each fact stands, by the extraction and position of the fact",
)

FACT_TABLES: dict[type[facts.Fact], Table] = {
    facts.Mention: mentions,
    facts.StageCount: stage_counts,
    facts.Recommendation: recommendations,
    facts.Decision: decisions,
    facts.ProposalRaised: proposals_raised,
    facts.Meeting: meetings,
    facts.Consultation: consultations,
    facts.Assessment: assessments,
    facts.AssessmentSummary: assessment_summaries,
    facts.ProposalTimescale: proposal_timescales,
    facts.ReleaseItem: release_items,
    facts.CountClaim: count_claims,
    facts.NilReturn: nil_returns,
    facts.ModificationStage: modification_stages,
}
# Those whose rows name a modification, by the kind of fact; a meeting names several.
NAMING_TABLES: dict[str, Table] = {
    kind.kind: table for kind, table in FACT_TABLES.items() if "modification" in table.c
} | {facts.Meeting.kind: meeting_references}
