"""The table of commands: what `csrecon --help` lists, in this order."""

from collections.abc import Callable

import typer

from console.commands import (
    audit,
    backfill,
    check,
    corrections,
    db,
    demo,
    deploy,
    doctor,
    document,
    documents,
    evidence,
    explain,
    export,
    extract,
    finding,
    findings,
    ingest,
    init,
    modification,
    nightly,
    reconcile,
    register,
    review,
    run,
    runs,
    serve,
    user,
    vocabulary,
)

# Plain help: Rich's takes a tenth of a second longer to print.
app = typer.Typer(
    name="csrecon",
    help="Reads monthly Change Status Reports into a database, and reconciles them with each other and "
    "with the modification register. `csrecon demo` shows how.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"csrecon {version('csrecon')}")
        raise typer.Exit


@app.callback()
def options(
    debug: bool = typer.Option(False, "--debug", help="Show a traceback where something fails."),
    version: bool = typer.Option(
        False, "--version", is_eager=True, callback=_tell_version, help="Print the version and end."
    ),
) -> None:
    """Takes the options that stand before the command; `console.main` looks at --debug itself."""


def _group(name: str, about: str) -> typer.Typer:
    group = typer.Typer(name=name, help=about, rich_markup_mode=None, no_args_is_help=True)
    app.add_typer(group)
    return group


def _add(parent: typer.Typer, name: str, command: Callable[..., None], example: str) -> None:
    parent.command(name, epilog=f"Example:  csrecon {example}")(command)


_add(app, "extract", extract.extract, "extract report.pdf --format json")
_add(app, "check", check.check, "check draft.pdf --register register.csv --fail-on error")
_add(app, "ingest", ingest.ingest, "ingest 2020-08.pdf")
_add(app, "backfill", backfill.backfill, "backfill reports/ --workers 4 --since 2018-11")
_register = _group("register", "Snapshots of the modification register.")
_add(_register, "load", register.load, "register load register.csv --as-of 2020-08-07")
_add(_register, "list", register.list_, "register list")
_add(_register, "remove", register.remove, "register remove 2020-08-07 --by Ann --reason misfiled")
_add(_register, "restore", register.restore, "register restore 2020-08-07 --by Ann --reason correct")
_add(_register, "diff", register.diff, "register diff 2020-08-07 2020-09-04")
_add(_register, "history", register.history, "register history MP102A")
_add(app, "reconcile", reconcile.reconcile, "reconcile --period 2020-08 --only I101,I105")
_add(app, "nightly", nightly.nightly, "nightly --inbox reports/ --register register.csv")
_add(app, "findings", findings.findings, "findings --severity error --period 2020-08")
_add(app, "explain", explain.explain, "explain I105")
_finding = _group("finding", "One finding, and what people do with it.")
_add(_finding, "show", finding.show, "finding show 3fa85f64")
_add(_finding, "ack", finding.ack, "finding ack 3fa85f64 --by Ann")
_add(
    _finding,
    "waive",
    finding.waive,
    "finding waive 3f --reason Typo --by Al --until 2026-12-31",
)
_add(_finding, "approve", finding.approve, "finding approve 3fa85f64 --by Bob")
_add(_finding, "reopen", finding.reopen, "finding reopen 3fa85f64 --by Ann")
_review = typer.Typer(rich_markup_mode=None)
app.add_typer(_review, name="review", callback=review.review, invoke_without_command=True)
_add(_review, "list", review.list_, "review list --kind column")
_add(_review, "show", review.show, "review show 4f58700853")
_add(_review, "means", review.means, "review means 4f58700853 outcome=approved --by Ann --try")
_add(_review, "nothing", review.nothing, "review nothing 4f58700853 --by Ann")
_add(_review, "later", review.later, "review later 4f58700853 --until 2030-01-31 --by Ann")
_add(
    _review,
    "correct",
    corrections.correct,
    "review correct a.pdf 6f1d outcome=deferred --reason typo",
)
_add(_review, "add", corrections.add, "review add a.pdf count=4 --page 6 --words 4 --reason gap")
_add(_review, "remove", corrections.remove, "review remove 2020-08.pdf 6f1d --by Ann --reason narrative")
_add(_review, "approve", corrections.approve, "review approve 3 --by Bob")
_add(_review, "reject", corrections.reject, "review reject 3 --by Bob --reason unfounded")
_add(_review, "corrections", corrections.list_, "review corrections --format json")
_add(_review, "undo", review.undo, "review undo 3 --by Ann --reason misread")
_vocabulary = typer.Typer(rich_markup_mode=None)
app.add_typer(_vocabulary, name="vocabulary", callback=vocabulary.vocabulary, invoke_without_command=True)
_add(_vocabulary, "list", vocabulary.list_, "vocabulary list --own")
_add(_vocabulary, "export", vocabulary.export, "vocabulary export own/")
_add(_vocabulary, "import", vocabulary.import_, "vocabulary import own/ --by Ann --try")
_add(_vocabulary, "approve", vocabulary.approve, "vocabulary approve --by Bob")
_modification = _group("modification", "One modification.")
_add(_modification, "show", modification.show, "modification show MP102A")
_add(app, "documents", documents.documents, "documents --status quarantined")
_document = _group("document", "One document, out of the questions and back in.")
_add(_document, "withdraw", document.withdraw, "document withdraw 2020-08.pdf --by Ann --reason draft")
_add(_document, "restore", document.restore, "document restore 2020-08.pdf --by Ann --reason final")
_add(app, "export", export.export, "export record/ --only documents,findings")
_add(app, "evidence", evidence.evidence, "evidence 3fa85f64 -o pack.zip")
_add(app, "runs", runs.runs, "runs")
_run = _group("run", "One run.")
_add(_run, "show", run.show, "run show 3")
_user = _group("user", "Accounts of the pages, and tokens of the API.")
_add(_user, "add", user.add, "user add Ann --role administrator")
_add(_user, "list", user.list_, "user list")
_add(_user, "disable", user.disable, "user disable Bob")
_add(_user, "enable", user.enable, "user enable Bob")
_add(_user, "role", user.role, "user role Bob approver")
_add(_user, "password", user.password, "user password Bob")
_add(_user, "token", user.token, "user token Bob --label nightly --days 30")
_add(_user, "tokens", user.tokens, "user tokens")
_add(_user, "revoke", user.revoke, "user revoke 1")
_audit = _group("audit", "The log of acts.")
_add(_audit, "verify", audit.verify, "audit verify")
_add(app, "serve", serve.serve, "serve --port 8080")
_db = _group("db", "The database: schema, health, copies.")
_add(_db, "upgrade", db.upgrade, "db upgrade")
_add(_db, "check", db.check, "db check")
_add(_db, "backup", db.backup, "db backup night.zip")
_add(app, "init", init.init, "init /srv/csrecon")
_add(app, "doctor", doctor.doctor, "doctor")
_add(app, "deploy", deploy.deploy, "deploy")
_add(app, "demo", demo.demo, "demo")
