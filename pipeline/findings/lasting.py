"""Fingerprints that last: a finding whose meaning is the same keeps its name when another is computed for it.

What a fingerprint digests has changed and will again (which spellings are no difference, what a check calls
its values). A finding that the record has, and that no check names any more, is the one that a check names
anew where both say the same: today's digest of the old values is the new name; or both rest on one place of
one document, and what both say of it is the same. The record keeps the old name, for it is what people and
the log call it, and notes the name that is computed now. Of what was once a finding of each month and is one
now, the first of the old ones goes on, with all that was said of the others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from pipeline.basics.identity import identity
from pipeline.checks import Finding
from pipeline.checks.catalogue import REPEATED
from pipeline.checks.finding import RegisterEvidence, ReportEvidence, Side, normal
from pipeline.findings.stored import StoredFinding, read_findings
from pipeline.record.tables.base import among
from pipeline.record.tables.findings import findings


def kept_names(connection: Connection) -> dict[str, str]:
    """By the name that is computed now: the name of each finding that had another before."""
    c = findings.c
    query = select(c.computed, c.fingerprint).where(c.computed.is_not(None))
    return {row.computed: row.fingerprint for row in connection.execute(query)}


def carried_over(
    connection: Connection, unknown: Mapping[str, Finding], unseen: Collection[str]
) -> dict[str, StoredFinding]:
    """Those of the unknown findings, by their computed names, that the record has under another name.

    `unseen` are the names of what the record has and the run did not name.
    """
    if not unknown or not unseen:
        return {}
    codes = {finding.code for finding in unknown.values()}
    where = findings.c.code.in_(codes), among(connection, findings.c.fingerprint, unseen)
    old = sorted(read_findings(connection, *where), key=_worth)
    found: dict[str, StoredFinding] = {}
    for one in old:
        name = computed_now(one.finding)
        if name in unknown:
            found.setdefault(name, one)
    taken = {one.fingerprint for one in found.values()}
    rest = [one for one in old if one.fingerprint not in taken and computed_now(one.finding) not in unknown]
    return found | _by_place({n: f for n, f in unknown.items() if n not in found}, rest)


def become_one(
    connection: Connection, carried: Mapping[str, StoredFinding], unseen: Collection[str]
) -> dict[str, list[StoredFinding]]:
    """By the computed name of each carried finding: the others that are not over and are the same one now."""
    kept = {one.fingerprint for one in carried.values()}
    c = findings.c
    found: dict[str, list[StoredFinding]] = defaultdict(list)
    if not any(one.finding.code in REPEATED for one in carried.values()):
        return found
    where = c.code.in_(sorted(REPEATED)), c.status != "resolved", among(connection, c.fingerprint, unseen)
    for one in read_findings(connection, *where):
        name = computed_now(one.finding)
        if name in carried and one.fingerprint not in kept:
            found[name].append(one)
    return found


def computed_now(finding: Finding) -> str:
    """The fingerprint that a check gives today to what an old finding says."""
    return replace(finding, repeats=finding.code in REPEATED).fingerprint


def agree(one: Side | None, other: Side | None) -> bool:
    """Whether two sides say the same of all that both speak of, and speak of something in common."""
    if one is None or other is None:
        return one is other
    before, now = normal(one) or {}, normal(other) or {}
    common = before.keys() & now.keys()
    same = all(before[name] == now[name] for name in common)
    return same and any(before[name] is not None for name in common)


def _worth(one: StoredFinding) -> tuple[bool, str, str]:
    """What is not over goes first, then what is known longest."""
    return one.status == "resolved", one.first_seen.isoformat(), one.fingerprint


def _by_place(unknown: Mapping[str, Finding], old: Iterable[StoredFinding]) -> dict[str, StoredFinding]:
    """The pairs that rest on one place and agree, where neither has a second candidate."""
    alike: dict[tuple[str, str, str | None], list[StoredFinding]] = defaultdict(list)
    for one in old:
        alike[_subject(one.finding)].append(one)
    candidates = {
        name: [one for one in alike[_subject(finding)] if _is_same(one.finding, finding)]
        for name, finding in unknown.items()
    }
    claims: dict[str, int] = defaultdict(int)
    for several in candidates.values():
        for one in several:
            claims[one.fingerprint] += 1
    return {
        name: several[0]
        for name, several in candidates.items()
        if len(several) == 1 and claims[several[0].fingerprint] == 1
    }


def _subject(finding: Finding) -> tuple[str, str, str | None]:
    return finding.code, finding.period, identity(finding.reference) if finding.reference else None


def _is_same(one: Finding, other: Finding) -> bool:
    meets = any(_meet(here, there) for here in one.evidence for there in other.evidence)
    return meets and agree(one.stated, other.stated)


def _meet(one: ReportEvidence | RegisterEvidence, other: ReportEvidence | RegisterEvidence) -> bool:
    """Whether two places are one; boxes move a little from one extractor to the next."""
    if isinstance(one, ReportEvidence) and isinstance(other, ReportEvidence):
        known = one.sha256 and other.sha256
        same = one.sha256 == other.sha256 if known else one.document == other.document
        (left, top, right, bottom), (x0, y0, x1, y1) = one.bbox, other.bbox
        overlap = left < x1 and x0 < right and top < y1 and y0 < bottom
        return same and one.page == other.page and overlap
    return isinstance(one, RegisterEvidence) and one == other
