"""Templates: text is always escaped, and a name that a template misspells is an error."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.accounts import may
from pipeline.basics.persons import same_person

_FOLDER = Path(__file__).parents[1]
# What the record calls a thing, and what a reader calls it.
_WORDS = {
    "PA": "Preliminary Assessment",
    "IA": "Impact Assessment",
    "wd": "working days",
    "url": "link",
}


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"


def _words(name: str) -> str:
    """A name of the record as words: `duration_wd` is `duration, working days`."""
    if name.endswith("_wd"):
        return f"{name[:-3].replace('_', ' ')}, working days"
    return _WORDS.get(name, name.replace("_", " "))


def _value(value: object) -> str:
    """A value of the record as text."""
    if value is None:
        return "not said"
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value))
    if isinstance(value, dict):
        return "; ".join(f"{_words(str(name))}: {_value(one)}" for name, one in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def _many(number: int, one: str, several: str = "") -> str:
    """`1 finding`, `2,000 findings`."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


_environment = Environment(
    loader=FileSystemLoader(_FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {"moment": _moment, "words": _words, "value": _value, "many": _many}
_environment.globals |= {"may": may, "same_person": same_person}


def page(request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """The template filled with these values and with what the request knows.

    `person` is who is signed in, or None; `csrf` the word that a form of theirs must bring back; `guarded`
    whether accounts were made, None where nobody asked; `here` the path of the page; `address` the page's
    own address with some of its choices changed.
    """
    known: dict[str, object] = {
        "person": getattr(request.state, "person", None),
        "csrf": getattr(request.state, "csrf", ""),
        "guarded": getattr(request.state, "guarded", None),
        "here": request.url.path,
        "address": _changer(request),
    }
    return HTMLResponse(_environment.get_template(template).render(**known | values), status)


def _changer(request: Request) -> Callable[..., str]:
    """Gives the page's address with choices changed; a choice that becomes None falls away."""
    own = dict(request.query_params)

    def address(path: str = request.url.path, **changed: object) -> str:
        chosen = {name: value for name, value in (own | changed).items() if value not in (None, "")}
        return f"{path}?{urlencode(chosen)}" if chosen else path

    return address
