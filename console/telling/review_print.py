"""What `csrecon review` prints: the queue, one item, what an answer changes."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from console.telling.output import console, print_json, table

if TYPE_CHECKING:
    from extractors.contract import Fact
    from pipeline.checks.finding import Finding
    from pipeline.review.answers import Kept
    from pipeline.review.effect import Change, ReportEffect
    from pipeline.review.model import Item

_SHOWN = 70


def item_to_json(item: "Item") -> dict[str, Any]:
    """An item as a JSON object."""
    said = asdict(item)
    said.pop("same")
    return {"id": item.id, **said}


def print_queue(items: Sequence["Item"]) -> None:
    """The queue as a table."""
    rows = [
        (
            item.id,
            item.kind,
            str(len({place.sha256 for place in item.places})),
            stake_of(item),
            _short(item.says),
            f"{item.suggestion.value} ({item.suggestion.score})" if item.suggestion else "",
        )
        for item in items
    ]
    console().print(table(("Item", "Kind", "Reports", "At stake", "Text", "Near"), rows))


def stake_of(item: "Item") -> str:
    """What depends on an item, in words."""
    said = ((item.held, "held back"), (item.facts, "in doubt"), (item.values, "values unread"))
    return ", ".join(f"{number} {what}" for number, what in said if number)


def print_item(item: "Item", fits: Sequence[str]) -> None:
    """One item with all its places, what it may mean and what can be said of it."""
    print(f"{item.id}  {item.kind}: {item.says}")
    print(f"At stake: {stake_of(item)}")
    for place in item.places:
        where = f"page {place.page}" if place.page else "the document"
        section = f", {place.section}" if place.section else ""
        print(f"  {place.period}  {place.document}, {where}{section}: {place.text}")
    if item.suggestion:
        near = item.suggestion
        print(f"Near: {near.value}, {near.score} of 100: {near.why}")
    if fits:
        print(f"Fits: {', '.join(fits)}")


def print_kept(kept: "Kept", format: str) -> None:
    """What an answer changes, report by report, and the number under which it is kept."""
    if format == "json":
        print_json(kept_to_json(kept))
        return
    effect = kept.effect
    print(f"{effect.read} documents read again; {len(effect.reports)} reports change.")
    for report in effect.reports:
        print(f"{report.period}  {report.document}: {_of_report(report)}")
        for change in report.changes:
            console().print(_change_line(change), style="red" if change.elsewhere else None, soft_wrap=True)
    _print_findings("comes", effect.come)
    _print_findings("goes", effect.go)
    if effect.elsewhere:
        console().print("Lines with ! change what this answer was not about.", style="red")
    if kept.number is None:
        print("Nothing was written.")
    else:
        print(f"This is answer {kept.number}, by which `csrecon review undo` takes it back.")


def kept_to_json(kept: "Kept") -> dict[str, Any]:
    """The same as a JSON object."""
    effect = kept.effect
    return {
        "answer": kept.number,
        "read": effect.read,
        "elsewhere": effect.elsewhere,
        "reports": [
            {
                "period": report.period,
                "document": report.document,
                "sha256": report.sha256,
                "refused": report.refused,
                "unread": {"before": report.unread[0], "after": report.unread[1]},
                "changes": [
                    {
                        "before": _fact(change.before),
                        "after": _fact(change.after),
                        "elsewhere": change.elsewhere,
                    }
                    for change in report.changes
                ],
            }
            for report in effect.reports
        ],
        "findings": {"come": [*map(_finding, effect.come)], "go": [*map(_finding, effect.go)]},
    }


def _of_report(report: "ReportEffect") -> str:
    before, after = report.unread
    if report.refused:
        return "it would be refused"
    return f"{before} words unread, then {after}" if before != after else f"{after} words unread, as before"


def _print_findings(what: str, findings: Iterable["Finding"]) -> None:
    for finding in findings:
        print(f"finding {what}: {finding.code} {finding.period} {finding.reference or ''} {finding.message}")


def _change_line(change: "Change") -> str:
    sign = "~" if change.before and change.after else "+" if change.after else "-"
    fact = change.fact
    values = " ".join(f"{name}={value}" for name, value in fact.values().items() if value not in (None, []))
    before = ""
    if change.before and change.after:
        old = change.before.values()
        changed = [f"{n} was {old[n]}" for n, v in change.after.values().items() if old.get(n) != v]
        before = f" ({', '.join(changed) or 'doubts ' + ','.join(change.before.doubts)})"
    return f"  {sign}{'!' if change.elsewhere else ' '}{fact.kind} p{fact.page} {values}{before}"


def _fact(fact: "Fact | None") -> dict[str, Any] | None:
    if fact is None:
        return None
    return {
        "id": fact.id,
        "kind": fact.kind,
        "section": fact.section,
        "page": fact.page,
        **fact.values(),
        "doubts": [*fact.doubts],
    }


def _finding(finding: "Finding") -> dict[str, Any]:
    return {
        "code": finding.code,
        "period": finding.period,
        "reference": finding.reference,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
    }


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
