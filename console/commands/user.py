"""`csrecon user`: accounts of the pages."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from console.options import ByOrLogin, Database, TableOrJson

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.accounts import Account

Name = Annotated[str, typer.Argument(metavar="NAME", help="The person's name, as the log of acts says it.")]
Role = Literal["viewer", "auditor", "approver", "administrator"]
RoleOption = Annotated[
    Role, typer.Option("--role", help="What the person may do; see the manual's pages.md.")
]
Stdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password as a line of standard input.")
]


def add(
    name: Name,
    role: RoleOption,
    password_stdin: Stdin = False,
    by: ByOrLogin = None,
    database: Database = None,
) -> None:
    """Make an account. Asks for its password twice, or reads it.

    From the first account on the pages show nothing to whoever is not signed in. Make an administrator
    first: they add the others in the pages. A password that somebody else gave (--by) must be changed at the
    first sign-in.
    """
    from console.password import new_password
    from console.record import login, now, person, to_write
    from pipeline.accounts import add_account
    from pipeline.settings import load_settings

    who = person(by)
    password = new_password(name, password_stdin)
    engine = to_write(load_settings(database=database))
    _tell(engine, add_account(engine, name, role=role, password=password, by=who, now=now(), login=login()))


def list_(format: TableOrJson = "table", database: Database = None) -> None:
    """List the accounts: who may use the pages, and as what."""
    from console.record import to_read
    from console.telling.output import console, note, print_json, table
    from pipeline.accounts import list_accounts
    from pipeline.settings import load_settings

    found = list_accounts(to_read(load_settings(database=database)))
    if format == "json":
        for one in found:
            print_json(
                {
                    "name": one.name,
                    "role": one.role,
                    "standing": one.standing,
                    "made_at": one.made_at.isoformat(),
                    "disabled_at": one.disabled_at.isoformat() if one.disabled_at else None,
                }
            )
    elif found:
        lines = [(one.name, one.role, one.standing, f"{one.made_at:%Y-%m-%d %H:%M}") for one in found]
        console().print(table(("Name", "Role", "Standing", "Made"), lines))
    else:
        note("There are no accounts. Make the first: csrecon user add NAME --role administrator")


def disable(name: Name, by: ByOrLogin = None, database: Database = None) -> None:
    """Disable an account. Its sessions and tokens end at once."""
    from console.record import login, now, person
    from pipeline.accounts import disable_account

    engine = _record(database)
    _tell(engine, disable_account(engine, name, by=person(by), now=now(), login=login()))


def enable(name: Name, by: ByOrLogin = None, database: Database = None) -> None:
    """Let a disabled account be used again. Its tokens stay ended."""
    from console.record import login, now, person
    from pipeline.accounts import enable_account

    engine = _record(database)
    _tell(engine, enable_account(engine, name, by=person(by), now=now(), login=login()))


def role(
    name: Name,
    role: Annotated[Role, typer.Argument(metavar="ROLE", help="viewer, auditor, approver, administrator.")],
    by: ByOrLogin = None,
    database: Database = None,
) -> None:
    """Give an account another role."""
    from console.record import login, now, person
    from pipeline.accounts import set_role

    engine = _record(database)
    _tell(engine, set_role(engine, name, role=role, by=person(by), now=now(), login=login()))


def password(
    name: Name, password_stdin: Stdin = False, by: ByOrLogin = None, database: Database = None
) -> None:
    """Give an account another password. Its sessions and tokens end.

    Where somebody else gives it (--by), it must be changed at the next sign-in.
    """
    from console.password import new_password
    from console.record import login, now, person
    from pipeline.accounts import set_password

    engine, who = _record(database), person(by)
    chosen = new_password(name, password_stdin)
    _tell(engine, set_password(engine, name, password=chosen, by=who, now=now(), login=login()))


def token(
    name: Name,
    label: Annotated[str, typer.Option("--label", metavar="TEXT", help="What the token is for.")],
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="How long it holds.")] = 90,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="It may read, and act on nothing, whatever the role.")
    ] = False,
    by: ByOrLogin = None,
    database: Database = None,
) -> None:
    """Make a token for a program that uses the API.

    It has the rights of the account, and ends when the account gets another password. It is printed once and
    cannot be shown again.
    """
    from console.record import login, now, person, tell_head
    from console.telling.output import note
    from pipeline.accounts import make_token

    engine = _record(database)
    made, secret = make_token(
        engine, name, label=label, days=days, by=person(by), now=now(), read_only=read_only, login=login()
    )
    print(secret)
    note(f"Token {made.id} of {made.account} holds until {made.ends_at:%Y-%m-%d %H:%M} UTC. Keep it now.")
    tell_head(engine)


def tokens(format: TableOrJson = "table", database: Database = None) -> None:
    """List the tokens, without their secrets."""
    from console.record import now, to_read
    from console.telling.output import console, note, print_json, table
    from pipeline.accounts import list_tokens
    from pipeline.settings import load_settings

    found, at = list_tokens(to_read(load_settings(database=database))), now()
    if format == "json":
        for one in found:
            print_json(
                {
                    "id": one.id,
                    "account": one.account,
                    "label": one.label,
                    "read_only": one.read_only,
                    "standing": one.standing(at),
                    "made_at": one.made_at.isoformat(),
                    "ends_at": one.ends_at.isoformat(),
                    "revoked_at": one.revoked_at.isoformat() if one.revoked_at else None,
                }
            )
    elif found:
        lines = [
            (
                str(one.id),
                one.account,
                one.label,
                one.may,
                one.standing(at),
                f"{one.ends_at:%Y-%m-%d %H:%M}",
            )
            for one in found
        ]
        console().print(table(("Token", "Account", "For", "May", "Standing", "Ends"), lines))
    else:
        note("There are no tokens. Make one: csrecon user token NAME --label TEXT")


def revoke(
    id: Annotated[int, typer.Argument(metavar="ID", help="The token's number, as `user tokens` lists it.")],
    by: ByOrLogin = None,
    database: Database = None,
) -> None:
    """Revoke a token. It ends at once."""
    from console.record import login, now, person, tell_head
    from pipeline.accounts import revoke_token

    engine = _record(database)
    revoked = revoke_token(engine, id, by=person(by), now=now(), login=login())
    print(f"Token {revoked.id} of {revoked.account} ({revoked.label}): revoked.")
    tell_head(engine)


def _record(database: str | None) -> "Engine":
    from console.record import to_read
    from pipeline.settings import load_settings

    return to_read(load_settings(database=database))


def _tell(engine: "Engine", account: "Account") -> None:
    from console.record import tell_head

    print(f"{account.name}: {account.role}, {account.standing}.")
    tell_head(engine)
