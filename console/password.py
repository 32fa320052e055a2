"""Asking for a password: twice on a terminal, or one line of standard input; never on the command line."""

import sys
from getpass import getpass

from pipeline.basics.errors import UnusableInput


def new_password(name: str, from_stdin: bool) -> str:
    """The password that a person chose for this account. Raises UnusableInput where there is none to read."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UnusableInput(
            "There is no terminal to ask for the password at. Send it as a line of standard input: "
            "--password-stdin"
        )
    first = getpass(f"Password for {name}: ")
    if getpass("The same again: ") != first:
        raise UnusableInput("The two passwords are not the same. Nothing was changed.")
    return first
