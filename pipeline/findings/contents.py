"""What a finding says, as one digest: the log bears it, and so whoever changes a word is found out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection, select

from pipeline.checks import Finding
from pipeline.findings.stored import evidence_rows, finding_row
from pipeline.logbook.contents import content_digest
from pipeline.record.tables.base import among
from pipeline.record.tables.findings import finding_evidence, findings, run_findings

# A finding's name and its life, of which the log's entries tell one by one.
_LIFE = ("fingerprint", "status", "first_seen", "last_seen", "computed")
_AT_ONCE = 1000


def finding_content(finding: Finding) -> str:
    """The digest of all that a check said: its columns but for its life, and its evidence in order."""
    return _digest(finding_row(finding), evidence_rows("", finding))


def contents_of(connection: Connection, fingerprints: Collection[str]) -> dict[str, str]:
    """The digests of these findings as their tables have them."""
    return dict(_contents(connection, fingerprints))


def all_contents(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every finding of the record with its digest, by fingerprint."""
    return _contents(connection, None)


def seen_in(connection: Connection, run: int) -> str:
    """The digest of which findings a run saw."""
    query = select(run_findings.c.fingerprint).where(run_findings.c.run_id == run)
    return seen_digest(connection.scalars(query))


def seen_digest(fingerprints: Iterable[str]) -> str:
    """The digest of a set of findings."""
    return content_digest({"fingerprint": name} for name in sorted(fingerprints))


def _contents(connection: Connection, fingerprints: Collection[str] | None) -> Iterator[tuple[str, str]]:
    f, e = findings.c, finding_evidence.c
    rows, sides = select(findings).order_by(f.fingerprint), select(finding_evidence)
    if fingerprints is not None:
        rows = rows.where(among(connection, f.fingerprint, fingerprints))
        sides = sides.where(among(connection, e.fingerprint, fingerprints))
    places: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for side in connection.execute(sides.order_by(e.fingerprint, e.ordinal)).mappings():
        places[side["fingerprint"]].append(dict(side))
    with connection.execute(rows.execution_options(yield_per=_AT_ONCE)) as found:
        for row in found.mappings():
            name = row["fingerprint"]
            yield name, _digest(dict(row), places.pop(name, ()))


def _digest(row: Mapping[str, object], sides: Iterable[Mapping[str, object]]) -> str:
    said = {name: value for name, value in row.items() if name not in _LIFE}
    places = ({name: value for name, value in side.items() if name != "fingerprint"} for side in sides)
    return content_digest([said, *places])
