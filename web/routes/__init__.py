"""Which address gives which page: a module for each subject, each with its router."""

from web.routes import findings, overview, pictures

ROUTERS = (overview.router, findings.router, pictures.router)

__all__ = ["ROUTERS"]
