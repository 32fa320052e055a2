"""What a reading process gives up before it looks at a document, where the kernel can take it.

No file but the program's own and the fonts, no network, no process, no signal to others, no shared memory.
Elsewhere the limits alone hold.
"""

import ctypes
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pipeline.sandbox import landlock, seccomp

_PR_SET_NO_NEW_PRIVILEGES = 38
_OWN = ("extractors", "pipeline", "samples")
# Where PDFium looks for the fonts that a document names and does not bring.
_FONTS = ("/usr/share/fonts", "/usr/share/X11/fonts", "/usr/local/share/fonts")


@dataclass(frozen=True, slots=True)
class Confinement:
    """What is ready to be put in force: the descriptor of Landlock's rules, and whether seccomp is there."""

    rules: int | None
    calls: bool


NONE = Confinement(None, False)


def prepare() -> Confinement:
    """Made once by a worker, for all its children."""
    calls = seccomp.known_machine()
    if calls:
        seccomp.filter_of(seccomp.machine(), 0)  # reads the table, which a child shall not
    return Confinement(landlock.ruleset(_readable()), calls)


def confine(ready: Confinement) -> tuple[str, ...]:
    """Puts it in force in this process, for good. The names of what the kernel took."""
    if ready == NONE:
        return ()
    _give_up_privileges()
    taken = []
    if ready.rules is not None and landlock.restrict(ready.rules):
        taken.append("Landlock")
    if ready.calls and seccomp.restrict():
        taken.append("seccomp")
    return tuple(taken)


def _give_up_privileges() -> None:
    """So that no program could gain any; without it the kernel takes nothing from an unprivileged process."""
    ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def in_force() -> tuple[str, ...]:
    """What this kernel takes of a process, tried in one of its own."""
    program = f"from {__name__} import confine, prepare; print(*confine(prepare()))"
    command = (sys.executable, "-P", "-c", program)
    tried = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    return tuple(tried.stdout.split()) if tried.returncode == 0 else ()


def _readable() -> list[Path]:
    """What is imported late and what PDFium may need; none of it tells of the user."""
    python = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    own = [find_spec(name) for name in _OWN]
    folders = [folder for spec in own if spec for folder in spec.submodule_search_locations or ()]
    return [Path(folder) for folder in (*python, *folders, *_FONTS)]
