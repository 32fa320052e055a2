"""The frames between a worker and its parent: JSON or raw bytes, length first. Never pickle."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from json import dumps, loads
from struct import calcsize, pack, unpack
from typing import Literal

from extractors.contract import OwnVocabulary
from pipeline.sandbox.limits import Limits

_LENGTH = ">Q"

Read = Callable[[int], bytes]
Write = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended. `code` is its exit status or signal; `peak` its largest resident size in bytes.

    `late` was killed at the wall clock's limit, `loud` for an answer larger than allowed.
    """

    how: Literal["exit", "signal", "late", "loud"]
    code: int
    peak: int


def request_for(filename: str, own: OwnVocabulary) -> str:
    """What is asked of a reader: the document's name, and the own words by which to read it."""
    return f"{filename}\0{own.to_text()}"  # no file name has a zero byte


def named(request: str) -> tuple[str, OwnVocabulary]:
    """The name and the words of such a request."""
    filename, _, own = request.partition("\0")
    return filename, OwnVocabulary.from_text(own)


def send_document(write: Write, request: str, data: bytes) -> None:
    """Parent to worker: one document, with its name or what is wanted of it."""
    _send(write, request.encode("utf-8", "surrogateescape"))
    _send(write, data)


def receive_document(read: Read) -> tuple[str, bytes] | None:
    """The next request and its document's bytes; None when the parent has gone."""
    name = _receive(read)
    data = None if name is None else _receive(read)
    return None if name is None or data is None else (name.decode("utf-8", "surrogateescape"), data)


def send_limits(write: Write, limits: Limits) -> None:
    """Parent to worker, once: what each document may cost."""
    _send(write, limits.to_text().encode())


def receive_limits(read: Read) -> Limits | None:
    """What each document may cost; None when the parent has gone."""
    text = _receive(read)
    return None if text is None else Limits.from_text(text.decode())


def send_ending(write: Write, ending: Ending, answer: bytes) -> None:
    """Worker to parent: how the child ended, and what it printed."""
    _send(write, dumps(asdict(ending)).encode())
    _send(write, answer)


def receive_ending(read: Read) -> tuple[Ending, bytes] | None:
    """How the child ended and what it printed; None when the worker has gone."""
    ending = _receive(read)
    answer = None if ending is None else _receive(read)
    return None if ending is None or answer is None else (Ending(**loads(ending)), answer)


def _send(write: Write, data: bytes) -> None:
    write(pack(_LENGTH, len(data)))
    write(data)


def _receive(read: Read) -> bytes | None:
    head = _exactly(read, calcsize(_LENGTH))
    return None if head is None else _exactly(read, unpack(_LENGTH, head)[0])


def _exactly(read: Read, size: int) -> bytes | None:
    data = read(size)
    return data if len(data) == size else None
