"""The findings as a list, as files, and one finding with its places."""

from collections.abc import Iterable
from pathlib import Path as File
from shutil import copyfileobj
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from fastapi.responses import HTMLResponse

from pipeline.accounts import Person, may
from pipeline.basics.severity import Severity
from pipeline.checks import CHECKS
from pipeline.findings.stored import StoredFinding, read_findings
from pipeline.outputs.findings import write_workbook
from pipeline.outputs.findings.lists import findings_csv, findings_json
from pipeline.queries import SORTS, Filter, Sort, finding_history, finding_parts, findings_page, matching
from pipeline.record.database import read_transaction
from pipeline.record.tables.findings import findings
from web.dependencies import Answers, Images, Record
from web.guard.access import reads
from web.lanes import MAKING
from web.made_files import sent
from web.view.check_docs import explained
from web.view.page_pictures import figures
from web.view.paging import Number, Pages
from web.view.rendering import page
from web.view.side_by_side import side_by_side

router = APIRouter(dependencies=[reads])

_LINES = 50
_MOST = 50_000  # findings in one file; more belong into `csrecon export`
_NEIGHBOURS = 8
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Fingerprint = Annotated[str, Path(pattern="^[0-9a-f]{8,32}$")]


def wanted(
    status: Literal["open", "acknowledged", "waived", "resolved", "all"] = "open",
    severity: Literal["", Severity] = "",
    code: Annotated[str, Query(max_length=8)] = "",
    period: Annotated[str, Query(pattern=r"^(\d{4}-\d{2})?$")] = "",
    reference: Annotated[str, Query(max_length=40)] = "",
    text: Annotated[str, Query(max_length=200)] = "",
    sort: Sort = "period",
    descending: bool = True,
) -> Filter:
    """What an address asks for."""
    return Filter(
        status=status,
        severity=severity,
        code=code.strip().upper(),
        period=period,
        reference=reference.strip(),
        text=text.strip(),
        sort=sort,
        descending=descending,
    )


Wanted = Annotated[Filter, Depends(wanted)]


@router.get("/findings", response_class=HTMLResponse)
def list_(
    request: Request, record: Record, kept: Answers, wanted: Wanted, number: Number = 1
) -> HTMLResponse:
    """The findings that fit, fifty at a time."""
    with read_transaction(record) as connection:
        total, lines = kept.answer(
            findings_page, connection, wanted, offset=(number - 1) * _LINES, limit=_LINES
        )
        names = [line.fingerprint for line in lines]
        whole = read_findings(connection, findings.c.fingerprint.in_(names)) if _may_judge(request) else []
    return page(
        request,
        "findings.html",
        wanted=wanted,
        lines=lines,
        whole={one.fingerprint: one for one in whole},
        pages=Pages(number, total, _LINES),
        sorts=SORTS,
        checks=CHECKS,
    )


def _may_judge(request: Request) -> bool:
    person: Person | None = request.state.person
    return person is not None and may(person.role, "judge")


@router.get("/findings.{kind}")
@MAKING
def file(record: Record, wanted: Wanted, kind: Literal["csv", "json", "xlsx"]) -> Response:
    """The same findings as a file: all that fit, not one page of them."""
    made = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with read_transaction(record) as connection:
        parts = matching(connection, wanted, most=_MOST)
        if kind == "xlsx":
            _write_workbook(made, [one for part in parts for one in part])
        else:
            _write_lines(made, parts, kind)
    return sent(made, _KINDS[kind], f"findings.{'jsonl' if kind == 'json' else kind}")


def _write_lines(file: IO[bytes], parts: Iterable[list[StoredFinding]], kind: str) -> None:
    head = findings_csv([]) if kind == "csv" else ""
    file.write(head.encode())
    for part in parts:
        lines = findings_csv(part).removeprefix(head) if kind == "csv" else findings_json(part)
        file.write(lines.encode("utf-8", "backslashreplace"))


def _write_workbook(file: IO[bytes], stored: list[StoredFinding]) -> None:
    with TemporaryDirectory() as folder:
        path = File(folder, "findings.xlsx")
        write_workbook(path, stored)
        with path.open("rb") as written:
            copyfileobj(written, file)


@router.get("/findings/{fingerprint}", response_class=HTMLResponse)
def one(request: Request, record: Record, images: Images, fingerprint: Fingerprint) -> HTMLResponse:
    """A finding, both its sides, the places where they stand, and what became of it."""
    return finding_page(request, record, images, fingerprint)


def finding_page(
    request: Request, record: Record, images: Images, fingerprint: str, *, status: int = 200, said: str = ""
) -> HTMLResponse:
    """The finding's page; with `said`, why nothing was done to it."""
    with read_transaction(record) as connection:
        parts = finding_parts(connection, fingerprint)
        if parts is None:
            raise HTTPException(404, "There is no such finding.")
        finding, places = parts
        (stored,) = read_findings(connection, findings.c.fingerprint == fingerprint)
        history = finding_history(connection, finding, limit=_NEIGHBOURS)
    shown: dict[str, Any] = {
        "finding": finding,
        "said": said,
        "digest": stored.digest,
        "waiver": stored.waiver,
        "check": explained(finding.code),
        "sides": side_by_side(finding.stated, finding.expected),
        "figures": figures(images, [place for place in places if place.document is not None]),
        "cells": [place for place in places if place.register is not None],
        "history": history,
    }
    return page(request, "finding.html", status=status, **shown)
