"""The register as it stood on each day that somebody saved it."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from pipeline.record.tables.base import Instant, PrintedText, big_integer, metadata, not_negative, one_of

register_snapshots = Table(
    "register_snapshots",
    metadata,
    Column("id", big_integer(), primary_key=True, autoincrement=False, doc="digest of day and bytes"),
    Column("as_of", Date, nullable=False, doc="the day whose register this is"),
    Column("source", PrintedText, nullable=False, doc="the file's, folder's or page's name"),
    Column("format", String(8), nullable=False),
    Column(
        "scope",
        String(5),
        # On the column, for so a revision can add it to a table that is there.
        one_of("scope", ("whole", "part")),
        nullable=False,
        server_default="whole",
        doc="whole, or part: of what a part lacks, nothing can be said",
    ),
    Column("sha256", String(64), nullable=False),
    Column("etag", PrintedText, doc="what the server called this version, where it came from one"),
    Column("learned_at", Instant, nullable=False, doc="when it was loaded"),
    Column("entries", Integer, nullable=False),
    Column("removed_at", Instant, doc="when a person took it out of the questions; null while it stands"),
    UniqueConstraint("as_of", "sha256"),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    not_negative("entries"),
    comment="whole registers, kept for ever; of two for one day the one learned last counts",
)

register_entries = Table(
    "register_entries",
    metadata,
    Column(
        "snapshot_id",
        big_integer(),
        ForeignKey("register_snapshots.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("reference", String, primary_key=True),
    Column("modification", String, nullable=False, doc="number and suffix, whatever the prefix"),
    Column("row", Integer, nullable=False, doc="where it stands in the source"),
    Column("title", PrintedText),
    Column("proposer", PrintedText),
    Column("organisation", PrintedText),
    Column("date_raised", Date),
    Column("stage", PrintedText),
    Column("path", PrintedText),
    Column("decision", PrintedText),
    Column("decision_date", Date),
    Column("decision_body", PrintedText),
    Column("release", PrintedText),
    Column("implementation_date", Date),
    Column("link", PrintedText),
    sqlite_with_rowid=False,
    comment="one modification in one snapshot, as printed",
)

register_events = Table(
    "register_events",
    metadata,
    Column("snapshot_id", big_integer(), primary_key=True, autoincrement=False),
    Column("reference", String, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("happened_on", Date),
    Column("text", PrintedText, nullable=False),
    ForeignKeyConstraint(
        ["snapshot_id", "reference"],
        ["register_entries.snapshot_id", "register_entries.reference"],
        ondelete="CASCADE",
    ),
    sqlite_with_rowid=False,
    comment="the dated lines of a modification's timeline in one snapshot",
)

register_confirmations = Table(
    "register_confirmations",
    metadata,
    Column(
        "snapshot_id",
        big_integer(),
        ForeignKey("register_snapshots.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("confirmed_on", Date, primary_key=True),
    Column("sha256", String(64), nullable=False, doc="of the bytes that said the same"),
    Column("learned_at", Instant, nullable=False),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    sqlite_with_rowid=False,
    comment="days on which a register was loaded again that says what the snapshot before it says",
)

stage_names = Table(
    "stage_names",
    metadata,
    Column("wording", PrintedText, primary_key=True, doc="the register's, in lower case"),
    Column("since", Date, primary_key=True),
    Column("until", Date, doc="null: it still means that"),
    Column("stage", String, nullable=False, doc="ours"),
    sqlite_with_rowid=False,
    comment="which of our stages the register's wordings mean, and when; written anew by reconcile",
)

register_fetches = Table(
    "register_fetches",
    metadata,
    Column("id", big_integer(), primary_key=True, autoincrement=False, doc="digest of address and moment"),
    Column("url", PrintedText, nullable=False),
    Column("fetched_at", Instant, nullable=False),
    Column(
        "outcome",
        String(9),
        nullable=False,
        doc="fetched, unchanged (the server or the digest says so), or failed",
    ),
    Column("http_status", Integer),
    Column("etag", PrintedText, doc="what the server called this version"),
    Column("last_modified", PrintedText, doc="when the server says that it changed, as printed"),
    Column("sha256", String(64), doc="the body in the archive"),
    Column("bytes", Integer),
    Column("message", PrintedText, doc="what went wrong, for a person"),
    Column("answered_by", PrintedText, doc="the address at the end of redirects; null where it is url"),
    one_of("outcome", ("fetched", "unchanged", "failed")),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    not_negative("bytes"),
    comment="every time that the register was asked for over the network, and what came of it",
)
