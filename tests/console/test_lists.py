"""What the listings have in common: IDs, lists with commas, unknown words, empty answers, plain text."""

import json
from pathlib import Path

import pytest

from console.telling.plain import escaped, plain
from samples import REPORTS

pytestmark = pytest.mark.xdist_group("record")


def test_a_finding_is_listed_with_the_id_that_the_acts_take(csrecon, record: Path) -> None:
    table = csrecon("findings", "--code", "I105", "--period", "2020-08", folder=record).out
    [line] = [line for line in table.splitlines() if "I105" in line]
    shown = csrecon("finding", "show", line.split()[0], "--format", "json", folder=record).objects()
    assert [one["code"] for one in shown] == ["I105"]


def test_a_document_is_listed_with_the_id_that_its_acts_take(csrecon, record: Path) -> None:
    table = csrecon("documents", folder=record).out
    [line] = [line for line in table.splitlines() if "2020-08.pdf" in line]
    digests = [one["sha256"] for one in csrecon("documents", "--format", "json", folder=record).objects()]
    assert sum(digest.startswith(line.split()[0]) for digest in digests) == 1


def test_a_superseded_document_names_what_took_its_place(csrecon, tmp_path: Path) -> None:
    report = (REPORTS / "2020-08.pdf").read_bytes()
    (tmp_path / "first.pdf").write_bytes(report)
    (tmp_path / "second v2.pdf").write_bytes(report + b"\n% again\n")
    assert csrecon("ingest", "first.pdf", "second v2.pdf", folder=tmp_path).status == 0
    rows = csrecon("documents", "--format", "json", folder=tmp_path).objects()
    standing = {one["status"]: one["sha256"] for one in rows}
    table = csrecon("documents", "--status", "superseded", folder=tmp_path).out
    assert f"superseded by {standing['stored'][:8]}" in table


def test_lists_have_commas(csrecon, record: Path) -> None:
    def codes(*arguments: str) -> set[str]:
        found = csrecon("findings", "--format", "json", *arguments, folder=record).objects()
        return {one["code"] for one in found}

    assert codes("--code", "I104,i105") == {"I104", "I105"}
    months = ("--period", "2020-07,2020-08")
    assert codes(*months) == codes(*months, "--severity", "error,warning,info")
    assert codes("--status", "open,resolved", "--code", "I105") == codes("--status", "all", "--code", "I105")
    every = csrecon("documents", "--format", "json", folder=record).out
    some = csrecon("documents", "--status", "stored,superseded", "--format", "json", folder=record).out
    assert some == every


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["findings", "--code", "I105,I999"], "no check I999"),
        (["findings", "--status", "open,shut"], "--status cannot be shut. It is one of open"),
        (["findings", "--severity", "grave"], "--severity cannot be grave"),
        (["findings", "--period", "2020-08,August"], "August is no month"),
        (["documents", "--status", "lost"], "--status cannot be lost"),
        (["reconcile", "--only", "I105,Q1"], "no check Q1"),
        (["export", "out", "--only", "documents,nonsense"], "no table nonsense"),
        (["run", "show", "4711"], "There is no run 4711"),
    ],
)
def test_an_unknown_word_is_wrong_usage(csrecon, record: Path, arguments: list[str], said: str) -> None:
    ran = csrecon(*arguments, folder=record)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_run_is_shown(csrecon, record: Path) -> None:
    runs = csrecon("runs", "--format", "json", folder=record).objects()
    number = next(run["id"] for run in runs if run["kind"] == "reconcile")
    [shown] = csrecon("run", "show", number, "--format", "json", folder=record).objects()
    assert (shown["id"], shown["status"]) == (number, "completed")
    assert shown["changed"]["opened"] >= len(shown["opened"]) > 0
    assert {one["code"] for one in shown["not_judged"]}
    table = csrecon("run", "show", number, folder=record).out
    assert f"Run {number}: reconcile, completed" in table
    assert shown["opened"][0]["fingerprint"][:8] in table


def test_an_export_of_some_tables_is_whole_by_itself(csrecon, record: Path, tmp_path: Path) -> None:
    assert csrecon("export", tmp_path, "--only", "documents, document_names", folder=record).status == 0
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    names = {one["name"] for one in package["resources"]}
    assert names == {"documents", "document_names"}
    referred = [
        key["reference"]["resource"]
        for one in package["resources"]
        for key in one["schema"].get("foreignKeys", [])
    ]
    assert set(referred) <= names
    assert csrecon("export", tmp_path / "b", "--only", "document_names", folder=record).status == 0
    alone = json.loads((tmp_path / "b" / "datapackage.json").read_text(encoding="utf-8"))
    assert "foreignKeys" not in alone["resources"][0]["schema"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plain – words “quoted”\n\tand more", "plain – words “quoted”\n\tand more"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("a\rb\x08c\x9b31m", "a\\x0db\\x08c\\x9b31m"),
        ("invoice\u202efdp.exe", "invoice\\u202efdp.exe"),
    ],
)
def test_what_commands_a_terminal_is_spelt_out(text: str, said: str) -> None:
    assert plain(text) == said
    assert json.loads(escaped(json.dumps({"a": text}, ensure_ascii=False))) == {"a": text}


def test_a_files_name_cannot_command_the_terminal(csrecon, tmp_path: Path) -> None:
    (tmp_path / "bad\x1b[2J\u202e.pdf").write_text("Dear Panel")
    ran = csrecon("ingest", "bad\x1b[2J\u202e.pdf", folder=tmp_path)
    assert ran.status == 3
    said = ran.out + ran.err
    for format in ("table", "json"):
        said += csrecon("documents", "--format", format, folder=tmp_path).out
    assert not {"\x1b", "\u202e"} & set(said)
