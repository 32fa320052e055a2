"""What a person corrected in how a document is read, and the facts that a correction changed.

Corrections and what was said to them are only ever added; the log of acts bears a digest of each. They are no
facts: they are laid over what was read, whenever their document is.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table

from extractors.contract.words import Section
from pipeline.record.tables.base import Instant, PrintedText, box, metadata, one_of, words_of
from pipeline.record.tables.documents import of_extraction

CORRECTIONS = ("correct", "add", "remove")
SAID = ("approve", "reject", "undo")

corrections = Table(
    "corrections",
    metadata,
    Column(
        "number", Integer, primary_key=True, autoincrement=False, doc="no answer of the review has the same"
    ),
    Column("at", Instant, nullable=False),
    Column("actor", PrintedText, nullable=False),
    Column("correction", String(16), nullable=False, doc="whether a fact is set right, added or taken out"),
    Column("sha256", String(64), ForeignKey("documents.sha256"), nullable=False),
    Column("kind", String(24), nullable=False, doc="of the fact"),
    Column("section", String(16), nullable=False, doc="role of the section that the fact stands in"),
    Column("page", Integer, nullable=False),
    *box(),
    Column("text", PrintedText, nullable=False, doc="the words that it rests on"),
    Column("was", PrintedText, doc="JSON: the fact's fields as read; null where it is added"),
    Column("fields", PrintedText, doc="JSON: the fields that it sets; null where the fact is taken out"),
    Column("reason", PrintedText, nullable=False),
    one_of("correction", CORRECTIONS),
    one_of("section", words_of(Section)),
    CheckConstraint("(correction = 'add') = (was IS NULL)", name="was"),
    CheckConstraint("(correction = 'remove') = (fields IS NULL)", name="fields"),
    comment="what people set right in how documents are read; counts once another person approved it",
)

correction_acts = Table(
    "correction_acts",
    metadata,
    Column("correction", Integer, ForeignKey("corrections.number"), primary_key=True),
    Column("act", String(16), primary_key=True, doc="what was said to the correction"),
    Column("at", Instant, nullable=False),
    Column("actor", PrintedText, nullable=False),
    Column("reason", PrintedText, nullable=False),
    one_of("act", SAID),
    comment="who approved or rejected a correction, and who took it back",
)

corrected_facts = Table(
    "corrected_facts",
    metadata,
    of_extraction(),
    Column("correction", Integer, ForeignKey("corrections.number"), primary_key=True),
    Column("position", Integer, doc="of the fact in its reading; null where it was taken out"),
    Column("was", PrintedText, doc="JSON: the fact's fields as read; null where it was added"),
    comment="the facts of a reading that a correction changed, beside what was read",
)
