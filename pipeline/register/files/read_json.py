"""The register as JSON: a list of objects, or one object a line."""

import json
from dataclasses import replace
from typing import Any

from pipeline.basics.errors import UnusableInput
from pipeline.register.files.dates import UNDATED
from pipeline.register.files.decode import decode
from pipeline.register.files.headings import field_of
from pipeline.register.files.table import AskedScope, RegisterReading, Row, read_table

JsonObject = dict[str, Any]


class _Twice(ValueError):
    pass


def read_json(data: bytes, source: str, scope: AskedScope = "auto") -> RegisterReading:
    """The entries of a JSON file. Raises UnusableInput with row and field where it cannot be right."""
    text = decode(data, source)
    if not text.strip():
        raise UnusableInput(f"{source} is empty: there is nothing to load.")
    objects = _objects(text, source)
    headings = list(dict.fromkeys(name for item in objects for name in item))
    rows = [
        Row(number, [_text(item.get(name), source, number, name) for name in headings])
        for number, item in enumerate(objects, start=1)
    ]
    reading = read_table(source, headings, rows, scope)
    if len(objects) < 2 or text.lstrip()[:1] == "[" or reading.scope == "part":
        return reading
    listed = text.rstrip().count("\n") + 1 < len(objects)  # {"modifications": [{…}, {…}]}
    # A line is closed by its brace; that lines are missing after it would not show.
    return reading if listed else replace(reading, open_ended=True)


def _objects(text: str, source: str) -> list[JsonObject]:
    try:
        whole = _parse(text)
    except ValueError as problem:
        if isinstance(problem, json.JSONDecodeError) and problem.msg == "Extra data":
            return _lines(text, source)
        raise UnusableInput(f"{source} is no JSON: {problem}.") from problem
    except RecursionError as problem:
        raise UnusableInput(f"{source} is no register: its JSON is nested beyond all measure.") from problem
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list)]
        whole = lists[0] if len(lists) == 1 and len(whole) == 1 else [whole]
    if not isinstance(whole, list):
        raise UnusableInput(f"{source} holds no list of modifications.")
    return [_object(item, source, number) for number, item in enumerate(whole, start=1)]


def _lines(text: str, source: str) -> list[JsonObject]:
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(_object(_parse(line), source, number))
        except (ValueError, RecursionError) as problem:
            raise UnusableInput(f"{source}, row {number}: this line is no JSON: {problem}.") from problem
    return found


def _parse(text: str) -> object:
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    item = dict(pairs)
    if len(item) < len(pairs):
        raise _Twice("one object has the same field twice")
    return item


def _object(item: object, source: str, number: int) -> JsonObject:
    if not isinstance(item, dict):
        raise UnusableInput(f"{source}, row {number}: there is no object with fields, as a register has.")
    return item


def _text(value: object, source: str, number: int, name: str) -> str | None:
    """A field's value as it would be printed; what names no field is only set aside."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return str(value)
    if not value or field_of(name) is None:
        return None
    if field_of(name) == "timeline" and isinstance(value, list):
        return "\n".join(_event(item, source, number, name) for item in value)
    raise UnusableInput(f"{source}, row {number}, column {name}: a text is due here, not a structure.")


def _event(item: object, source: str, number: int, name: str) -> str:
    """One event of a timeline, `[day, text]` or an object with the two, as a line of text."""
    pair = list(item.values()) if isinstance(item, dict) else item
    if isinstance(pair, list) and len(pair) == 2:
        day, text = pair
        if (day is None or isinstance(day, str)) and isinstance(text, str) and text.strip():
            return f"{day or UNDATED} {' '.join(text.split())}"
    raise UnusableInput(f"{source}, row {number}, column {name}: an event is a day and a text.")
