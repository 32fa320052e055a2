"""The whole way from PDF to findings on the sample reports, leaving nothing behind."""

from pathlib import Path
from tempfile import TemporaryDirectory

from console.record import now, to_read
from console.running.backfill import run_backfill
from console.telling.findings_table import counted as by_severity
from console.telling.findings_table import findings_table
from console.telling.intake import summary
from console.telling.output import console
from pipeline.basics.counted import counted
from pipeline.findings.stored import list_findings
from pipeline.judging.reconcile import reconcile
from pipeline.register.snapshots.write import store_register
from pipeline.settings import load_settings
from samples import REGISTER, REPORTS

_MONTH = "2020-08"  # the one report that is not made up
_REPORT = f"{_MONTH}.pdf"


def run_demo() -> None:
    """Prints each step as it is done, then the findings of the real report and what to try next."""
    out = console()
    out.rule("csrecon demo", align="left")
    with TemporaryDirectory(prefix="csrecon-demo-") as folder:
        settings = load_settings(database=f"sqlite:///{folder}/csrecon.db")
        settings.archive = Path(folder, "archive")
        counts = run_backfill([str(REPORTS)], settings)
        out.print(f"Reports      {summary(counts)}")
        engine = to_read(settings)
        for source in sorted(REGISTER.iterdir()):
            loaded = store_register(engine, str(source), as_of=None, now=now())
            out.print(f"Register     {counted(loaded.entries, 'modification')} as of {loaded.as_of}.")
        done = reconcile(engine, period=None, only=None, now=now())
        out.print(f"Checks       {counted(done.seen, 'finding')} in {counted(done.reports, 'report')}.")
        found = [one.finding for one in list_findings(engine, period=_MONTH)]
        engine.dispose()
    out.print()
    out.print(f"What the August 2020 report contradicts: {by_severity(found)}", style="bold")
    out.print(findings_table(found))
    out.print("What to try next", style="bold")
    out.print(
        "  csrecon check your-report.pdf            what is wrong with one report, before it is published"
    )
    out.print("  csrecon extract your-report.pdf          every fact of it, with its place on the page")
    out.print("  csrecon backfill folder-of-reports       a record of your own, in csrecon.db")
    out.print("  csrecon register load register.csv       the register to hold it against")
    out.print("  csrecon reconcile && csrecon findings    what contradicts what")
