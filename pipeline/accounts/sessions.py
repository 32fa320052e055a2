"""Signing in and out, and who is signed in. The record keeps only a digest of what the browser keeps."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, insert, select

from pipeline.accounts.accounts import subject_of
from pipeline.accounts.passwords import proves
from pipeline.basics.persons import TOOL, folded
from pipeline.basics.roles import Role
from pipeline.logbook.audit_log import Act, Json, append, hold
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.accounts import account_passwords, account_sessions, accounts, page_keys

LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: the account's number, the name that the log will have, and the role at this moment.

    One who `must_change` the password that another person set may do nothing else before.
    """

    account: int
    name: str
    role: Role
    must_change: bool = False


def is_password(engine: Engine, name: str, password: str, *, now: datetime, address: str = "") -> bool:
    """Whether this is the password of an account that may be used; where it is not, the log says so."""
    if _proved(engine, name, password) is not None:
        return True
    _note_refusal(engine, name, "password-refused", now, address)
    return False


def sign_in(engine: Engine, name: str, password: str, *, now: datetime, address: str = "") -> str | None:
    """A new session's secret, or None: no such account, another password, or disabled, which nobody is told.

    Every outcome takes the same time, and stands in the log with the address that it came from, if any.
    """
    found = _proved(engine, name, password)
    if found is None:
        _note_refusal(engine, name, "sign-in-refused", now, address)
        return None
    with write_transaction(engine) as connection:
        hold(connection)
        if connection.execute(_known(name)).first() != found:  # changed meanwhile
            return None
        append(connection, [Act(found.name, "signed-in", subject_of(found.name), _from(address))], at=now)
        secret = token_urlsafe(32)
        connection.execute(delete(account_sessions).where(account_sessions.c.ends_at <= now))
        row = {"digest": digest_of(secret), "account_id": found.id, "began_at": now, "ends_at": now + LONGEST}
        connection.execute(insert(account_sessions).values(row))
    return secret


def sign_out(engine: Engine, secret: str) -> None:
    """Ends the session."""
    with write_transaction(engine) as connection:
        connection.execute(delete(account_sessions).where(account_sessions.c.digest == digest_of(secret)))


def person_of_session(connection: Connection, secret: str, *, now: datetime) -> Person | None:
    """Who is signed in with this secret; None where the session ended or the account may not be used."""
    query = (
        select(accounts.c.id, accounts.c.name, accounts.c.role, account_passwords.c.must_change)
        .join(account_sessions, account_sessions.c.account_id == accounts.c.id)
        .join(account_passwords, account_passwords.c.account_id == accounts.c.id)
        .where(
            account_sessions.c.digest == digest_of(secret),
            account_sessions.c.ends_at > now,
            accounts.c.disabled_at.is_(None),
        )
    )
    found = connection.execute(query).first()
    return Person(*found) if found else None


def signing_key(connection: Connection) -> str | None:
    """The key that signs the cookies; None until the first account is made."""
    return connection.execute(select(page_keys.c.key)).scalar()


def digest_of(secret: str) -> str:
    """What the record keeps of a secret that was drawn at random."""
    return sha256(secret.encode()).hexdigest()


def _proved(engine: Engine, name: str, password: str) -> Row[Any] | None:
    with read_transaction(engine) as connection:
        found = connection.execute(_known(name)).first()
    proved = proves(password, found.hash if found else None)
    return found if found is not None and proved and not found.disabled_at else None


def _note_refusal(engine: Engine, name: str, act: str, now: datetime, address: str) -> None:
    """An entry of the tool's, for nobody proved who they are.

    A name that is no account's is left out: people type passwords where the name belongs.
    """
    with write_transaction(engine) as connection:
        found = connection.execute(_known(name)).first()
        subject = subject_of(found.name) if found else "sign-in"
        why = "no account" if found is None else "disabled" if found.disabled_at else "password"
        append(connection, [Act(TOOL, act, subject, {"why": why} | _from(address))], at=now)


def _from(address: str) -> dict[str, Json]:
    return {"address": address} if address else {}


def _known(name: str) -> Select[Any]:
    return (
        select(accounts.c.id, accounts.c.name, accounts.c.disabled_at, account_passwords.c.hash)
        .join(account_passwords, account_passwords.c.account_id == accounts.c.id)
        .where(accounts.c.folded == folded(" ".join(name.split())))
    )
