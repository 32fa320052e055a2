"""The findings: a list, one, its acts and its evidence pack."""

from tempfile import TemporaryFile
from typing import Annotated, Any, Literal

from fastapi import HTTPException, Path, Query, Response
from sqlalchemy import Engine

from pipeline.basics.errors import UnusableInput
from pipeline.checks.finding import Severity
from pipeline.findings.acts import history
from pipeline.findings.stored import FindingStatus, StoredFinding, finding_to_json, one_finding, read_findings
from pipeline.findings.waivers import waivers_of
from pipeline.outputs.findings.evidence import evidence_zip
from pipeline.queries import Filter, Sort, findings_page
from pipeline.record.database import read_transaction
from pipeline.record.tables.findings import findings
from web.api.models import FindingObject, FindingWithWaivers, LogEntry, Part, WaiverObject
from web.api.routing import Limit, Offset, Searched, reading_router
from web.dependencies import Images, Record, now
from web.lanes import MAKING
from web.made_files import sent

router = reading_router("findings")

Named = Annotated[
    str, Path(pattern="^[0-9a-f]{8,32}$", description="A fingerprint, or an unambiguous start of one.")
]


@router.get("/findings")
def list_findings(
    record: Record,
    status: FindingStatus | Literal["all"] = "open",
    severity: Severity | None = None,
    code: Annotated[str | None, Query(pattern=r"^[IXR]\d{3}$")] = None,
    period: Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}$")] = None,
    reference: Annotated[str, Query(max_length=40, pattern=r"^[^\x00]*$")] = "",
    text: Searched = "",
    sort: Sort = "period",
    descending: bool = True,
    offset: Offset = 0,
    limit: Limit = 50,
) -> Part[FindingObject]:
    """The findings that fit."""
    wanted = Filter(
        status=status,
        severity=severity or "",
        code=code or "",
        period=period or "",
        reference=reference.strip(),
        text=text.strip(),
        sort=sort,
        descending=descending,
    )
    with read_transaction(record) as connection:
        total, lines = findings_page(connection, wanted, offset=offset, limit=limit)
        names = [line.fingerprint for line in lines]
        whole = {one.fingerprint: one for one in read_findings(connection, findings.c.fingerprint.in_(names))}
    return Part(total=total, offset=offset, items=[finding_object(whole[name]) for name in names])


@router.get("/findings/{fingerprint}")
def show_finding(record: Record, fingerprint: Named) -> FindingWithWaivers:
    """One finding, with every waiver that it ever had."""
    return finding_with_waivers(record, _found(record, fingerprint))


@router.get("/findings/{fingerprint}/acts")
def list_acts(record: Record, fingerprint: Named) -> list[LogEntry]:
    """Every change in the finding's life, oldest first."""
    found = _found(record, fingerprint)
    return [LogEntry.model_validate(entry) for entry in history(record, found.fingerprint)]


@router.get(
    "/findings/{fingerprint}/evidence",
    response_class=Response,
    responses={200: {"content": {"application/zip": {}}, "description": "The pack."}},
)
@MAKING
def evidence_pack(record: Record, images: Images, fingerprint: Named) -> Response:
    """The finding's evidence pack, a zipped BagIt bag."""
    found = _found(record, fingerprint)
    made = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    made.write(evidence_zip(record, images, found.fingerprint, now=now()))
    return sent(made, "application/zip")


def finding_with_waivers(record: Engine, stored: StoredFinding) -> FindingWithWaivers:
    """The same with every waiver that it ever had."""
    waivers = [WaiverObject.model_validate(one) for one in waivers_of(record, stored.fingerprint)]
    return FindingWithWaivers.model_validate(_told(stored) | {"waivers": waivers})


def finding_object(stored: StoredFinding) -> FindingObject:
    """The finding as the API gives it."""
    return FindingObject.model_validate(_told(stored))


def _told(stored: StoredFinding) -> dict[str, Any]:
    return finding_to_json(stored) | {"digest": stored.digest}


def _found(record: Record, fingerprint: str) -> StoredFinding:
    try:
        return one_finding(record, fingerprint)
    except UnusableInput as problem:
        raise HTTPException(404, str(problem)) from problem
