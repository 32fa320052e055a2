"""A night told three ways: Markdown for Prefect, a page for people, JSON for programs.

What documents and registers say is escaped in all of them.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.basics.counted import counted
from pipeline.basics.whole_files import write_whole_file
from pipeline.nights.night import Night, NightFinding
from pipeline.reports.intake import Taken, tally

# What Markdown takes for its own: "[a link](javascript:…)", "| a cell", "<script>"
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|<>~&-])")

_WORDS = {"known": "already in the record"}


def write_pages(night: Night, folder: Path, address: str | None = None) -> Path:
    """Writes `2020-10-02T031500Z.md`, `.html` and `.json` into the folder; gives the page's path.

    `address` is where the auditor's pages answer: each finding then leads there, to its picture.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{night.began:%Y-%m-%dT%H%M%SZ}"
    if (folder / f"{stem}.html").exists():  # two nights of one second, as one that has nothing to do can be
        stem += f"-{night.run}"
    texts = {"md": markdown(night), "json": as_json(night), "html": page(night, address)}
    for suffix, text in texts.items():
        write_whole_file(folder / f"{stem}.{suffix}", text.encode())
    return folder / f"{stem}.html"


def summary(night: Night) -> list[str]:
    """The night in a few sentences."""
    counts = {became: number for became, number in tally(night.documents).items() if number}
    said = ", ".join(f"{number} {_WORDS.get(became, became)}" for became, number in counts.items())
    lines = [f"Register: {night.register}", f"Reports: {said or 'none found'}."]
    if night.findings is not None:
        f = night.findings
        standing = ", ".join(
            counted(number, severity, "info" if severity == "info" else None)
            for severity, number in f.open.items()
        )
        lines.append(
            f"Findings: {len(f.new)} new, {len(f.reopened)} reopened, {len(f.resolved)} resolved since"
            f" the night before; open: {standing}."
        )
        if f.lapsed:
            lines.append(f"Waivers lapsed: {len(f.lapsed)}.")
    if night.lapsing:
        first = night.lapsing[0].until
        lines.append(f"Waivers about to lapse: {len(night.lapsing)}, the first on {first:%-d %B %Y}.")
    lines += _problems(night)
    if not night.changed:
        lines.append("Nothing changed since the night before.")
    return lines


def _problems(night: Night) -> list[str]:
    return [f"Problem: {problem}" for problem in night.problems]


def _worst_first(night: Night) -> list[str]:
    """The same sentences, with what went wrong where the eye falls first."""
    problems = _problems(night)
    return problems + [line for line in summary(night) if line not in problems]


def markdown(night: Night) -> str:
    """The night as Markdown."""
    lines = [f"# Night of {night.began:%Y-%m-%d %H:%M} UTC", ""]
    lines += [f"- {_plain(line)}" for line in _worst_first(night)]
    if night.findings is not None:
        for title, some in _lists(night):
            if some:
                lines += ["", f"## {title}", "", "| Severity | Code | Month | Modification | What |"]
                lines += ["| --- | --- | --- | --- | --- |", *map(_finding_line, some)]
    if night.lapsing:
        lines += ["", "## Waivers about to lapse", ""]
        lines += [f"- {one.until}: {_plain(one.finding.message)}" for one in night.lapsing]
    if night.refused:
        lines += ["", "## Documents refused", ""]
        lines += [f"- {_plain(f'{name}: {why}')}" for name, why in _refusals(night.refused)]
    if drift := list(_drift(night.stored)):
        lines += ["", "## New wordings", ""]
        lines += [f"- {_plain(f'{name}, {where}: {what}')}" for name, where, what in drift]
    return "\n".join(lines) + "\n"


def as_json(night: Night) -> str:
    """The night as one JSON object."""
    return json.dumps(_tree(night), ensure_ascii=False, indent=1) + "\n"


def page(night: Night, address: str | None = None) -> str:
    """The night as one HTML page that needs nothing else; `address` as for `write_pages`."""
    environment = Environment(
        loader=PackageLoader("pipeline.nights"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("night.html").render(
        night=night,
        summary=_worst_first(night),
        lists=[(title, grouped(some)) for title, some in _lists(night)],
        address=address.rstrip("/") if address else None,
        refusals=_refusals(night.refused),
        drift=list(_drift(night.stored)),
    )


def _lists(night: Night) -> list[tuple[str, tuple[NightFinding, ...]]]:
    if night.findings is None:
        return []
    f = night.findings
    return [
        ("New findings", f.new),
        ("Reopened findings", f.reopened),
        ("Resolved findings", f.resolved),
        ("Lapsed waivers", f.lapsed),
    ]


def grouped(some: Iterable[NightFinding]) -> list[tuple[NightFinding, ...]]:
    """Findings that one cause is likely to have in common, side by side: the same check and modification.

    The groups, and the findings of each, are in the order in which they came: the gravest first.
    """
    groups: dict[tuple[str, str, str], list[NightFinding]] = {}
    for one in some:
        alone = "" if one.reference else one.fingerprint
        groups.setdefault((one.code, one.reference or "", alone), []).append(one)
    return [tuple(group) for group in groups.values()]


def _finding_line(f: NightFinding) -> str:
    cells = (f.severity, f.code, f.period, f.reference or "", f.message)
    return f"| {' | '.join(map(_plain, cells))} |"


def _refusals(refused: Iterable[Taken]) -> list[tuple[str, str]]:
    return [(one.path.name, one.refusal.message) for one in refused if one.refusal]


def _drift(stored: Iterable[Taken]) -> Iterable[tuple[str, str, str]]:
    for one in stored:
        for warning in one.warnings:
            where = f"page {warning.page}" if warning.page else "the whole document"
            yield one.path.name, where, warning.message


def _tree(night: Night) -> dict[str, Any]:
    f = night.findings
    return {
        "run": night.run,
        "began": night.began.isoformat(),
        "seconds": round(night.seconds, 1),
        "changed": night.changed,
        "register": {"said": night.register, "changed": night.register_changed},
        "documents": [_document(one) for one in night.documents if one.became != "known"],
        "known": sum(one.became == "known" for one in night.documents),
        "findings": None
        if f is None
        else {
            "new": [_finding(x) for x in f.new],
            "reopened": [_finding(x) for x in f.reopened],
            "resolved": [_finding(x) for x in f.resolved],
            "lapsed": [_finding(x) for x in f.lapsed],
            "open": f.open,
        },
        "problems": list(night.problems),
        "lapsing": [{"until": x.until.isoformat(), **_finding(x.finding)} for x in night.lapsing],
    }


def _finding(f: NightFinding) -> dict[str, Any]:
    return {
        "fingerprint": f.fingerprint,
        "code": f.code,
        "severity": f.severity,
        "period": f.period,
        "reference": f.reference,
        "message": f.message,
    }


def _document(one: Taken) -> dict[str, Any]:
    return {
        "filename": one.path.name,
        "outcome": one.became,
        "period": one.period,
        "refused": {"code": one.refusal.code, "message": one.refusal.message} if one.refusal else None,
        "pages": one.pages,
        "facts": one.facts,
        "unclaimed_words": one.unclaimed,
        "seconds": one.seconds,
        "warnings": [{"code": w.code, "page": w.page, "message": w.message} for w in one.warnings],
    }


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
