"""The entry point of `csrecon`: runs a command and turns whatever ends it into an exit status."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED = 130
FAILED = 70  # an error of the program itself, which the contract's statuses do not cover
# Not `ingest`: where everything is in the record it needs no reader.
_READERS = ("extract", "check")


def main() -> int:
    """Runs the command line. Every failure is one or two plain lines on standard error, unless --debug."""
    _speak_utf8()
    signal.signal(signal.SIGTERM, _stop)
    try:
        status = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        status = 0
    except OSError as problem:  # the output's disk is full: what is left in the buffers finds no room
        _forget_output()
        status = _explain(problem)
    return status


def _run() -> int:
    try:
        with _reader_ahead():
            from console.app import app

            app()
    except SystemExit as end:  # how Typer ends, whatever happened
        if isinstance(end.__context__, BrokenPipeError):
            raise BrokenPipeError from None
        status = end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        if "--debug" in sys.argv[1:2]:
            raise
        return _explain(error)
    if status == INTERRUPTED:
        _say("Interrupted. Everything finished so far is kept; the same command goes on from there.")
    return status


@contextmanager
def _reader_ahead() -> Iterator[None]:
    """Where a command always reads documents, their reader starts while the command line is imported."""
    if next((word for word in sys.argv[1:] if not word.startswith("-")), None) not in _READERS:
        yield
        return
    from pipeline.sandbox import end_ahead, start_ahead

    start_ahead()
    try:
        yield
    finally:
        end_ahead()


def _explain(error: Exception) -> int:
    from pipeline.basics.errors import CsreconError, OutOfReach, is_full

    if isinstance(error, CsreconError):
        _say(str(error))
        return error.status
    if isinstance(error, OSError) and is_full(error):
        where = error.filename or "The disk or the output"
        _say(f"{where} is full: {error.strerror}. Everything finished so far is kept; make room, try again.")
        return OutOfReach.status
    said = " ".join(str(error).split())[:300]
    _say(f"Something failed that should not: {type(error).__name__}: {said}")
    _say("Run it again as `csrecon --debug …` and report what that prints.")
    return FAILED


def _say(text: str) -> None:
    from console.telling.plain import plain

    print(plain(text), file=sys.stderr)


def _speak_utf8() -> None:
    """Whatever the locale: the contract's JSON is UTF-8, and a report's quotes and dashes are not ASCII."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def _forget_output() -> None:
    """Whoever read our output has gone; what is left in the buffers has no reader."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
