"""Telling people that a night changed something: a command of theirs, or one of Prefect's blocks."""

import asyncio
import inspect
import shlex
import subprocess

from pipeline.basics.errors import OutOfReach, UnusableInput

_COMMAND_SECONDS = 60


def by_command(command: str, night: str) -> None:
    """Runs a command, without a shell, with the night's JSON on its standard input.

    Raises UnusableInput where there is no such command, OutOfReach where it fails or takes a minute.
    """
    try:
        words = shlex.split(command)
        subprocess.run(  # noqa: S603 - the operator's own command, no shell
            words, input=night.encode(), timeout=_COMMAND_SECONDS, check=True, capture_output=True
        )
    except (ValueError, IndexError, FileNotFoundError, PermissionError) as problem:
        raise UnusableInput(f"The command {command!r} that tells of a night cannot be run.") from problem
    except subprocess.TimeoutExpired as problem:
        raise OutOfReach(f"The command {words[0]} did not end within {_COMMAND_SECONDS} s.") from problem
    except subprocess.CalledProcessError as problem:
        said = problem.stderr.decode(errors="replace").strip().splitlines()
        why = f": {said[-1][:200]}" if said else ""
        raise OutOfReach(f"The command {words[0]} ended with status {problem.returncode}{why}.") from problem


def by_block(name: str, subject: str, body: str) -> None:
    """Tells through a notification block of Prefect's, named `type/name`: Slack, e-mail, a webhook …

    Raises UnusableInput where there is no such block, OutOfReach where it cannot tell.
    """
    from prefect.blocks.abstract import NotificationBlock
    from prefect.blocks.core import Block

    try:
        block = Block.load(name)
    except ValueError as problem:
        raise UnusableInput(f"Prefect has no block {name}. See: prefect block ls") from problem
    if not isinstance(block, NotificationBlock):
        raise UnusableInput(f"Prefect's block {name} tells nobody anything; a notification block is needed.")
    try:
        with block.raise_on_failure():
            telling: object = block.notify(body, subject)
            if inspect.iscoroutine(telling):  # some blocks know only the asynchronous way
                asyncio.run(telling)
    except Exception as problem:  # each service has errors of its own
        said = str(problem).splitlines() or [type(problem).__name__]
        raise OutOfReach(f"Prefect's block {name} could not tell of the night: {said[0][:200]}") from problem
