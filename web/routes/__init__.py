"""Which address gives which page: a module for each subject, each with its router."""

from web.routes import findings, log, modifications, overview, pictures, register, reports, runs

ROUTERS = (
    overview.router,
    findings.router,
    reports.router,
    modifications.router,
    register.router,
    runs.router,
    log.router,
    pictures.router,
)

__all__ = ["ROUTERS"]
