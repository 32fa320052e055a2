"""The little language of the checks' examples, read into reports and snapshots.

One line says `report MONTH`, `unclaimed`, `register DATE` or a fact or entry: the kind, its required
fields in their order, then `name=value` pairs. `event REFERENCE DATE TEXT` is a line of the entry's timeline.
`register DATE since DATE` begins with the entries of the earlier snapshot, so that a series of registers is
only told once.
"""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, timedelta
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest

from extractors.contract import FACT_TYPES, Coverage, Document, Evidence, Extraction, Fact, Header, Unclaimed
from pipeline.basics.identity import identity
from pipeline.checks import CheckOutcome, run_checks
from pipeline.register.entries import RegisterEntry, RegisterEvent, RegisterSnapshot

DATA = Path(__file__).parent / "data" / "checks"

_KINDS = {cls.kind: cls for cls in FACT_TYPES}
_HINTS = {cls: get_type_hints(cls) for cls in (*FACT_TYPES, Header, RegisterEntry)}
_NOT_IN_ORDER = ("section", "evidence", "doubts", "row", "code", "title", "period")
_SECTIONS = {
    "mention": "summary",
    "stage_count": "summary",
    "recommendation": "summary",
    "count_claim": "summary",
    "nil_return": "summary",
    "proposal_raised": "define",
    "meeting": "refine",
    "assessment": "refine",
    "assessment_summary": "refine",
    "decision": "opine",
    "proposal_timescale": "opine",
    "release_item": "releases",
}


@dataclass(frozen=True)
class Material:
    """What an example says: reports in order of issue, and snapshots."""

    reports: tuple[Extraction, ...]
    snapshots: tuple[RegisterSnapshot, ...]

    def check(self, *only: str, period: str | None = None) -> CheckOutcome:
        return run_checks(self.reports, self.snapshots, only=only or None, period=period)

    def codes(self, *only: str) -> list[tuple[str, str, str | None]]:
        return [(f.code, f.period, f.reference) for f in self.check(*only).findings]


class _Reader:
    def __init__(self) -> None:
        self.reports: list[Extraction] = []
        self.registers: dict[date, dict[str, RegisterEntry]] = {}
        self.in_register = False

    def read(self, text: str) -> Material:
        for line in text.splitlines():
            words = shlex.split(line, comments=True)
            if words:
                self._line(words[0], words[1:])
        snapshots = [
            RegisterSnapshot(as_of=on, source=f"{on}.json", sha256="0" * 64, entries=tuple(entries.values()))
            for on, entries in self.registers.items()
        ]
        return Material(tuple(self.reports), tuple(snapshots))

    def _line(self, kind: str, words: list[str]) -> None:
        if kind == "report":
            self.reports.append(_report(words, len(self.reports)))
        elif kind == "register":
            before = self.registers[date.fromisoformat(words[2])] if len(words) == 3 else {}
            self.registers[date.fromisoformat(words[0])] = dict(before)
        elif kind == "entry":
            self._entry(words)
        elif kind == "event":
            self._event(*words)
        elif kind == "unclaimed":
            values = _values(None, words)
            place = _evidence(int(values["page"]), len(self.reports[-1].coverage.unclaimed), values["says"])
            unread = Unclaimed(place.page, place.bbox, place.text, values.get("section", "summary"))
            report = self.reports[-1]
            coverage = replace(report.coverage, unclaimed=(*report.coverage.unclaimed, unread))
            self.reports[-1] = replace(report, coverage=coverage)
        else:
            report = self.reports[-1]
            fact = _fact(_KINDS[kind], words, len(report.facts))
            self.reports[-1] = replace(report, facts=(*report.facts, fact))

    def _entry(self, words: list[str]) -> None:
        entries = list(self.registers.values())[-1]
        values = _values(RegisterEntry, words)
        key = identity(values["reference"])
        row = entries[key].row if key in entries else len(entries) + 1
        entries[key] = RegisterEntry(row=row, **values)

    def _event(self, reference: str, on: str, text: str) -> None:
        entries = list(self.registers.values())[-1]
        if identity(reference) not in entries:
            self._entry([reference])
        entry = entries[identity(reference)]
        line = RegisterEvent(happened_on=date.fromisoformat(on), text=text)
        entries[identity(reference)] = replace(entry, events=(*entry.events, line))


def _report(words: list[str], place: int) -> Extraction:
    period, *rest = words
    first = date.fromisoformat(period + "-01")
    given = _values(Header, rest)
    header = Header(
        **{
            "code": "SEC",
            "title": f"Change Status Report – {first:%B %Y}",
            "period": period,
            "published_on": first.replace(day=7),
            "data_cut_off": first - timedelta(days=1),
            **given,
        }
    )
    # A later issue was set later.
    modified = f"2020-01-01T{place // 3600:02}:{place // 60 % 60:02}:{place % 60:02}Z"
    document = Document(f"{period}-{place}.pdf", f"{place:064x}", modified=modified)
    return Extraction(document, header, (), Coverage(0, {}, ()))


def _fact(cls: type[Fact], words: list[str], place: int) -> Fact:
    values = _values(cls, words)
    page, says = int(values.pop("page", 1)), values.pop("says", None)
    doubts = tuple(filter(None, values.pop("doubts", "").split(",")))
    section = values.pop("section", None) or _SECTIONS.get(cls.kind)
    if cls.kind == "consultation":
        section = "refine" if values["consultation"] == "refinement" else "opine"
    evidence = _evidence(page, place, says or " ".join(words))
    return cls(section=section, evidence=(evidence,), doubts=doubts, **values)


def _evidence(page: int, place: int, text: str) -> Evidence:
    return Evidence(page, (0.0, place * 10.0, 100.0, place * 10.0 + 9), text)


def _values(cls: type | None, words: list[str]) -> dict[str, Any]:
    """Bare words fill the required fields in order, the others are named; typed as the dataclass says."""
    hints = _HINTS[cls] if cls else {}
    required = iter(
        f.name for f in (fields(cls) if cls else ()) if f.default is MISSING and f.name not in _NOT_IN_ORDER
    )
    values: dict[str, Any] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not (equals and name.isidentifier()):
            name, text = next(required), word
        values[name] = _typed(hints.get(name, str), text)
    return values


def _typed(hint: Any, text: str) -> Any:
    kinds = set(get_args(hint)) or {hint}
    if text == "-" and NoneType in kinds:
        return None
    if date in kinds:
        return date.fromisoformat(text)
    if int in kinds and text.lstrip("-").isdigit():
        return int(text)
    if float in kinds:
        return float(text)
    if get_args(hint) == (str, ...):
        return tuple(text.split(","))
    return text


@pytest.fixture(scope="session")
def material() -> Callable[[str], Material]:
    """Reads an example."""
    return lambda text: _Reader().read(text)


@pytest.fixture(scope="session")
def series() -> Material:
    """Twelve months of reports with a register each, in which contradictions were planted."""
    return _Reader().read((DATA / "series.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def planted() -> Sequence[dict[str, str | None]]:
    """What was planted in the series, and what follows from that, by code, period and reference."""
    lines = (DATA / "planted.csv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")
    return [dict(zip(names, (v or None for v in line.split(",")), strict=True)) for line in lines[1:]]
