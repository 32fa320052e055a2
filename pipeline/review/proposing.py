"""What a person types, as a correction: the fact that is meant, and its fields by name."""

from collections.abc import Sequence
from dataclasses import MISSING
from dataclasses import fields as dataclass_fields
from datetime import date
from types import NoneType, UnionType
from typing import Literal, cast, get_args, get_origin, get_type_hints

from sqlalchemy import Connection

from extractors.contract import (
    FACT_TYPES,
    Evidence,
    Extraction,
    Fact,
    JsonObject,
    Section,
    Value,
    fact_of,
    words_in,
)
from pipeline.basics.errors import UnusableInput
from pipeline.reports.read_back import read_heads, whole
from pipeline.reports.undo import document_named
from pipeline.review.correcting import Proposal

_BY_KIND = {cls.kind: cls for cls in FACT_TYPES}
_SHARED = ("section", "evidence", "doubts")


def to_correct(connection: Connection, document: str, fact: str, said: Sequence[str]) -> Proposal:
    """The fact with these fields, each like `decided_on=2020-08-26`; `name=` empties one.

    Raises UnusableInput where no fact is meant, a field is none of its own, or nothing would change.
    """
    one, sha256 = _fact(connection, document, fact)
    fields = _fields(type(one), said)
    was = one.values()
    if all(was[name] == value for name, value in fields.items()):
        raise UnusableInput("The fact reads so already; nothing was written.")
    _tried(one.kind, one.section, one.evidence, was | fields)
    return Proposal(sha256, one.kind, one.section, one.evidence[0], was, fields)


def to_remove(connection: Connection, document: str, fact: str) -> Proposal:
    """The same fact as none at all."""
    one, sha256 = _fact(connection, document, fact)
    return Proposal(sha256, one.kind, one.section, one.evidence[0], one.values(), None)


def to_add(connection: Connection, document: str, page: int, words: str, said: Sequence[str]) -> Proposal:
    """A fact on words of a page: `kind=decision reference=MP103 outcome=approved …`.

    It stands where these words are unread or evidence of another fact; `section=…` says in which section
    where the page does not. Raises UnusableInput where the words stand nowhere on the page.
    """
    reading = _reading(connection, document)
    named = dict(_pair(one) for one in said)
    kind = _BY_KIND.get(named.pop("kind", ""))
    if kind is None:
        raise UnusableInput(f"Say which kind of fact it is: kind=… of {', '.join(sorted(_BY_KIND))}.")
    spot, section = _spot(reading, page, words)
    section = named.pop("section", section)
    fields = _fields(kind, [f"{name}={value}" for name, value in named.items()])
    made = _tried(kind.kind, section, (spot,), fields)
    return Proposal(reading.document.sha256 or "", kind.kind, made.section, spot, None, fields)


def _reading(connection: Connection, document: str) -> Extraction:
    sha256 = document_named(connection, document, withdrawn=False)
    found = whole(connection, read_heads(connection, sha256=sha256))
    if not found:
        raise UnusableInput(f"{document} could not be read as a report: it has no facts to correct.")
    return found[-1]


def _fact(connection: Connection, document: str, start: str) -> tuple[Fact, str]:
    reading = _reading(connection, document)
    fitting = [fact for fact in reading.facts if start and fact.id.startswith(start.lower())]
    if len(fitting) != 1:
        said = f"{len(fitting)} facts begin" if fitting else "No fact begins"
        raise UnusableInput(
            f"{said} with {start} in {document}, or it changed since it was shown; nothing was written. "
            "Its page on `csrecon serve` and `csrecon export` show the IDs."
        )
    return fitting[0], reading.document.sha256 or ""


def _spot(reading: Extraction, page: int, words: str) -> tuple[Evidence, str]:
    """The place on the page that holds these words, what is unread first, and its section."""
    wanted = set(words_in([words]))
    unread = [(Evidence(one.page, one.bbox, one.text), one.section) for one in reading.coverage.unclaimed]
    told = [(spot, fact.section) for fact in reading.facts for spot in fact.evidence]
    for spot, section in (*unread, *told):
        if spot.page == page and wanted and wanted <= set(words_in([spot.text])):
            return spot, section
    raise UnusableInput(f"These words stand in no text of page {page} that csrecon can point at: “{words}”.")


def _fields(kind: type[Fact], said: Sequence[str]) -> JsonObject:
    hints = {name: hint for name, hint in get_type_hints(kind).items() if name not in (*_SHARED, "kind")}
    fields: JsonObject = {}
    for name, value in map(_pair, said):
        if name not in hints:
            raise UnusableInput(f"A {kind.kind} has no field {name}. It has: {', '.join(hints)}.")
        fields[name] = _value(name, hints[name], value)
    if not fields:
        raise UnusableInput(f"Say what it should read: field=value. A {kind.kind} has: {', '.join(hints)}.")
    return fields


def _pair(said: str) -> tuple[str, str]:
    name, sign, value = said.partition("=")
    if not sign:
        raise UnusableInput(f"{said!r} is no field=value.")
    return name.strip(), value.strip()


def _value(name: str, hint: object, text: str) -> Value:
    """A field's value, as JSON has it."""
    choices = get_args(hint) if get_origin(hint) is UnionType or NoneType in get_args(hint) else (hint,)
    if not text:
        if NoneType in choices:
            return None
        raise UnusableInput(f"{name} cannot be empty.")
    words = [word for choice in choices if get_origin(choice) is Literal for word in get_args(choice)]
    if words and text not in words:
        raise UnusableInput(f"{name} is one of {', '.join(map(str, words))}, not {text!r}.")
    try:
        if date in choices:
            return date.fromisoformat(text).isoformat()
        if float in choices:
            return float(text)
        if int in choices:
            return int(text)
    except ValueError:
        form = "a day like 2020-08-26" if date in choices else "a number"
        raise UnusableInput(f"{name} is {form}, not {text!r}.") from None
    if any(get_origin(choice) is tuple for choice in choices):
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _tried(kind: str, section: str, evidence: tuple[Evidence, ...], values: JsonObject) -> Fact:
    """The fact that would be, so that what it cannot be without is told now."""
    if section not in get_args(Section):
        raise UnusableInput(f"section is one of {', '.join(get_args(Section))}, not {section!r}.")
    needed = [
        f.name for f in dataclass_fields(_BY_KIND[kind]) if f.default is MISSING and f.name not in _SHARED
    ]
    missing = [name for name in needed if values.get(name) is None]
    if missing:
        raise UnusableInput(f"A {kind} needs more: {', '.join(f'{name}=…' for name in missing)}.")
    return fact_of(kind, cast(Section, section), evidence, values)
