"""The accounts: made, listed, disabled and enabled, given another role or password.

Each change is one transaction with its entry in the log of acts. `by` is the person who makes it, `login`
that of the command line at which they do. Each raises UnusableInput, having written nothing, where it makes
no sense.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_hex

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select, update

from pipeline.accounts.passwords import check_strength, hash_of
from pipeline.basics.errors import UnusableInput
from pipeline.basics.persons import folded, person_named, same_person
from pipeline.basics.roles import ROLES, Role
from pipeline.logbook.actors import signed
from pipeline.logbook.audit_log import Act, Json, append, hold
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.accounts import (
    account_passwords,
    account_sessions,
    account_tokens,
    accounts,
    page_keys,
)

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Account:
    """Who may use the pages, and as what; `disabled_at` is None while they may."""

    id: int
    name: str
    role: Role
    made_at: datetime
    disabled_at: datetime | None

    @property
    def standing(self) -> str:
        return "disabled" if self.disabled_at else "active"


def list_accounts(engine: Engine) -> list[Account]:
    """Every account that was ever made, by name."""
    with read_transaction(engine) as connection:
        return _read(connection, _select().order_by(accounts.c.folded))


def any_accounts(connection: Connection) -> bool:
    """Whether an account was ever made. Until then the pages are open to this machine, for reading."""
    return connection.execute(select(accounts.c.id).limit(1)).first() is not None


def has_administrator(engine: Engine) -> bool:
    """Whether somebody may administer the accounts."""
    with read_transaction(engine) as connection:
        return _administrators(connection) > 0


def add_account(
    engine: Engine, name: str, *, role: Role, password: str, by: str, now: datetime, login: str | None = None
) -> Account:
    """Makes an account. The name is the person's for ever, in the log too."""
    name, by = person_named(name), person_named(by)
    if len(name) > _LONGEST_NAME:
        raise UnusableInput(f"An account's name has at most {_LONGEST_NAME} characters.")
    if role not in ROLES:
        raise UnusableInput(f"{role} is no role. Those are: {', '.join(ROLES)}.")
    check_strength(password, name)
    kept = hash_of(password)
    with write_transaction(engine) as connection:
        hold(connection)
        for there in _read(connection, _select().order_by(accounts.c.id)):
            if same_person(there.name, name):
                raise UnusableInput(
                    f"There is an account {there.name} already, {there.standing}, and whoever reads {name} "
                    "could take it for that. Give another name."
                )
        row = {"name": name, "folded": folded(name), "role": role, "made_at": now}
        key = connection.execute(insert(accounts).values(row).returning(accounts.c.id)).scalar_one()
        first = folded(by) != folded(name)
        proof = {"account_id": key, "hash": kept, "set_at": now, "must_change": first}
        connection.execute(insert(account_passwords).values(proof))
        if connection.execute(select(page_keys.c.id)).first() is None:
            connection.execute(insert(page_keys).values(id=1, key=token_hex(32), made_at=now))
        made = Account(key, name, role, now, None)
        said: dict[str, Json] = {"password": sealed(kept), "must_change": first}
        return _note(connection, made, "account-added", by, login, now, said)


def disable_account(
    engine: Engine, name: str, *, by: str, now: datetime, login: str | None = None
) -> Account:
    """Ends an account with its sessions and tokens, from the next click on."""
    by = person_named(by)
    with write_transaction(engine) as connection:
        hold(connection)
        found = find_account(connection, name)
        if found.disabled_at:
            raise UnusableInput(f"The account {found.name} is disabled already.")
        _keep_an_administrator(connection, found)
        _set(connection, found, disabled_at=now)
        end_sessions(connection, found)
        noted = _note(connection, find_account(connection, name), "account-disabled", by, login, now)
        _end_tokens(connection, found, by, now)
        return noted


def enable_account(engine: Engine, name: str, *, by: str, now: datetime, login: str | None = None) -> Account:
    """Lets a disabled account be used again, with the password it had; its tokens stay dead."""
    by = person_named(by)
    with write_transaction(engine) as connection:
        hold(connection)
        found = find_account(connection, name)
        if not found.disabled_at:
            raise UnusableInput(f"The account {found.name} is active already.")
        _set(connection, found, disabled_at=None)
        noted = _note(connection, find_account(connection, name), "account-enabled", by, login, now)
        _end_tokens(connection, found, by, now)  # of an account that an older csrecon disabled
        return noted


def set_role(
    engine: Engine, name: str, *, role: Role, by: str, now: datetime, login: str | None = None
) -> Account:
    """Gives an account another role, from its next click on."""
    by = person_named(by)
    if role not in ROLES:
        raise UnusableInput(f"{role} is no role. Those are: {', '.join(ROLES)}.")
    with write_transaction(engine) as connection:
        hold(connection)
        found = find_account(connection, name)
        if found.role == role:
            raise UnusableInput(f"{found.name} is {role} already.")
        _keep_an_administrator(connection, found)
        _set(connection, found, role=role)
        return _note(connection, find_account(connection, name), "account-role", by, login, now)


def set_password(
    engine: Engine, name: str, *, password: str, by: str, now: datetime, login: str | None = None
) -> Account:
    """Gives an account another password; its sessions and tokens end.

    One that another person sets lets its owner in only to choose their own.
    """
    by = person_named(by)
    check_strength(password, name)
    kept = hash_of(password)
    with write_transaction(engine) as connection:
        hold(connection)
        found = find_account(connection, name)
        first = folded(by) != folded(found.name)
        changed = update(account_passwords).where(account_passwords.c.account_id == found.id)
        connection.execute(changed.values(hash=kept, set_at=now, must_change=first))
        end_sessions(connection, found)
        said: dict[str, Json] = {"password": sealed(kept), "must_change": first}
        noted = _note(connection, found, "account-password", by, login, now, said)
        _end_tokens(connection, found, by, now)
        return noted


def find_account(connection: Connection, name: str) -> Account:
    """The account of this name, however it is spelt. Raises UnusableInput where there is none."""
    found = _read(connection, _select().where(accounts.c.folded == folded(" ".join(name.split()))))
    if not found:
        raise UnusableInput(f"There is no account {name}. `csrecon user list` shows them.")
    return found[0]


def end_sessions(connection: Connection, account: Account) -> None:
    """Signs the account out wherever it is signed in."""
    connection.execute(delete(account_sessions).where(account_sessions.c.account_id == account.id))


def sealed(kept: str) -> str:
    """What the log says of a kept secret: enough to prove it unchanged, nothing to sign in with."""
    return sha256(kept.encode()).hexdigest()


def subject_of(name: str) -> str:
    """The account as the log's subject."""
    return f"account:{name}"


def _note(
    connection: Connection,
    account: Account,
    act: str,
    by: str,
    login: str | None,
    now: datetime,
    more: dict[str, Json] | None = None,
) -> Account:
    payload: dict[str, Json] = {"role": account.role, "standing": account.standing} | (more or {})
    append(connection, [Act(by, act, subject_of(account.name), signed(payload, login))], at=now)
    return account


def _end_tokens(connection: Connection, account: Account, by: str, now: datetime) -> None:
    """Ends the account's tokens, each with its entry in the log."""
    c = account_tokens.c
    alive = (c.account_id == account.id) & c.revoked_at.is_(None)
    ended = connection.scalars(select(c.id).where(alive).order_by(c.id)).all()
    connection.execute(update(account_tokens).where(alive).values(revoked_at=now))
    subject = subject_of(account.name)
    append(connection, [Act(by, "token-revoked", subject, {"token": id}) for id in ended], at=now)


def _set(connection: Connection, account: Account, **values: object) -> None:
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(values))


def _keep_an_administrator(connection: Connection, account: Account) -> None:
    active = account.role == "administrator" and not account.disabled_at
    if active and _administrators(connection) == 1:
        raise UnusableInput(f"{account.name} is the only administrator. Make another one first.")


def _administrators(connection: Connection) -> int:
    able = (accounts.c.role == "administrator") & accounts.c.disabled_at.is_(None)
    return connection.execute(select(func.count()).select_from(accounts).where(able)).scalar_one()


def _select() -> Select[tuple[object, ...]]:
    return select(*(accounts.c[name] for name in Account.__slots__))


def _read(connection: Connection, query: Select[tuple[object, ...]]) -> list[Account]:
    return [Account(**row) for row in connection.execute(query).mappings()]
