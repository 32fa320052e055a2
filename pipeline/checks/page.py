"""The manual's page of checks, from their docstrings: `python -m pipeline.checks.page > docs/checks.md`."""

import sys

from pipeline.checks.catalogue import CHECKS
from pipeline.checks.docstrings import read_docstring
from pipeline.checks.verdicts import Check

_HEAD = """\
# The checks

<!-- Written by `python -m pipeline.checks.page > docs/checks.md`; a test fails when it is stale. -->

A check finds one kind of contradiction: `I` inside one report, `X` from report to report, `R` between a
report and the register. It never guesses: where the material does not decide, it says so, and the run
counts it among what could not be judged.

The examples under each check are its tests. A line is a fact, or `report` with its month: the kind, then the
fact's required fields in their order, then the others by name. A report is published on the 7th of its month
with figures to the end of the month before, unless the line says otherwise; after `register` with its date
come the entries of that snapshot, and under `event` the dated lines of their timelines.

| code | name | severity | finds |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page as Markdown."""
    rows = "".join(_row(check) for check in CHECKS)
    return _HEAD + rows + "".join(_section(check) for check in CHECKS)


def _row(check: Check) -> str:
    finds = read_docstring(check.doc).finds
    return f"| [{check.code}](#{_anchor(check)}) | {check.name} | {check.severity} | {finds} |\n"


def _anchor(check: Check) -> str:
    return f"{check.code.lower()}-{check.name}"


def _section(check: Check) -> str:
    doc = read_docstring(check.doc)
    paragraphs = [
        f"## {check.code} {check.name}",
        f"*{check.severity}.* {doc.finds}",
        *doc.rule,
        f"**Why it matters.** {doc.why[:1].upper()}{doc.why[1:]}",
        f"**May be lawful.** {doc.lawful[:1].upper()}{doc.lawful[1:]}",
        f"**Not judged.** {doc.not_judged[:1].upper()}{doc.not_judged[1:]}",
        "This passes:",
        f"```\n{doc.passes}\n```",
        "This does not:",
        f"```\n{doc.fails}\n```",
        f"> {doc.says}",
    ]
    return "\n" + "\n\n".join(paragraphs) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
