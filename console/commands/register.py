"""`csrecon register`: snapshots of the modification register."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from console.options import AllowPrivate, ByOrLogin, Database, Scope, Shrunk, TableOrJson

_CHANGE = ("reference", "change", "field", "before", "after")
First = Annotated[str, typer.Argument(metavar="A", help="The earlier snapshot: its day, or digest.")]
Second = Annotated[str, typer.Argument(metavar="B", help="The later snapshot.")]
Snapshot = Annotated[str, typer.Argument(metavar="SNAPSHOT", help="Its day, or the start of its digest.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for whoever reads the log.")]
Until = Annotated[
    str | None,
    typer.Option("--as-of", metavar="YYYY-MM-DD", help="What held on this day of the register."),
]
KnownOn = Annotated[
    str | None,
    typer.Option("--known-on", metavar="YYYY-MM-DD", help="Only what was loaded by the end of this day."),
]
TableJsonOrCsv = Annotated[
    Literal["table", "json", "csv"], typer.Option("--format", help="Lines for people or for programs.")
]

if TYPE_CHECKING:
    from pipeline.register.snapshots.write import LoadedSnapshot


def load(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="A file, a folder of saved pages or an http(s) address."),
    ],
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="YYYY-MM-DD",
            help="The day that it shows; else the file's name, where that is a date, or today.",
        ),
    ] = None,
    scope: Scope = None,
    format: Annotated[
        Literal["auto", "csv", "json", "xlsx", "html"], typer.Option("--format", help="What the file is.")
    ] = "auto",
    allow_private: AllowPrivate = None,
    shrunk: Shrunk = None,
    pause: Annotated[
        float | None,
        typer.Option("--pause", metavar="SECONDS", help="Between two requests to a site; else a second."),
    ] = None,
    database: Database = None,
) -> None:
    """Store a snapshot of the register. All of it can be read, or nothing is stored."""
    from console.arguments import day_of
    from console.record import archive, now, tell_head, to_write
    from console.telling.output import note
    from pipeline.record.run_lock import run_lock
    from pipeline.register.fetching.addresses import is_address, parse
    from pipeline.register.files.read import read_source
    from pipeline.register.from_web import Unchanged, load_from_web
    from pipeline.register.snapshots.write import store_source
    from pipeline.settings import load_settings

    day = day_of(as_of, "--as-of")
    settings = load_settings(
        database=database, scope=scope, shrunk=shrunk, allow_private=allow_private, pause=pause
    )
    # Before the database is made: a source that cannot be used leaves nothing behind.
    if is_address(source):
        parse(source)
        read = None
    else:
        read = read_source(source, format, settings.scope)
    engine = to_write(settings)
    started = now()
    with run_lock(engine, now=started):
        done = (
            store_source(engine, read, as_of=day, etag=None, shrunk=settings.shrunk, now=started)
            if read
            else load_from_web(
                engine,
                archive(settings),
                source,
                as_of=day,
                format=format,
                scope=settings.scope,
                allow_private=settings.allow_private,
                shrunk=settings.shrunk,
                pause=settings.pause,
                tell=_tell,
                now=started,
            )
        )
    if isinstance(done, Unchanged):
        print(f"{done.source}: unchanged since {done.since:%Y-%m-%d %H:%M}, nothing stored.")
        return
    for line in done.set_aside:
        note(line)
    print(f"{done.source}: {_what(done)}, {_said(done)}.")
    tell_head(engine)


def _tell(had: int, of_all: int) -> None:
    """Progress over a site, now and then."""
    from console.telling.output import note

    if had % 25 == 0:
        note(f"{had} of {of_all} pages")


def _said(done: "LoadedSnapshot") -> str:
    if done.new:
        return "stored"
    if done.removed:
        return "removed by a person and left out; `csrecon register restore` brings it back"
    if done.confirms:
        return f"unchanged since {done.confirms}; that day is kept as confirmed"
    return "already in the record"


def remove(snapshot: Snapshot, reason: Why, by: ByOrLogin = None, database: Database = None) -> None:
    """Take a wrongly loaded snapshot out of the questions. It stays, marked, and the log says why."""
    from console.record import now, person, tell_head, to_change
    from pipeline.register.snapshots.undo import remove as remove_snapshot
    from pipeline.settings import load_settings

    engine = to_change(load_settings(database=database))
    head = remove_snapshot(engine, snapshot, by=person(by), reason=reason, now=now())
    print(f"{head.source}, {head.as_of} ({head.sha256[:8]}): removed. `csrecon reconcile` judges without it.")
    tell_head(engine)


def restore(snapshot: Snapshot, reason: Why, by: ByOrLogin = None, database: Database = None) -> None:
    """Put a removed snapshot back."""
    from console.record import now, person, tell_head, to_change
    from pipeline.register.snapshots.undo import restore as restore_snapshot
    from pipeline.settings import load_settings

    engine = to_change(load_settings(database=database))
    head = restore_snapshot(engine, snapshot, by=person(by), reason=reason, now=now())
    print(f"{head.source}, {head.as_of} ({head.sha256[:8]}): restored. `csrecon reconcile` judges with it.")
    tell_head(engine)


def _what(done: "LoadedSnapshot") -> str:
    """`62 modifications as of 2020-08-07`, `42 pages of 31 days, 2016-05-31 to 2023-06-29`."""
    from pipeline.basics.counted import counted

    if done.scope == "whole":
        return f"{counted(done.entries, 'modification')} as of {done.as_of}"
    if len(done.days) == 1:
        return f"a part of the register, {counted(done.entries, 'modification')} as of {done.as_of}"
    return (
        f"a part of the register, {counted(done.entries, 'page')} of {counted(len(done.days), 'day')}, "
        f"{done.days[0]} to {done.as_of}"
    )


def list_(
    as_of: Until = None,
    known_on: KnownOn = None,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """List the stored snapshots, oldest first."""
    from console.arguments import day_of, end_of
    from console.record import to_read
    from console.telling.output import console, print_json, table
    from pipeline.register.snapshots.read_back import list_snapshots
    from pipeline.settings import load_settings

    until, known = day_of(as_of, "--as-of"), end_of(known_on, "--known-on")
    rows = list_snapshots(to_read(load_settings(database=database)), until=until, as_of=known)
    if format == "json":
        for row in rows:
            print_json(
                {
                    "as_of": row.as_of.isoformat(),
                    "source": row.source,
                    "format": row.format,
                    "scope": row.scope,
                    "sha256": row.sha256,
                    "learned_at": row.learned_at.isoformat(),
                    "entries": row.entries,
                    "removed": row.removed,
                    "confirmed_on": row.confirmed_on.isoformat() if row.confirmed_on else None,
                }
            )
        return
    lines = [
        (
            str(r.as_of),
            r.source,
            "removed" if r.removed else r.scope,
            str(r.entries),
            f"{r.learned_at:%Y-%m-%d %H:%M}",
            str(r.confirmed_on or ""),
            r.sha256[:8],
        )
        for r in rows
    ]
    console().print(table(("As of", "Source", "Scope", "Entries", "Learned", "Confirmed", "Digest"), lines))


def diff(earlier: First, later: Second, format: TableJsonOrCsv = "table", database: Database = None) -> None:
    """Tell what changed from one snapshot to another: modifications that came or went, and fields.

    A snapshot is named by its day or by the start of its digest, as `register list` shows them.
    """
    from dataclasses import asdict

    from console.record import to_read
    from console.telling.output import console, note, print_csv, print_json, table
    from pipeline.register.snapshots.diff import changes
    from pipeline.register.snapshots.read_back import find_snapshot
    from pipeline.settings import load_settings

    engine = to_read(load_settings(database=database))
    before, after = find_snapshot(engine, earlier), find_snapshot(engine, later)
    if "part" in (before.scope, after.scope):
        note("A part of the register is compared: what it lacks is not told as added or removed.")
    found = [asdict(one) for one in changes(before, after)]
    if format == "json":
        for one in found:
            print_json(one)
    elif format == "csv":
        print_csv(_CHANGE, [[one[name] for name in _CHANGE] for one in found])
    elif found:
        headings = [name.capitalize() for name in _CHANGE]
        console().print(table(headings, [[one[name] or "" for name in _CHANGE] for one in found]))
    else:
        print(f"Nothing changed from {before.as_of} to {after.as_of}.")


def history(
    reference: Annotated[str, typer.Argument(metavar="REF", help="A modification, as MP102A.")],
    as_of: Until = None,
    known_on: KnownOn = None,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Show what the register said of a modification, and from and until when.

    Each line is a field that changed; as JSON, each is a version with the day it ended on. DP, MP and
    SECMP forms are one modification; its parts are named.
    """
    from dataclasses import asdict
    from json import dumps, loads

    from console.arguments import day_of, end_of
    from console.record import to_read
    from console.telling.output import console, note, print_json, table
    from extractors.values.references import canonical
    from pipeline.basics.errors import UnusableInput
    from pipeline.register.entries import RegisterEntry
    from pipeline.register.snapshots.diff import fields_changed
    from pipeline.register.snapshots.history import family
    from pipeline.register.snapshots.history import history as versions_of
    from pipeline.register.snapshots.read_back import read_snapshots
    from pipeline.settings import load_settings

    day, known = day_of(as_of, "--as-of"), end_of(known_on, "--known-on")
    asked = canonical(reference)
    if asked is None:
        raise UnusableInput(f"{reference} is no modification's reference. Write it as MP102A.")
    snapshots = read_snapshots(to_read(load_settings(database=database)), as_of=known)
    versions = [one for one in versions_of(snapshots, asked) if day is None or one.holds(day)]
    if related := family(snapshots, asked):
        note(f"See also {', '.join(related)}.")
    if not versions:
        note(f"The register has nothing of {asked}{f' on {day}' if day else ''}.")
    if format == "json":
        for one in versions:
            print_json(loads(dumps(asdict(one), default=str, ensure_ascii=False)))
    elif versions:
        lines, last = [], RegisterEntry(reference=asked, row=0)
        for one in versions:
            place = f"{one.source}, row {one.entry.row}"
            lines += [
                (str(one.since), change.field or "", change.after or "", place)
                for change in fields_changed(last, one.entry)
            ]
            last = one.entry
        gone = versions[-1].until
        lines += [(str(gone), "", "not in the register any more", "")] if gone and day is None else []
        console().print(table(("Since", "Field", "Value", "Source"), lines))
