"""Tokens: an account's rights for a program. Shown once when made, kept as a digest, ended by themselves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, insert, select, update

from pipeline.accounts.accounts import find_account, sealed, subject_of
from pipeline.accounts.sessions import Person, digest_of
from pipeline.basics.errors import UnusableInput
from pipeline.basics.persons import person_named
from pipeline.logbook.actors import signed
from pipeline.logbook.audit_log import Act, Json, append, hold
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.accounts import account_tokens, accounts

MOST_DAYS = 366
PREFIX = "csrecon_"  # so that programs that look for leaked secrets know one


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret; `account` is the account's name."""

    id: int
    account: str
    label: str
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    read_only: bool

    @property
    def may(self) -> str:
        """What it may do of all that its account may: all of it, or read."""
        return "read" if self.read_only else "all"

    def standing(self, now: datetime) -> str:
        """Whether it works: active, ended or revoked."""
        return "revoked" if self.revoked_at else "active" if now < self.ends_at else "ended"


def make_token(
    engine: Engine,
    name: str,
    *,
    label: str,
    days: int,
    by: str,
    now: datetime,
    read_only: bool = False,
    login: str | None = None,
) -> tuple[Token, str]:
    """A token for this account, and its secret, which nobody can be told again.

    One that is `read_only` has a viewer's rights, whatever the account's role.
    """
    by, label = person_named(by), " ".join(label.split())
    if not label:
        raise UnusableInput("A token needs a label: what is it for?")
    if not 1 <= days <= MOST_DAYS:
        raise UnusableInput(f"A token holds 1 to {MOST_DAYS} days.")
    secret = PREFIX + token_urlsafe(32)
    with write_transaction(engine) as connection:
        hold(connection)
        account = find_account(connection, name)
        if account.disabled_at:
            raise UnusableInput(f"The account {account.name} is disabled: no token would work.")
        ends = now + timedelta(days=days)
        digest = digest_of(secret)
        row = {"account_id": account.id, "label": label, "digest": digest, "made_at": now, "ends_at": ends}
        row |= {"read_only": read_only}
        key = connection.execute(
            insert(account_tokens).values(row).returning(account_tokens.c.id)
        ).scalar_one()
        payload: dict[str, Json] = {"token": key, "label": label, "ends_at": ends.isoformat()}
        payload |= {"digest": sealed(digest), "read_only": read_only}
        append(connection, [Act(by, "token-made", subject_of(account.name), signed(payload, login))], at=now)
    return Token(key, account.name, label, now, ends, None, read_only), secret


def revoke_token(engine: Engine, id: int, *, by: str, now: datetime, login: str | None = None) -> Token:
    """Ends a token at once."""
    by = person_named(by)
    with write_transaction(engine) as connection:
        hold(connection)
        found = connection.execute(_select().where(account_tokens.c.id == id)).first()
        if found is None:
            raise UnusableInput(f"There is no token {id}. `csrecon user tokens` lists them.")
        if found.revoked_at:
            raise UnusableInput(f"Token {id} is revoked already.")
        connection.execute(update(account_tokens).where(account_tokens.c.id == id).values(revoked_at=now))
        acts = [Act(by, "token-revoked", subject_of(found.account), signed({"token": id}, login))]
        append(connection, acts, at=now)
        return _token(connection.execute(_select().where(account_tokens.c.id == id)).one())


def list_tokens(engine: Engine) -> list[Token]:
    """Every token that was ever made, oldest first."""
    with read_transaction(engine) as connection:
        return [_token(row) for row in connection.execute(_select().order_by(account_tokens.c.id))]


def person_of_token(connection: Connection, secret: str, *, now: datetime) -> Person | None:
    """Whose token this is, as a viewer where it is for reading only.

    None where it is none, has ended, or the account may not be used.
    """
    query = (
        select(accounts.c.id, accounts.c.name, accounts.c.role, account_tokens.c.read_only)
        .join(account_tokens, account_tokens.c.account_id == accounts.c.id)
        .where(
            account_tokens.c.digest == digest_of(secret),
            account_tokens.c.ends_at > now,
            account_tokens.c.revoked_at.is_(None),
            accounts.c.disabled_at.is_(None),
        )
    )
    found = connection.execute(query).first()
    if found is None:
        return None
    return Person(found.id, found.name, "viewer" if found.read_only else found.role)


def _select() -> Select[tuple[object, ...]]:
    c = account_tokens.c
    columns = (
        c.id,
        accounts.c.name.label("account"),
        c.label,
        c.made_at,
        c.ends_at,
        c.revoked_at,
        c.read_only,
    )
    return select(*columns).join(accounts, accounts.c.id == c.account_id)


def _token(row: Row[Any]) -> Token:
    return Token(**row._mapping)
