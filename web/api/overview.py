"""Where the record stands, whose rights a request has, and the description of the API itself."""

from fastapi import Request

from pipeline.queries import overview
from pipeline.record.database import read_transaction
from web.api.models import LatestReport, Me, OpenFindings, OverviewOfRecord, Snapshot
from web.api.routing import reading_router
from web.dependencies import Answers, Record

router = reading_router("overview")


@router.get("/overview")
def show_overview(record: Record, kept: Answers) -> OverviewOfRecord:
    """The newest report and register, and how many findings stand how."""
    with read_transaction(record) as connection:
        found = kept.answer(overview, connection)
    report, register = found.latest_report, found.latest_register
    return OverviewOfRecord(
        reports=found.reports,
        latest_report=LatestReport.model_validate(report) if report else None,
        latest_register=Snapshot.model_validate(register) if register else None,
        open_by_severity=found.open_by_severity,
        by_status=found.by_status,
        open_by_month=[
            OpenFindings(period=period, code=code, open=number)
            for (period, code), number in sorted(found.months.items())
        ],
        stages=found.stages,
    )


@router.get("/me")
def show_me(request: Request) -> Me:
    """Whose rights this request has."""
    person = request.state.person
    return Me(name=person.name, role=person.role) if person else Me(name=None, role=None)


@router.get("/openapi.json", include_in_schema=False)
def show_description(request: Request) -> dict[str, object]:
    """The API, as OpenAPI describes it."""
    described: dict[str, object] = request.app.state.described
    return described
