"""A warm worker: `python -P -m pipeline.sandbox.worker` forks a child for each document it is sent.

It never looks into a document itself, so nothing in a document can harm it; when its parent goes away,
however that happened, it kills the child it has and ends.
"""

import gc
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from itertools import count
from json import dumps

from extractors.contract import NO_OWN_WORDS, Extraction, OwnVocabulary, Refusal, to_json
from pipeline.sandbox.child import Answerer, run_child
from pipeline.sandbox.confinement import Confinement, prepare
from pipeline.sandbox.limits import Limits
from pipeline.sandbox.wire import Ending, named, receive_document, receive_limits, send_ending

Reader = Callable[[bytes, str, OwnVocabulary], Extraction | Refusal]

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    """The worker's program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    gc.disable()  # what is imported stays; a child collects for itself
    streams = take_streams()
    import extractors.document  # noqa: F401 - here, so that no child spends its limits on imports
    from extractors import read

    serve(in_json(read), *streams, confinement=prepare(), warm_up=lambda: _warm_up(read))


def in_json(reader: Reader) -> Answerer:
    """A reader whose answer is the contract's JSON, with the document's words beside it."""

    def answer(data: bytes, request: str) -> bytes:
        filename, own = named(request)
        read = reader(data, filename, own)
        words = read.words if isinstance(read, Extraction) else ()
        return dumps(to_json(read) | {"words": words}, ensure_ascii=False, separators=(",", ":")).encode()

    return answer


def _warm_up(reader: Reader) -> None:
    """Reads a report of our own, so that what is imported or made once is there before a child copies it."""
    try:
        known = (files("samples") / "reports" / "2020-08.pdf").read_bytes()
    except (ImportError, OSError):  # without the samples at least the imports
        known = b""
    reader(known, "2020-08.pdf", NO_OWN_WORDS)


def serve(
    answerer: Answerer,
    requests: int,
    replies: int,
    *,
    confinement: Confinement,
    warm_up: Callable[[], None] = lambda: None,
) -> None:
    """Takes documents from one descriptor and prints their endings to the other until the first closes.

    Warms up before the second document: whoever has one only need not wait for it.
    """
    gc.freeze()  # a child's collector shall not copy the pages that it shares with us
    with os.fdopen(requests, "rb") as source, os.fdopen(replies, "wb") as target, suppress(BrokenPipeError):
        send_ending(target.write, Ending("exit", 0, 0), b"ready")
        target.flush()
        limits = receive_limits(source.read)
        for number in count(1):
            if limits is None or not (document := receive_document(source.read)):
                return
            if number == 2:
                warm_up()
                gc.collect()
                gc.freeze()
            request, data = document
            ended = _answer_in_child(answerer, data, request, limits, (requests, replies), confinement)
            del document, data
            if ended is None:
                return
            send_ending(target.write, *ended)
            target.flush()


def take_streams() -> tuple[int, int]:
    """Moves standard input and output out of the way, so that a stray print cannot break a frame."""
    kept = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return kept


def _answer_in_child(
    answerer: Answerer,
    data: bytes,
    request: str,
    limits: Limits,
    ours: tuple[int, int],
    confinement: Confinement,
) -> tuple[Ending, bytes] | None:
    """Forks a child for the document and waits for its end; None when the parent has gone meanwhile.

    `ours` are the descriptors to the parent: the child closes them, and the first tells when it goes.
    """
    answer_from, answer_to = os.pipe()
    worker = os.getpid()
    child = os.fork()
    if child == 0:
        for descriptor in (*ours, answer_from):
            os.close(descriptor)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        run_child(answerer, data, request, answer_to, limits, worker, confinement)
    os.close(answer_to)
    reason, answer = _listen(answer_from, ours[0], limits)
    os.close(answer_from)
    if reason is not None:
        os.kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    if reason == "gone":
        return None
    code, peak = os.waitstatus_to_exitcode(status), usage.ru_maxrss * _MAXRSS_UNIT
    if reason == "late":
        return Ending("late", 0, peak), b""
    if reason == "loud":
        return Ending("loud", 0, peak), b""
    return (Ending("exit", code, peak) if code >= 0 else Ending("signal", -code, peak)), answer


def _listen(answer_from: int, parent: int, limits: Limits) -> tuple[str | None, bytes]:
    """Collects the answer until the child closes it, or says why the child must be ended."""
    deadline = time.monotonic() + limits.seconds
    answer = bytearray()
    poll = select.poll()
    poll.register(answer_from, select.POLLIN)
    poll.register(parent, select.POLLHUP)
    while True:
        left = deadline - time.monotonic()
        events = dict(poll.poll(max(left, 0) * 1000))
        if parent in events:
            return "gone", b""
        if not events:
            return "late", b""
        piece = os.read(answer_from, 1 << 20)
        if not piece:
            return None, bytes(answer)
        answer += piece
        if len(answer) > limits.answer:
            return "loud", b""


if __name__ == "__main__":
    main()
