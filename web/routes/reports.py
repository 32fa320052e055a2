"""The reports, and one report a page at a time, its facts beside its picture."""

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.queries import report_lines, report_page
from pipeline.queries.documents import list_documents
from pipeline.record.database import read_transaction
from web.dependencies import Answers, Images, Record
from web.guard.access import reads
from web.view.page_pictures import sheet
from web.view.rendering import page

router = APIRouter(dependencies=[reads])

Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@router.get("/reports", response_class=HTMLResponse)
def list_(request: Request, record: Record, kept: Answers) -> HTMLResponse:
    """The report that counts for each month, and the documents that do not."""
    with read_transaction(record) as connection:
        lines = kept.answer(report_lines, connection)
    others = [one for one in list_documents(record) if one.status != "stored"]
    return page(request, "reports.html", lines=lines, others=others)


@router.get("/reports/{sha256}", response_class=HTMLResponse)
def one(
    request: Request,
    record: Record,
    kept: Answers,
    images: Images,
    sha256: Digest,
    number: Annotated[int, Query(alias="page", ge=1, le=400)] = 1,
) -> HTMLResponse:
    """One page of a report: what is read on it, by section, and where it stands."""
    with read_transaction(record) as connection:
        found = kept.answer(report_page, connection, sha256, number)
    if found is None:
        raise HTTPException(404, "There is no report of that digest that could be read.")
    last = found.head.pages or number
    if number > last:
        raise HTTPException(404, f"The report has {last} pages.")
    sections = [(name, list(facts)) for name, facts in groupby(found.facts, lambda fact: fact.section)]
    return page(
        request,
        "report.html",
        found=found,
        head=found.head,
        sections=sections,
        sheet=sheet(images, sha256, number),
        number=number,
        last=last,
    )
