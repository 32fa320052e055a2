"""What a format of exported files is, and what all of them need."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import JSON, Boolean, Date, Float, Integer, Row, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from pipeline.outputs.tables.resources import Resource
from pipeline.record.tables.base import Instant

Rows = Iterable[Sequence[Row[Any]]]
Kind = Literal["string", "boolean", "integer", "number", "date", "datetime", "object"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what its files are called, how to read them, and `write`, from batches of rows to a file.

    `rule` tells a reader what the format's own description does not; `described` goes into the data
    package with each file.
    """

    suffix: str
    rule: str
    described: dict[str, Any]
    write: Callable[[Path, Resource, Rows], None]


def kind_of(type_: TypeEngine[Any]) -> Kind:
    """A column's type by its name in a data package."""
    if isinstance(type_, Instant):
        return "datetime"
    plain = type_.impl_instance if isinstance(type_, TypeDecorator) else type_
    kinds: dict[type[TypeEngine[Any]], Kind] = {
        String: "string",
        Boolean: "boolean",
        Integer: "integer",
        Float: "number",
        Date: "date",
        JSON: "object",
    }
    return next(kind for cls, kind in kinds.items() if isinstance(plain, cls))


def json_text(value: object) -> str:
    """A JSON value as text that can be encoded: half a surrogate pair stays an escape."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text) else json.dumps(value)
