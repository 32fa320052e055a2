"""Proving the log of acts whole, by the clock."""

from prefect import flow
from pydantic import SecretStr

from pipeline.basics.errors import CsreconError
from pipeline.record.database import open_database
from pipeline.settings import load_settings
from pipeline.verification.verify import verify


class LogIsBroken(CsreconError):
    """Somebody changed the log of acts behind csrecon's back."""

    status = 1


@flow(name="csrecon-audit-verification", persist_result=False)
def audit_verification(head: str | None = None, database: SecretStr | None = None) -> str:
    """Goes through the whole log; gives its head. `head` is one that was kept and must still be in it.

    Raises LogIsBroken naming the first broken entry, so that the run fails where somebody looks.
    """
    settings = load_settings(database=database.get_secret_value() if database else None)
    proof = verify(open_database(settings.database_url, upgrade=False), head)
    if proof.fault is not None:
        where = "" if proof.entry is None else f" The first broken entry is {proof.entry}."
        raise LogIsBroken(f"The log of acts is broken. {proof.fault}{where}")
    return f"{proof.head.entries} {proof.head.hash}"
