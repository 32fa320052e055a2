"""From paths to extractions: opens each file without trusting it, and has the sandbox read it."""

import os
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from extractors.contract import Document, Extraction, Refusal, RefusalCode
from pipeline.sandbox import Limits, Sandbox

Outcome = tuple[Path, bytes | None, Extraction | Refusal]
_MB = 10**6


def read_files(paths: Sequence[Path], workers: int = 1, limits: Limits | None = None) -> Iterator[Outcome]:
    """Each path with its bytes (None where there are none to keep) and what came of it, in the order given.

    `workers` documents are read at once, each in a child process of its own.
    """
    # The sandbox closes first, so that threads left waiting for it end at once.
    with ThreadPoolExecutor(workers) as threads, Sandbox(workers, limits) as sandbox:
        ahead: deque[Future[Outcome]] = deque()
        for path in paths:
            ahead.append(threads.submit(read_file, path, sandbox))
            if len(ahead) > workers:  # a bounded look-ahead keeps the memory flat
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def read_file(path: Path, sandbox: Sandbox) -> Outcome:
    """One path with its bytes, if it has any that may be read, and what came of it."""
    data = open_bytes(path, sandbox.limits.size)
    if isinstance(data, Refusal):
        return path, None, data
    return path, data, sandbox.read(data, document_name(path))


def document_name(path: Path) -> str:
    """The file's name without its folders; bytes in it that are no UTF-8 are replaced."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def open_bytes(path: Path, limit: int) -> bytes | Refusal:
    """The file's bytes. Anything but a regular file of at most `limit` bytes is refused unread."""
    try:
        # Without O_NONBLOCK, opening a named pipe waits for a writer that may never come.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return _refuse(path, "no_such_file", f"There is no file {path}.")
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return _refuse(path, "no_such_file", f"{path} cannot be opened: {reason}.")
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        return _refuse(path, "not_a_pdf", f"{path.name} is {_kind(status.st_mode)}, not a file.")
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size > limit:
            said = f"{path.name} has {status.st_size / _MB:.0f} MB; at most {limit / _MB:.0f} MB are read."
            return _refuse(path, "too_large", said, status.st_size)
        try:
            return file.read(limit)
        except OSError as error:
            return _refuse(path, "damaged", f"{path} cannot be read: {error.strerror}.")


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a named pipe" if stat.S_ISFIFO(mode) else "a device or socket"


def _refuse(path: Path, code: RefusalCode, message: str, size: int | None = None) -> Refusal:
    shown = message.encode("utf-8", "replace").decode()
    return Refusal(Document(document_name(path), None, size), code, shown)
