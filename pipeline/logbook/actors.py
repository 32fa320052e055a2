"""Who may act on findings: anybody with a name, until accounts are made; then they, within their rights."""

from sqlalchemy import Connection, select

from pipeline.basics.errors import UnusableInput
from pipeline.basics.persons import folded, person_named
from pipeline.basics.roles import Right, may
from pipeline.logbook.audit_log import Json
from pipeline.record.tables.accounts import accounts


def actor_named(connection: Connection, by: str, right: Right) -> str:
    """The name under which the log has whoever acts, within the transaction of the act.

    Raises UnusableInput where it is no person's, or where accounts were made and none of them that may be
    used has this name and this right.
    """
    name = person_named(by)
    c = accounts.c
    if connection.execute(select(c.id).limit(1)).first() is None:
        return name
    found = connection.execute(select(c.name, c.role, c.disabled_at).where(c.folded == folded(name))).first()
    if found is None:
        raise UnusableInput(
            f"There is no account {name}, and only accounts act on this record. "
            "`csrecon user list` shows them."
        )
    if found.disabled_at is not None:
        raise UnusableInput(f"The account {found.name} is disabled. Ask an administrator.")
    if not may(found.role, right):
        raise UnusableInput(f"{found.name} is {found.role} and may not do this. Ask an administrator.")
    account: str = found.name
    return account


def reason_given(reason: str) -> str:
    """The reason of an act that needs one. Raises UnusableInput where it is blank."""
    if not (said := reason.strip()):
        raise UnusableInput("This needs a reason, for whoever reads the log: --reason TEXT.")
    return said


def signed(payload: dict[str, Json], login: str | None) -> dict[str, Json]:
    """The particulars of an act with the login at which it was done, where that was at a command line."""
    return payload | {"login": login} if login else payload
