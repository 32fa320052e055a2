"""Templates: text is always escaped, and a name that a template misspells is an error."""

from datetime import datetime
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_FOLDER = Path(__file__).parent


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"


_environment = Environment(
    loader=FileSystemLoader(_FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["moment"] = _moment


def page(request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """The template filled with these values and with what the request knows.

    `person` is who is signed in, or None; `csrf` the word that a form of theirs must bring back; `here`
    the path of the page.
    """
    known = {
        "person": getattr(request.state, "person", None),
        "csrf": getattr(request.state, "csrf", ""),
        "here": request.url.path,
    }
    return HTMLResponse(_environment.get_template(template).render(**known | values), status)
