"""Templates of the papers: text is always escaped, and a name that a template misspells is an error."""

from base64 import b64encode
from datetime import datetime
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined


def render(template: str, **values: object) -> str:
    """The template of that name, filled."""
    return _environment().get_template(template).render(**values)


def source(template: str) -> str:
    """A template's own text, for what is put into a page as it stands."""
    loader = _environment().loader
    assert loader is not None
    return loader.get_source(_environment(), template)[0]


def allowed(script: str) -> str:
    """How a page's policy names the one script that may run."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("pipeline.outputs.findings"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["moment"] = _moment
    return made


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"
