"""The corrections as a list: what each sets right, who says so, and whether it counts."""

from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Literal

from sqlalchemy import Connection, select

from extractors.contract import JsonObject
from pipeline.record.tables.corrections import corrected_facts, correction_acts, corrections
from pipeline.record.tables.documents import document_names
from pipeline.record.tables.standing_reports import issues

# `lapsed`: approved, but a better reading agrees with it, or another text stands there now.
State = Literal["waiting", "counts", "lapsed", "rejected", "taken back"]


@dataclass(frozen=True, slots=True)
class ListedCorrection:
    """A correction; `was` are the fact's fields as read, `fields` those that it sets, None where
    there are none.
    """

    number: int
    state: State
    correction: str
    by: str
    at: datetime
    approved_by: str | None
    document: str
    sha256: str
    page: int
    kind: str
    text: str
    was: JsonObject | None
    fields: JsonObject | None
    reason: str

    @property
    def says(self) -> str:
        """What it does, in a line."""
        if self.fields is None:
            return f"no {self.kind.replace('_', ' ')}: “{self.text}”"
        if self.was is None:
            return f"{self.kind} " + ", ".join(f"{n}={v}" for n, v in self.fields.items())
        return f"{self.kind} " + ", ".join(
            f"{name} {value!r}, read as {self.was[name]!r}" for name, value in self.fields.items()
        )


def is_correction(connection: Connection, number: int) -> bool:
    """Whether a correction has this number."""
    return connection.execute(select(1).where(corrections.c.number == number)).first() is not None


def listed_corrections(connection: Connection) -> list[ListedCorrection]:
    """All of them, the newest first."""
    a, n = correction_acts.c, document_names.c
    acts: dict[int, dict[str, str]] = {}
    for row in connection.execute(select(correction_acts).order_by(a.at)):
        acts.setdefault(row.correction, {})[row.act] = row.actor
    spoken = issues().c
    laid = set(
        connection.scalars(
            select(corrected_facts.c.correction).where(corrected_facts.c.extraction_id.in_(select(spoken.id)))
        )
    )
    names = dict(connection.execute(select(n.sha256, n.filename).order_by(n.filename.desc())).tuples().all())
    query = select(corrections).order_by(corrections.c.number.desc())
    return [
        ListedCorrection(
            row["number"],
            _state(acts.get(row["number"], {}), row["number"] in laid),
            row["correction"],
            row["actor"],
            row["at"],
            acts.get(row["number"], {}).get("approve"),
            names.get(row["sha256"], row["sha256"][:12]),
            row["sha256"],
            row["page"],
            row["kind"],
            row["text"],
            None if row["was"] is None else loads(row["was"]),
            None if row["fields"] is None else loads(row["fields"]),
            row["reason"],
        )
        for row in connection.execute(query).mappings()
    ]


def _state(acts: dict[str, str], laid: bool) -> State:
    if "reject" in acts:
        return "rejected"
    if "undo" in acts:
        return "taken back"
    if "approve" not in acts:
        return "waiting"
    return "counts" if laid else "lapsed"
