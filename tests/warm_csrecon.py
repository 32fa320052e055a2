"""`csrecon` without its start: a process that has the modules imported and forks one of itself a command.

What a test gets is a process of its own all the same, with its own folder, environment, output and exit
status; only the second of imports is saved. Python's own start (hash seed, locale) is that of the first.
"""

import atexit
import gc
import json
import os
import pkgutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

SECONDS = 600  # then the command is killed by SIGALRM


class WarmCsrecon:
    """Runs commands, one after the other; `modules` are imported beforehand as well."""

    def __init__(self, environment: Mapping[str, str], modules: Sequence[ModuleType] = ()) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, *(module.__name__ for module in modules)],
            env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> "subprocess.CompletedProcess[bytes]":
        """One command, as `subprocess.run` gives it."""
        assert self._process.stdin
        assert self._process.stdout
        with TemporaryDirectory() as aside:
            out, err = Path(aside, "out"), Path(aside, "err")
            request = (list(arguments), str(folder), dict(environment), str(out), str(err))
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            status = int(self._process.stdout.readline())
            return subprocess.CompletedProcess(arguments, status, out.read_bytes(), err.read_bytes())

    def close(self) -> None:
        """Ends the process and waits for it."""
        self._process.communicate()


def _import_everything() -> None:
    """What commands import when they need it, but for Prefect, spaCy and the web, which few need."""
    for package in ("console", "pipeline"):
        folder = Path(str(import_module(package).__file__)).parent
        for found in pkgutil.walk_packages([str(folder)], f"{package}."):
            if ".migrations." not in found.name and not found.name.endswith((".worker", ".page", ".freeze")):
                import_module(found.name)


def _become(arguments: list[str], folder: str, environment: dict[str, str], out: str, err: str) -> None:
    signal.alarm(SECONDS)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for descriptor, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), descriptor)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["csrecon", *arguments]


def _leave(status: int) -> None:
    """Ends as Python does, but does not take every module apart."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def main() -> None:
    """Answers requests, lines of JSON, with the exit status of each, until standard input closes."""
    from console.main import main as csrecon

    _import_everything()
    for module in sys.argv[1:]:
        import_module(module)
    gc.collect()
    gc.freeze()  # else the first collection of each child copies all pages of what is imported
    asked = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    while line := asked.readline():
        child = os.fork()
        if child == 0:
            asked.close()
            answers.close()
            _become(*json.loads(line))
            _leave(csrecon())
        answers.write(b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main()
