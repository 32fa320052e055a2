"""The JSON API under /api/v1: the command line's queries and acts, with the rights of whoever asks."""

from typing import Any

from fastapi.openapi.utils import get_openapi

from extractors import VERSION
from web.api import acts, findings, log, modifications, overview, register, reports, runs

ROUTERS = (
    overview.router,
    acts.router,
    findings.router,
    reports.router,
    modifications.router,
    register.router,
    runs.router,
    log.router,
)

__all__ = ["ROUTERS", "describe"]


def describe() -> dict[str, Any]:
    """The OpenAPI description."""
    described = get_openapi(
        title="csrecon",
        version=VERSION,
        summary="The record of Change Status Reports and what contradicts in it.",
        routes=[route for router in ROUTERS for route in router.routes],
    )
    described["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "csrecon user token NAME --label TEXT"}
    }
    described["security"] = [{"token": []}]
    return described
