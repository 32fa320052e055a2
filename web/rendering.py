"""Templates: text is always escaped, and a name that a template misspells is an error."""

from datetime import datetime
from pathlib import Path

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


def page(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """The template filled with these values."""
    return HTMLResponse(_environment.get_template(template).render(**values), status)
