"""What the log of acts says of accounts and tokens, held against what their tables say now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.accounts.accounts import sealed, subject_of
from pipeline.basics.persons import folded
from pipeline.logbook.audit_log import Entry, entry_of
from pipeline.record.tables.accounts import account_passwords, account_tokens, accounts
from pipeline.record.tables.audit import audit_log
from pipeline.verification.told import Contradiction


@dataclass(slots=True)
class _Account:
    entry: int
    role: object
    standing: object
    password: object
    must_change: object
    made_at: datetime
    password_at: datetime
    changed_at: datetime


@dataclass(slots=True)
class _Token:
    entry: int
    subject: str
    label: object
    ends_at: object
    digest: object
    read_only: object
    made_at: datetime
    revoked_at: datetime | None = None


def accounts_contradicted(connection: Connection) -> Contradiction | None:
    """The first thing that the accounts say against the log, or None. The log itself must be whole."""
    told: dict[str, _Account] = {}
    tokens: dict[int, _Token] = {}
    query = select(audit_log).where(audit_log.c.subject.startswith(subject_of("")))
    for row in connection.execute(query.order_by(audit_log.c.sequence)).mappings():
        entry = entry_of(row)
        if entry.act.startswith("account-"):
            _take_account(told, entry)
        else:
            _take_token(tokens, entry)
    for found in _against_accounts(connection, told):
        return found
    for found in _against_tokens(connection, tokens):
        return found
    return None


def _take_account(told: dict[str, _Account], entry: Entry) -> None:
    said = entry.particulars
    before = told.get(entry.subject)
    new = before is None or "password" in said
    told[entry.subject] = _Account(
        entry.sequence,
        said.get("role"),
        said.get("standing"),
        said.get("password") if before is None or new else before.password,
        # An older csrecon let nobody choose first, and made no token for reading only.
        said.get("must_change", False) if before is None or new else before.must_change,
        before.made_at if before else entry.at,
        entry.at if before is None or new else before.password_at,
        entry.at if before is None or before.standing != said.get("standing") else before.changed_at,
    )


def _take_token(tokens: dict[int, _Token], entry: Entry) -> None:
    said = entry.particulars
    number = said.get("token")
    if not isinstance(number, int):
        return
    if entry.act == "token-made":
        named = (said.get("label"), said.get("ends_at"), said.get("digest"))
        read_only = said.get("read_only", False)
        tokens[number] = _Token(entry.sequence, entry.subject, *named, read_only, entry.at)
    elif number in tokens:
        tokens[number].revoked_at = entry.at


def _against_accounts(connection: Connection, told: dict[str, _Account]) -> Iterator[Contradiction]:
    c = accounts.c
    joined = accounts.outerjoin(account_passwords, account_passwords.c.account_id == c.id)
    p = account_passwords.c
    query = select(accounts, p.hash, p.set_at, p.must_change).select_from(joined)
    for row in connection.execute(query.order_by(c.id)):
        name = row.name
        last = told.pop(subject_of(name), None)
        if last is None:
            yield Contradiction(f"The account {name} is in the record, and no entry says who made it.")
            continue
        standing = "disabled" if row.disabled_at else "active"
        # Of an account that differs in several ways, the first is told.
        differs = (
            (last.role != row.role, f"is {row.role} in the record; the log last says {last.role}"),
            (last.standing != standing, f"does not stand as the log last says: {last.standing}"),
            (last.password != sealed(row.hash or ""), "has another password than the log knows of"),
            (last.must_change != row.must_change, "must or need not choose a password first, unlike the log"),
            (row.folded != folded(name), "would be found under another name"),
            (
                (row.made_at, row.set_at) != (last.made_at, last.password_at),
                "or its password was not made when the log says",
            ),
            (row.disabled_at not in (None, last.changed_at), "was not disabled when the log says"),
        )
        if said := next((words for it_does, words in differs if it_does), None):
            yield Contradiction(f"The account {name} {said}.", last.entry)
    for subject, last in told.items():
        name = subject.removeprefix(subject_of(""))
        yield Contradiction(f"The account {name} was taken out of the record.", last.entry)


def _against_tokens(connection: Connection, told: dict[int, _Token]) -> Iterator[Contradiction]:
    c = account_tokens.c
    query = select(account_tokens, accounts.c.name).join(accounts, accounts.c.id == c.account_id)
    for row in connection.execute(query.order_by(c.id)):
        last = told.pop(row.id, None)
        if last is None:
            yield Contradiction(f"Token {row.id} is in the record, and no entry says who made it.")
            continue
        now = _Token(
            last.entry,
            subject_of(row.name),
            row.label,
            row.ends_at.isoformat(),
            sealed(row.digest),
            row.read_only,
            row.made_at,
            row.revoked_at,
        )
        if now != last:
            yield Contradiction(f"Token {row.id} is not what the log says of it.", last.entry)
    for number, last in told.items():
        yield Contradiction(f"Token {number} was taken out of the record.", last.entry)
