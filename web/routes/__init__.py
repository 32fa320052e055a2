"""Which address gives which page: a module for each subject, each with its router."""

from web.routes import (
    accounts,
    acts,
    evidence,
    findings,
    log,
    modifications,
    overview,
    pictures,
    register,
    reports,
    review,
    runs,
    sign_in,
    teaching,
)

ROUTERS = (
    overview.router,
    findings.router,
    acts.router,
    evidence.router,
    reports.router,
    modifications.router,
    register.router,
    review.router,
    teaching.router,
    runs.router,
    log.router,
    pictures.router,
    sign_in.router,
    accounts.router,
)

__all__ = ["ROUTERS"]
