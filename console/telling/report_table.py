"""One extraction for people: what was read, how much of it, and what to look at."""

from collections import Counter

from console.telling.output import console
from console.telling.plain import plain
from extractors.contract import Extraction, Refusal


def print_report(result: Extraction | Refusal) -> None:
    """The report's header, its facts by kind, the word account and the warnings; or why it was refused."""
    from rich import box
    from rich.table import Table

    out = console()
    out.print()
    out.print(plain(result.document.filename), style="bold")
    if isinstance(result, Refusal):
        out.print(f"  refused ({result.code}): {plain(result.message)}")
        return
    header, coverage = result.report, result.coverage
    about = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 2))
    about.add_row("Report", plain(f"{header.title}, {header.period}"))
    about.add_row("Published", str(header.published_on or "not printed"))
    about.add_row("Figures up to", str(header.data_cut_off or "not printed"))
    about.add_row("Pages", str(result.document.pages))
    accounted = sum(coverage.by_role.values())
    about.add_row("Words", f"{coverage.words}, of which {coverage.words - accounted} unclaimed")
    out.print(about)
    kinds = Counter(fact.kind for fact in result.facts)
    sections = {kind: sorted({f.section for f in result.facts if f.kind == kind}) for kind in kinds}
    table = Table("Facts", "Number", "Sections", box=box.SIMPLE_HEAD)
    table.columns[1].justify = "right"
    for kind in sorted(kinds):
        table.add_row(kind, str(kinds[kind]), ", ".join(sections[kind]))
    out.print(table)
    for text in coverage.unclaimed:
        out.print(f"  unclaimed, page {text.page}: {plain(text.text)}")
    for warning in result.warnings:
        place = f", page {warning.page}" if warning.page else ""
        out.print(f"  warning {warning.code}{place}: {plain(warning.message)}")
