"""Persons as the record names them: every act in the log has one."""

from unicodedata import category, normalize

from pipeline.basics.errors import UnusableInput
from pipeline.basics.lookalikes import look_alike, mixes_scripts

TOOL = "csrecon"  # the actor of what no person did


def person_named(name: str) -> str:
    """The name with single spaces. Raises UnusableInput where it is none, or looks like the tool's own."""
    said = " ".join(name.split())
    if not said:
        raise UnusableInput("This act needs a person's name.")
    if any(category(character).startswith("C") for character in said):
        raise UnusableInput("A person's name has no control characters.")
    if not any(character.isalnum() for character in said):
        raise UnusableInput(f"{said} is no person's name: it has no letter.")
    if mixes_scripts(said):
        raise UnusableInput(f"{said} mixes letters of several scripts that look alike. Write it in one.")
    if same_person(said, TOOL):
        raise UnusableInput(f"{TOOL} is the tool's own name in the log; give a person's.")
    return said


def folded(name: str) -> str:
    """What is the same for every spelling of a name: Ann, ann and Ａｎｎ are one person."""
    return normalize("NFKC", normalize("NFKC", name).casefold())


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's, or could be taken for it by whoever reads them.

    `A Auditor`, `auditor, a.` and `Auditor A` are one; so is a name with other letters that look the same.
    """
    return folded(one) == folded(other) or look_alike(one, other)
