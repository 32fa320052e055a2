"""Stored findings on standard output, in each of their formats."""

from collections.abc import Sequence
from json import dumps

from console.telling.findings_table import counted, findings_table, where
from console.telling.output import console
from pipeline.checks.finding import ReportEvidence
from pipeline.findings.stored import StoredFinding, evidence_to_json
from pipeline.findings.waivers import Waiver
from pipeline.logbook.audit_log import Entry
from pipeline.outputs.findings.lists import findings_csv, findings_json


def print_findings(stored: Sequence[StoredFinding], format: str) -> None:
    """All of them as a table, as JSON Lines, or as CSV with one row each."""
    if format == "json":
        print(findings_json(stored), end="", flush=True)
    elif format == "csv":
        print(findings_csv(stored), end="", flush=True)
    else:
        out = console()
        if stored:
            out.print(
                findings_table([one.finding for one in stored], ids=[one.fingerprint for one in stored])
            )
        out.print(f"{counted([one.finding for one in stored]).capitalize()}.")


def print_one(stored: StoredFinding) -> None:
    """One finding in full: its sentence, both sides, and every place it rests on."""
    finding, out = stored.finding, console()
    out.print(f"{finding.code} {finding.name} ({finding.severity}), {where(finding)}", style="bold")
    out.print(finding.message)
    out.print()
    for name, side in (("stated", finding.stated), ("expected", finding.expected)):
        out.print(f"{name.capitalize()}:  {dumps(side, ensure_ascii=False)}")
    for one in finding.evidence:
        if isinstance(one, ReportEvidence):
            which = f"SHA-256 {one.sha256}" if one.sha256 else "which file of that name is not known"
            out.print(
                f"Evidence: {one.document} ({which}), page {one.page}, box {list(one.bbox)}: {one.text}"
            )
        else:
            said = evidence_to_json(one)
            out.print(
                f"Evidence: {said['register']} of {said['snapshot']}, row {said['row']}, {said['field']}: "
                f"{said['text']}"
            )
    out.print()
    seen = f"first seen {stored.first_seen:%Y-%m-%d %H:%M}, last seen {stored.last_seen:%Y-%m-%d %H:%M} UTC"
    out.print(f"{stored.status.capitalize()}; {seen}. Fingerprint {stored.fingerprint}")
    out.print(f"As shown here, for --if-values: {stored.digest}")


def print_approved(stored: StoredFinding) -> None:
    """What somebody signed who approved the finding's waiver: its sentence, both sides, the waiver."""
    finding, out = stored.finding, console()
    out.print(finding.message)
    for name, side in (("stated", finding.stated), ("expected", finding.expected)):
        out.print(f"{name.capitalize()}:  {dumps(side, ensure_ascii=False)}")
    if stored.waiver:
        waiver = stored.waiver
        out.print(f"Approved: until {waiver.until} by {waiver.author}: {waiver.reason}")
    out.print(f"As it stands now, for --if-values: {stored.digest}")


def print_life(waivers: Sequence[Waiver], entries: Sequence[Entry]) -> None:
    """Its waivers, and every change in its life with who made it and when."""
    out = console()
    for waiver in waivers:
        out.print(f"Waiver until {waiver.until} by {waiver.author}: {waiver.reason}")
        approved = f"approved by {waiver.approver}" if waiver.approver else "not approved"
        ended = f"; ended {waiver.ended_at:%Y-%m-%d}: {waiver.ended_why}" if waiver.ended_at else ""
        out.print(f"  {approved}{ended}")
    for entry in entries:
        reason = entry.particulars.get("reason")
        said = f": {reason}" if reason else ""
        out.print(f"{entry.at:%Y-%m-%d %H:%M}  {entry.act} by {entry.actor}{said} (entry {entry.sequence})")
