"""Documents, what was read of them, and the reports that they turned out to be.

A document is its bytes; an extraction is document × extractor version, which names the archive's own words
behind a plus sign where it was read by any (`7+3fa85f64c0de`); a report is code × period, of
which the newest good extraction is current (the view `current_reports`) and the others stay.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from extractors.contract import BUILT_IN, RefusalCode, Section
from pipeline.record.tables.base import (
    Instant,
    PrintedText,
    big_integer,
    box,
    is_month,
    metadata,
    not_negative,
    one_of,
    words_of,
)


def of_extraction() -> Column[int]:
    """The first column of everything that belongs to one extraction, and goes with it."""
    return Column(
        "extraction_id",
        big_integer(),
        ForeignKey("extractions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


def position(name: str = "position") -> Column[int]:
    """Where a row stands among its like, from 0."""
    return Column(name, Integer, primary_key=True, autoincrement=False)


documents = Table(
    "documents",
    metadata,
    Column("sha256", String(64), primary_key=True, doc="the document is its bytes, and this names them"),
    Column("bytes", big_integer()),
    Column("archived", Boolean, nullable=False, doc="the archive keeps its bytes"),
    Column("first_seen", Instant, nullable=False, doc="when we first met it"),
    Column("withdrawn_at", Instant, doc="when a person took it out of the questions; null while it stands"),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    not_negative("bytes"),
    comment="every file ever read, once for each content",
)

document_names = Table(
    "document_names",
    metadata,
    Column("sha256", String(64), ForeignKey("documents.sha256", ondelete="CASCADE"), primary_key=True),
    Column("filename", PrintedText, primary_key=True, doc="without its folders"),
    Column("first_seen", Instant, nullable=False),
    Column(
        "issue",
        Integer,
        nullable=False,
        server_default=text("100"),
        doc="which issue the name says: 200 is v2",
    ),
    comment="the file names under which a document was handed in",
)

unread_files = Table(
    "unread_files",
    metadata,
    Column("filename", PrintedText, primary_key=True, doc="without its folders"),
    Column("refusal_code", String(32), primary_key=True),
    Column("refusal_message", PrintedText, nullable=False),
    Column("bytes", big_integer()),
    Column("first_seen", Instant, nullable=False),
    one_of("refusal_code", words_of(RefusalCode)),
    not_negative("bytes"),
    comment="files that were refused before their bytes were taken in: too large, or no plain file",
)

extractions = Table(
    "extractions",
    metadata,
    Column("id", big_integer(), primary_key=True, autoincrement=False, doc="digest of the next two"),
    Column("sha256", String(64), ForeignKey("documents.sha256", ondelete="CASCADE"), nullable=False),
    Column("extractor_version", String, nullable=False),
    Column("filename", PrintedText, nullable=False, doc="the name under which it was read"),
    Column("status", String(8), nullable=False),
    Column("refusal_code", String(32), doc="why it was refused; null where it was read"),
    Column("refusal_message", PrintedText),
    Column("pages", Integer, doc="null where it could not be opened"),
    Column("producer", PrintedText, doc="the program that wrote the PDF, as it says itself"),
    Column(
        "modified", String(20), doc="when the PDF says that it was changed last; null where it says nothing"
    ),
    Column("version", PrintedText, doc="which version the cover says that it is, as printed"),
    Column(
        "vocabulary",
        String,
        nullable=False,
        server_default=BUILT_IN,
        doc="by which words it was read: built-in, or the digest of the archive's own rows",
    ),
    Column("extracted_at", Instant, nullable=False, doc="when we learned what it says"),
    Column(
        "issue",
        Integer,
        nullable=False,
        server_default=text("100"),
        doc="which issue the cover says: 200 is v2",
    ),
    Column("words", Integer, doc="printed words, all accounted for; null where refused"),
    UniqueConstraint("sha256", "extractor_version"),
    one_of("status", ("stored", "refused")),
    one_of("refusal_code", words_of(RefusalCode)),
    CheckConstraint(
        "(status = 'refused') = (refusal_code IS NOT NULL)"
        " AND (status = 'refused') = (refusal_message IS NOT NULL)"
        " AND (status = 'stored') = (words IS NOT NULL)",
        name="stored_or_refused",
    ),
    not_negative("pages"),
    not_negative("words"),
    comment="one reading of a document by one version of the extractor; a refused one is the quarantine",
)

reports = Table(
    "reports",
    metadata,
    of_extraction(),
    Column("code", PrintedText, nullable=False),
    Column("period", String(7), nullable=False, doc="the month the report is for, YYYY-MM"),
    Column("title", PrintedText, nullable=False),
    Column("published_on", Date),
    Column("paper_reference", PrintedText),
    Column("meeting_number", big_integer()),
    Column("meeting_date", Date),
    Column("author", PrintedText),
    Column("team", PrintedText),
    Column("action", PrintedText),
    Column("classification", PrintedText),
    Column("data_cut_off", Date, doc="the last day that the figures cover"),
    is_month("period"),
    comment="the header of every good extraction; current_reports has the one that counts for each month",
)

coverage_roles = Table(
    "coverage_roles",
    metadata,
    of_extraction(),
    Column("role", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    not_negative("words"),
    sqlite_with_rowid=False,
    comment="how many printed words each role accounts for",
)

unclaimed_texts = Table(
    "unclaimed_texts",
    metadata,
    of_extraction(),
    position(),
    Column("page", Integer, nullable=False),
    *box(),
    Column("text", PrintedText, nullable=False),
    Column(
        "section",
        String(16),
        one_of("section", words_of(Section)),
        doc="role of the section; null where an older csrecon read it",
    ),
    sqlite_with_rowid=False,
    comment="words in scope that no rule accounts for: the wording or the layout is new",
)

extraction_warnings = Table(
    "extraction_warnings",
    metadata,
    of_extraction(),
    position(),
    Column("code", PrintedText, nullable=False),
    Column("message", PrintedText, nullable=False),
    Column("page", Integer, doc="null where it concerns the whole document"),
    *box(nullable=True),
    Column("text", PrintedText, doc="the words that it is about"),
    Column("section", String(16), one_of("section", words_of(Section))),
    sqlite_with_rowid=False,
    comment="what a person should look at in one extraction",
)
