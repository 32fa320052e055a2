"""`csrecon ingest`: read and store a few reports now."""

from console.options import Database, Files


def ingest(files: Files, database: Database = None) -> None:
    """Read and store a few reports now, without Prefect.

    A file that the record knows is not read again. A missing file is reported and left out; any other
    that cannot be read is stored as refused, with the reason. Exit status 3 when there was one.
    """
    from pathlib import Path

    from console.record import archive, now, to_write
    from console.telling.intake import end, tell_left_out
    from console.telling.progress import progress
    from extractors import VERSION
    from pipeline.logbook.run_log import record_run
    from pipeline.record.run_lock import run_lock
    from pipeline.reports.intake import Intake, Taken, tally
    from pipeline.sandbox import Sandbox
    from pipeline.settings import load_settings

    settings = load_settings(database=database)
    engine = to_write(settings)
    started = now()
    done: list[Taken] = []
    with (
        run_lock(engine, now=started),
        record_run(engine, "ingest", now=started) as run,
        Sandbox(1, settings.limits) as sandbox,
        progress("Reading", len(files)) as advance,
    ):
        intake = Intake(engine, archive(settings), sandbox, VERSION, started)
        for taken in intake.take(Path(file) for file in files):
            done.append(taken)
            run.counts = tally(done)
            run.quarantined |= taken.became == "refused"
            tell_left_out(taken)
            advance()
    end(tally(done), engine)
