"""What the log says of rows that it does not repeat: a digest of their values, to prove them unchanged."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256

from pipeline.logbook.audit_log import Json, canonical


def content_digest(rows: Iterable[Mapping[str, object]]) -> str:
    """SHA-256 of the rows in their order, each as canonical JSON of its columns that are not null.

    A column that a later revision adds, null in the rows of before, changes nothing.
    """
    spelled = [{name: _plain(value) for name, value in row.items() if value is not None} for row in rows]
    return sha256(canonical(spelled).encode()).hexdigest()


def _plain(value: object) -> Json:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, Iterable):
        return [_plain(one) for one in value]
    raise TypeError(f"a {type(value).__name__} has no one spelling")
