"""The reports that count, what is read in one, and every document that was handed in."""

from typing import Annotated, Literal

from fastapi import HTTPException, Path
from pydantic import JsonValue

from extractors.contract import to_json
from pipeline.queries import report_lines
from pipeline.queries.documents import Status
from pipeline.queries.documents import list_documents as documents_of
from pipeline.record.database import read_transaction
from pipeline.reports.read_back import read_reports
from web.api.models import DocumentObject, Part, ReportOfMonth
from web.api.routing import Limit, Offset, reading_router
from web.dependencies import Record

router = reading_router("reports")


@router.get("/reports")
def list_reports(record: Record) -> list[ReportOfMonth]:
    """The report that counts for each month, newest first."""
    with read_transaction(record) as connection:
        return [ReportOfMonth.model_validate(line) for line in report_lines(connection)]


@router.get("/reports/{sha256}")
def show_report(
    record: Record, sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
) -> dict[str, JsonValue]:
    """What is read in a document's report, facts and all, as `csrecon extract` prints it."""
    found = read_reports(record, which="all", sha256=sha256)
    if not found:
        raise HTTPException(404, "There is no report that was read from such a document.")
    return to_json(found[-1])


@router.get("/documents")
def list_documents(
    record: Record, status: Status | Literal["all"] = "all", offset: Offset = 0, limit: Limit = 100
) -> Part[DocumentObject]:
    """What was read, what was refused and why, in the order of coming."""
    found = documents_of(record, status)
    items = [DocumentObject.model_validate(one) for one in found[offset : offset + limit]]
    return Part(total=len(found), offset=offset, items=items)
