"""`csrecon explain`: what a check finds, what may lawfully explain it, and its examples."""

from typing import Annotated

import typer


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A check, such as I101, X202 or R303.")],
) -> None:
    """Say what a check finds, and what may lawfully explain it."""
    from textwrap import fill

    from pipeline.basics.errors import UnusableInput
    from pipeline.checks import CHECKS
    from pipeline.checks.docstrings import read_docstring

    check = next((one for one in CHECKS if one.code == code.strip().upper()), None)
    if check is None:
        known = ", ".join(one.code for one in CHECKS)
        raise UnusableInput(f"There is no check {code}. The checks are {known}.")
    doc = read_docstring(check.doc)
    told = [
        f"{check.code} {check.name} ({check.severity})",
        doc.finds,
        *doc.rule,
        f"Why it matters: {doc.why}",
        f"May be lawful: {doc.lawful}",
        f"Not judged: {doc.not_judged}",
    ]
    print("\n\n".join(fill(text, 96, break_on_hyphens=False, break_long_words=False) for text in told))
    for heading, example in (("This passes:", doc.passes), ("This does not:", doc.fails)):
        print(f"\n{heading}\n\n" + "\n".join(f"    {line}" for line in example.splitlines()))
    print("\n" + fill(f"It says: {doc.says}", 96, break_on_hyphens=False, break_long_words=False))
