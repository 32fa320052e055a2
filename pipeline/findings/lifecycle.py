"""What a run of the checks does to the findings: they open, are seen again, are resolved and open again.

A finding that is seen stays as a person left it; one that was resolved opens again. One that is no longer
seen is resolved, but only where this run would have seen it: its check ran, its month was in scope, and
the check did not say that it could not judge.

A waiver covers what it was written for. It lapses when its last day is over, when the finding is resolved
and when the values of either side change; the finding is open again then. Other stated values are another
finding: it says which waiver covered the values before.

A run need not have judged what nothing new affects: it carries over what the last judgement saw and could not
judge there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    delete,
    false,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    true,
    update,
)

from pipeline.basics.identity import identity
from pipeline.basics.persons import TOOL
from pipeline.checks import CheckOutcome, Finding
from pipeline.checks.scope import Months
from pipeline.findings.brought_back import Before, brought_back, take_up
from pipeline.findings.contents import contents_of, finding_content
from pipeline.findings.lasting import agree, become_one, carried_over, kept_names
from pipeline.findings.repeated import joined
from pipeline.findings.stored import evidence_rows, finding_row
from pipeline.findings.waivers import Waiver, WaiverEnd, end, in_force, rebind, values_digest
from pipeline.logbook.audit_log import Act, Json, append, hold
from pipeline.record.tables.audit import waivers
from pipeline.record.tables.base import among
from pipeline.record.tables.findings import finding_evidence, findings, run_findings, run_not_judged

# From the least to the most.
_SETTLED = ("open", "acknowledged", "waived", "resolved")


@dataclass(frozen=True, slots=True)
class Lapse:
    """A waiver that this run ended, and why."""

    waiver: Waiver
    why: WaiverEnd


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between what the record had and what this run saw, all by fingerprint.

    `seen` is what it saw where it judged, `contents` the digest of each; what was known with other words or
    places is `restated`.
    """

    seen: Mapping[str, Finding]
    contents: Mapping[str, str]
    restated: Collection[str]
    new: Collection[str]
    reopened: Collection[str]
    gone: Collection[str]
    lapsed: Collection[Lapse]


@dataclass(frozen=True, slots=True)
class _Known:
    """A finding as the record has it."""

    status: str
    code: str
    period: str
    reference: str | None
    first_seen: datetime

    @property
    def subject(self) -> tuple[str, str, str | None]:
        return _subject(self.code, self.period, self.reference)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a run looked: the months that each check judged, and the run whose judgement stands elsewhere."""

    scopes: Mapping[str, Months]
    elsewhere: int | None = None

    def at(self, one: _Known) -> bool:
        """Whether it would have seen that finding."""
        return one.code in self.scopes and one.period in self.scopes[one.code]

    def sql(self, code: Column[str], period: Column[str]) -> ColumnElement[bool]:
        """The same of columns. What is of no month (there is no report at all) was looked at by none."""
        alike: dict[Months, list[str]] = defaultdict(list)
        for name, scope in self.scopes.items():
            alike[scope].append(name)
        parts = [
            code.in_(sorted(names)) & or_(period.in_(sorted(scope.months)), *_since(scope, period))
            for scope, names in alike.items()
        ]
        return and_(period.is_not(None), or_(false(), *parts))


def _since(scope: Months, period: Column[str]) -> list[ColumnElement[bool]]:
    return [] if scope.since is None else [period >= scope.since]


def apply_run(
    connection: Connection, run_id: int, outcome: CheckOutcome, looked: Reach, now: datetime
) -> Changes:
    """Holds what a run saw against the findings, and writes what became of them, with its log entries.

    The transaction has the write lock throughout.
    """
    hold(connection)
    outcome = joined(connection, outcome, looked.scopes)
    lasting = kept_names(connection)
    named = {lasting.get(one.fingerprint, one.fingerprint): one for one in outcome.findings}
    known = _known(connection, looked, [name for name, one in named.items() if one.repeats])
    carried = _carry(connection, named, known, now)
    seen = {carried.get(name, name): finding for name, finding in named.items()}
    contents = {name: finding_content(finding) for name, finding in seen.items()}
    stood = contents_of(connection, [name for name in seen if name in known])
    unsaid = _Unsaid(outcome)
    gone = [
        name
        for name, one in known.items()
        if name not in seen and one.status != "resolved" and looked.at(one) and not unsaid.covers(one)
    ]
    changes = Changes(
        seen,
        contents,
        [name for name, content in stood.items() if content != contents[name]],
        [name for name in seen if name not in known],
        [name for name in seen if name in known and known[name].status == "resolved"],
        gone,
        list(_lapses(in_force(connection), seen, set(gone), now)),
    )
    _write_seen(connection, changes, known, now)
    uncovered = [
        one.waiver.fingerprint for one in changes.lapsed if known[one.waiver.fingerprint].status == "waived"
    ]
    back = brought_back(connection, changes.reopened, seen, now.date())
    _set_status(connection, [*(name for name in changes.reopened if name not in back), *uncovered], "open")
    for name, before in back.items():
        _set_status(connection, [name], before.status)
        if before.waiver is not None:
            take_up(connection, before.waiver)
    _set_status(connection, gone, "resolved")
    for lapse in changes.lapsed:
        end(connection, lapse.waiver, lapse.why, at=now)
    append(connection, _acts(changes, known, back), at=now)
    _note_run(connection, run_id, outcome, changes)
    if looked.elsewhere is not None:
        _carry_over(connection, run_id, looked, looked.elsewhere, now)
    return changes


def _carry(
    connection: Connection, named: Mapping[str, Finding], known: dict[str, _Known], now: datetime
) -> dict[str, str]:
    """The names that are kept, by those that are computed for the same findings now, each with its entry.

    A waiver goes on to cover what it covered where only the names of the values changed. Where several old
    findings become one, it stands as the least settled of them did, which `known` then has.
    """
    unknown = {name: finding for name, finding in named.items() if name not in known}
    unseen = known.keys() - named.keys()
    found = carried_over(connection, unknown, unseen)
    others = become_one(connection, found, unseen)
    covered = in_force(connection, waivers.c.fingerprint.in_([one.fingerprint for one in found.values()]))
    acts = []
    for computed, old in sorted(found.items()):
        finding, waiver = named[computed], covered.get(old.fingerprint)
        joins = others.get(computed, [])
        status = min((old.status, *(one.status for one in joins)), key=_SETTLED.index)
        payload: dict[str, Json] = {"status": status, "computed": computed}
        if joins:
            payload["joined"] = sorted(one.fingerprint for one in joins)
        if status != old.status:
            known[old.fingerprint] = replace(known[old.fingerprint], status=status)
            _set_status(connection, [old.fingerprint], status)
        if waiver and old.status == "waived" != status:
            end(connection, waiver, "reopened", at=now)
            lapsed: dict[str, Json] = {"status": status, "waiver": waiver.id, "why": "reopened"}
            acts.append(Act(TOOL, "lapsed", old.fingerprint, lapsed))
        elif (
            waiver
            and waiver.digest == values_digest(old.finding)
            and agree(old.finding.expected, finding.expected)
        ):
            payload |= {"waiver": waiver.id, "digest": values_digest(finding)}
            rebind(connection, waiver, values_digest(finding))
        acts.append(Act(TOOL, "carried", old.fingerprint, payload))
        renamed = update(findings).where(findings.c.fingerprint == old.fingerprint)
        connection.execute(renamed.values(computed=computed))
    append(connection, acts, at=now)
    return {computed: old.fingerprint for computed, old in found.items()}


def _known(connection: Connection, looked: Reach, also: Collection[str]) -> dict[str, _Known]:
    """The findings of the record where the run looked, these, and wherever else a waiver stands."""
    c = findings.c
    waived = select(waivers.c.fingerprint).where(waivers.c.ended_at.is_(None))
    where = (
        true()
        if looked.elsewhere is None
        else or_(
            looked.sql(c.code, c.period), c.fingerprint.in_(waived), among(connection, c.fingerprint, also)
        )
    )
    columns = (c.fingerprint, c.status, c.code, c.period, c.reference, c.first_seen)
    return {name: _Known(*rest) for name, *rest in connection.execute(select(*columns).where(where))}


class _Unsaid:
    """What the run could not judge, to ask of a finding whether it may still be there unseen."""

    def __init__(self, outcome: CheckOutcome) -> None:
        self._about: dict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
        for one in outcome.not_judged:
            self._about[one.code].add((one.period, one.reference))

    def covers(self, one: _Known) -> bool:
        about = self._about.get(one.code, ())
        return any((p, r) in about for p in (None, one.period) for r in (None, one.reference))


def _subject(code: str, period: str, reference: str | None) -> tuple[str, str, str | None]:
    return code, period, identity(reference) if reference else None


def _lapses(
    covered: Mapping[str, Waiver], seen: Mapping[str, Finding], gone: Collection[str], now: datetime
) -> Iterator[Lapse]:
    for name, waiver in covered.items():
        if name in gone:
            yield Lapse(waiver, "resolved")
        elif name in seen and values_digest(seen[name]) != waiver.digest:
            yield Lapse(waiver, "values")
        elif waiver.until < now.date():
            yield Lapse(waiver, "expired")


def _acts(changes: Changes, known: Mapping[str, _Known], back: Mapping[str, Before]) -> Iterator[Act]:
    """The log's entries, in the order of fingerprints: the same record gives the same log."""
    before: dict[tuple[str, str, str | None], list[Json]] = defaultdict(list)
    for lapse in changes.lapsed:
        if lapse.why == "resolved":
            name = lapse.waiver.fingerprint
            before[known[name].subject].append({"fingerprint": name, "waiver": lapse.waiver.id})
    for name in sorted(changes.new):
        found = changes.seen[name]
        payload: dict[str, Json] = {"status": "open", "code": found.code, "period": found.period}
        payload |= {"reference": found.reference, "stated": found.stated, "expected": found.expected}
        payload |= {"content": changes.contents[name]}
        if covered := before.get(_subject(found.code, found.period, found.reference)):
            payload["lapsed"] = covered
        yield Act(TOOL, "opened", name, payload)
    yield from _returns(changes, back)
    for name in sorted(changes.restated):
        status = _standing_after(name, changes, known, back)
        yield Act(TOOL, "restated", name, {"status": status, "content": changes.contents[name]})
    for name in sorted(changes.gone):
        yield Act(TOOL, "resolved", name, {"status": "resolved"})
    for lapse in sorted(changes.lapsed, key=lambda one: one.waiver.fingerprint):
        name = lapse.waiver.fingerprint
        status = known[name].status
        after = "resolved" if lapse.why == "resolved" else "open" if status == "waived" else status
        yield Act(TOOL, "lapsed", name, {"status": after, "waiver": lapse.waiver.id, "why": lapse.why})


def _returns(changes: Changes, back: Mapping[str, Before]) -> Iterator[Act]:
    """Of what was resolved and is found again: opened anew, or put back as it stood."""
    for name in sorted(changes.reopened):
        if name not in back:
            yield Act(TOOL, "reopened", name, {"status": "open"})
            continue
        payload: dict[str, Json] = {"status": back[name].status}
        if back[name].waiver is not None:
            payload["waiver"] = back[name].waiver
        yield Act(TOOL, "brought_back", name, payload)


def _standing_after(
    name: str, changes: Changes, known: Mapping[str, _Known], back: Mapping[str, Before]
) -> str:
    """The status of a finding that was seen, once it was reopened or brought back."""
    if name in back:
        return back[name].status
    return "open" if name in changes.reopened else known[name].status


def _write_seen(connection: Connection, changes: Changes, known: Mapping[str, _Known], now: datetime) -> None:
    """The words and the evidence of a known finding are those of the newest run.

    `known` has when each was first seen: a clock that was set back must not unmake the order.
    """
    seen = changes.seen
    fresh = [
        {"fingerprint": name, "status": "open", "first_seen": now, "last_seen": now} | finding_row(seen[name])
        for name in changes.new
    ]
    again = [{"key": name, "last_seen": max(now, known[name].first_seen)} for name in seen if name in known]
    restated = [{"key": name} | finding_row(seen[name]) for name in changes.restated]
    the_finding = findings.c.fingerprint == bindparam("key")
    if fresh:
        connection.execute(insert(findings), fresh)
    if again:
        connection.execute(update(findings).where(the_finding), again)
    if restated:
        connection.execute(update(findings).where(the_finding), restated)
        old = delete(finding_evidence).where(finding_evidence.c.fingerprint == bindparam("key"))
        connection.execute(old, [{"key": name} for name in changes.restated])
    anew = (*changes.new, *changes.restated)
    sides = [row for name in anew for row in evidence_rows(name, seen[name])]
    if sides:
        connection.execute(insert(finding_evidence), sides)


def _set_status(connection: Connection, names: Collection[str], status: str) -> None:
    if names:
        connection.execute(
            update(findings).where(findings.c.fingerprint == bindparam("key")).values(status=status),
            [{"key": name} for name in names],
        )


def _note_run(connection: Connection, run_id: int, outcome: CheckOutcome, changes: Changes) -> None:
    seen = [{"run_id": run_id, "fingerprint": name} for name in changes.seen]
    if seen:
        connection.execute(insert(run_findings), seen)
    unsaid = [
        {
            "run_id": run_id,
            "position": position,
            "code": one.code,
            "period": one.period,
            "reference": one.reference,
            "reason": one.reason,
        }
        for position, one in enumerate(outcome.not_judged)
    ]
    if unsaid:
        connection.execute(insert(run_not_judged), unsaid)


def _carry_over(connection: Connection, run_id: int, looked: Reach, elsewhere: int, now: datetime) -> None:
    """What the run did not look at is as the other run saw it: one statement for each table."""
    f, saw, unsaid = findings.c, run_findings.c, run_not_judged.c
    here = select(saw.fingerprint).where(saw.run_id == run_id)
    seen = (
        select(literal(run_id), saw.fingerprint)
        .join(findings, f.fingerprint == saw.fingerprint)
        .where(saw.run_id == elsewhere, not_(looked.sql(f.code, f.period)), saw.fingerprint.not_in(here))
    )
    connection.execute(insert(run_findings).from_select(["run_id", "fingerprint"], seen))
    last_seen = case((f.first_seen > now, f.first_seen), else_=literal(now, f.first_seen.type))
    connection.execute(update(findings).where(f.fingerprint.in_(here)).values(last_seen=last_seen))
    after = select(func.coalesce(func.max(unsaid.position), -1) + 1).where(unsaid.run_id == run_id)
    rest = (unsaid.code, unsaid.period, unsaid.reference, unsaid.reason)
    silent = select(literal(run_id), unsaid.position + after.scalar_subquery(), *rest).where(
        unsaid.run_id == elsewhere, not_(looked.sql(unsaid.code, unsaid.period))
    )
    names = ["run_id", "position", "code", "period", "reference", "reason"]
    connection.execute(insert(run_not_judged).from_select(names, silent))
