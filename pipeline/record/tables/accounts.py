"""Accounts of the pages: who may come in, as what, and what proves it.

What proves it (passwords, sessions, tokens, the key) is kept as digests in tables of its own, which no
export holds (`SECRET`). No account is ever deleted, so a name in the log is one person's for ever.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, Table, false

from pipeline.record.tables.base import Instant, PrintedText, metadata, one_of

ROLES = ("viewer", "auditor", "approver", "administrator")
SECRET = {"secret": True}

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", PrintedText, nullable=False, doc="as the log of acts names the person"),
    Column("folded", PrintedText, nullable=False, unique=True, doc="the same for every spelling of the name"),
    Column("role", String(16), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("disabled_at", Instant, doc="null while the account may be used"),
    one_of("role", ROLES),
    comment="who may use the pages, and as what; never deleted, only disabled",
)

account_passwords = Table(
    "account_passwords",
    metadata,
    Column("account_id", Integer, ForeignKey("accounts.id"), primary_key=True, autoincrement=False),
    Column("hash", String(256), nullable=False, doc="Argon2id, with its salt and costs"),
    Column("set_at", Instant, nullable=False),
    Column(
        "must_change",
        Boolean,
        nullable=False,
        server_default=false(),
        doc="whether another person set it, so that its owner must choose one first",
    ),
    comment="what each account's password is proved by",
    info=SECRET,
)

account_sessions = Table(
    "account_sessions",
    metadata,
    Column("digest", String(64), primary_key=True, doc="SHA-256 of what the browser keeps"),
    Column("account_id", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False, doc="however busy it is"),
    CheckConstraint("length(digest) = 64", name="digest"),
    CheckConstraint("began_at < ends_at", name="lasts"),
    comment="who is signed in; gone when they sign out or may not come in any more",
    info=SECRET,
)

account_tokens = Table(
    "account_tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, ForeignKey("accounts.id"), nullable=False),
    Column("label", PrintedText, nullable=False, doc="what it is for"),
    Column("digest", String(64), nullable=False, unique=True, doc="SHA-256 of the token"),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column(
        "read_only", Boolean, nullable=False, server_default=false(), doc="whether it may look, and no more"
    ),
    CheckConstraint("length(digest) = 64", name="digest"),
    CheckConstraint("made_at < ends_at", name="lasts"),
    comment="tokens for programs that use the API with an account's rights",
    info=SECRET,
)

page_keys = Table(
    "page_keys",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),
    Column("made_at", Instant, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    CheckConstraint("length(key) = 64", name="key"),
    comment="the key that signs the cookies of the pages",
    info=SECRET,
)
