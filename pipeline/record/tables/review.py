"""What people answered to what could not be read, the archive's own vocabulary, and the words of documents.

Answers and rows are only ever added: an answer is taken back by another one. The log of acts bears a digest
of each.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table

from extractors.contract import OWN_TABLES
from pipeline.record.tables.base import Instant, PrintedText, metadata, one_of

ANSWERS = ("means", "nothing", "later", "import", "approve", "undo")

review_answers = Table(
    "review_answers",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, doc="1, 2, 3 without a gap"),
    Column("at", Instant, nullable=False),
    Column("actor", PrintedText, nullable=False),
    Column("answer", String(16), nullable=False),
    Column("kind", String(16), doc="of the item that was answered; null where it is about no single one"),
    Column("item", String(16), doc="the item's id"),
    Column("text", PrintedText, doc="what stands at the item's places"),
    Column("reason", PrintedText, nullable=False),
    Column("until", String(10), doc="the day until which the item was put off"),
    Column(
        "undoes",
        Integer,
        ForeignKey("review_answers.number"),
        unique=True,
        doc="the answer that this one takes back",
    ),
    one_of("answer", ANSWERS),
    CheckConstraint("(answer = 'undo') = (undoes IS NOT NULL)", name="undone"),
    CheckConstraint("(answer = 'later') = (until IS NOT NULL)", name="until"),
    comment="what people answered to what csrecon could not read; an answer is taken back by another",
)

own_vocabulary = Table(
    "own_vocabulary",
    metadata,
    Column("answer", Integer, ForeignKey("review_answers.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("in_table", String(16), nullable=False, doc="the built-in table that has the same columns"),
    Column("meaning", PrintedText, nullable=False, doc="JSON: what the wording means, by column"),
    Column("wording", PrintedText, nullable=False),
    Column("first_seen", PrintedText, nullable=False, doc="the month of the first report that has it"),
    one_of("in_table", tuple(OWN_TABLES)),
    comment="the archive's own rows of the vocabulary; in force while their answer is not taken back",
)

document_words = Table(
    "document_words",
    metadata,
    Column("sha256", String(64), ForeignKey("documents.sha256", ondelete="CASCADE"), primary_key=True),
    Column("words", PrintedText, nullable=False, doc="each once, in lower case, between spaces"),
    comment="the words of each document, so that an answer re-reads only those that hold the text",
)
