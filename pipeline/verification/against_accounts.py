"""What the log of acts says of accounts and tokens, held against what their tables say now."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pipeline.accounts.accounts import sealed, subject_of
from pipeline.logbook.audit_log import Entry, entry_of
from pipeline.record.tables.accounts import account_passwords, account_tokens, accounts
from pipeline.record.tables.audit import audit_log
from pipeline.verification.against_tables import Contradiction


@dataclass(slots=True)
class _Account:
    entry: int
    role: object
    standing: object
    password: object


@dataclass(slots=True)
class _Token:
    entry: int
    subject: str
    ends_at: object
    digest: object
    revoked: bool = False


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
    password = said.get("password", before.password if before else None)
    told[entry.subject] = _Account(entry.sequence, said.get("role"), said.get("standing"), password)


def _take_token(tokens: dict[int, _Token], entry: Entry) -> None:
    said = entry.particulars
    number = said.get("token")
    if not isinstance(number, int):
        return
    if entry.act == "token-made":
        tokens[number] = _Token(entry.sequence, entry.subject, said.get("ends_at"), said.get("digest"))
    elif number in tokens:
        tokens[number].revoked = True


def _against_accounts(connection: Connection, told: dict[str, _Account]) -> Iterator[Contradiction]:
    c = accounts.c
    joined = accounts.outerjoin(account_passwords, account_passwords.c.account_id == c.id)
    query = select(c.name, c.role, c.disabled_at, account_passwords.c.hash).select_from(joined)
    for name, role, disabled_at, kept in connection.execute(query.order_by(c.id)):
        last = told.pop(subject_of(name), None)
        if last is None:
            yield Contradiction(f"The account {name} is in the record, and no entry says who made it.")
        elif last.role != role:
            said = f"The account {name} is {role} in the record; the log last says {last.role}."
            yield Contradiction(said, last.entry)
        elif last.standing != ("disabled" if disabled_at else "active"):
            said = f"The account {name} does not stand as the log last says: {last.standing}."
            yield Contradiction(said, last.entry)
        elif last.password != sealed(kept or ""):
            yield Contradiction(f"The account {name} has another password than the log knows of.", last.entry)
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
            row.ends_at.isoformat(),
            sealed(row.digest),
            row.revoked_at is not None,
        )
        if now != last:
            yield Contradiction(f"Token {row.id} is not what the log says of it.", last.entry)
    for number, last in told.items():
        yield Contradiction(f"Token {number} was taken out of the record.", last.entry)
