"""Proving the log of acts whole, by the clock."""

from prefect import flow
from pydantic import SecretStr

from flows import names
from flows.ending import VERSION_OF_PACKAGE
from flows.given import settings_for
from pipeline.basics.errors import CsreconError
from pipeline.record.database import open_database
from pipeline.verification.verify import verify


class LogIsBroken(CsreconError):
    """Somebody changed the log of acts behind csrecon's back."""

    status = 1


@flow(
    name="csrecon-audit-verification",
    flow_run_name=names.verification,
    version=VERSION_OF_PACKAGE,
    persist_result=False,
)
def audit_verification(head: str | None = None, database: SecretStr | None = None) -> str:
    """Goes through the whole log; gives its head. `head` is one that was kept and must still be in it.

    Raises LogIsBroken naming the first broken entry, so that the run fails where somebody looks.
    """
    settings = settings_for(database)
    proof = verify(open_database(settings.database_url, upgrade=False), head)
    if proof.fault is not None:
        where = "" if proof.entry is None else f" The first broken entry is {proof.entry}."
        raise LogIsBroken(f"The log of acts is broken. {proof.fault}{where}")
    return f"{proof.head.entries} {proof.head.hash}"
