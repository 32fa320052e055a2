"""The auditor's pages: the record as HTML, every number one step from its place on the page of the PDF."""

from web.app import build_app

__all__ = ["build_app"]
