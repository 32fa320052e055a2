"""How a child's end becomes an extraction or a refusal."""

import signal
from dataclasses import replace
from json import loads

from extractors.contract import Document, Extraction, Refusal, RefusalCode, from_json
from pipeline.sandbox.child import OUT_OF_MEMORY
from pipeline.sandbox.limits import MIB, Limits
from pipeline.sandbox.wire import Ending

_CRASHES = (signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGILL, signal.SIGTRAP)


def verdict_of(ending: Ending, answer: bytes, document: Document, limits: Limits) -> Extraction | Refusal:
    """The child's answer where it gave a whole one, or else the refusal that its end stands for."""
    if (ending.how, ending.code) == ("exit", 0):
        try:
            said = loads(answer)
            result = from_json(said)
            if isinstance(result, Extraction):
                return replace(result, words=tuple(said["words"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            return Refusal(document, "damaged", "The reader gave no usable answer for this file.")
        return _identified(result, document)
    code, message = reason_for(ending, answer, limits)
    return Refusal(document, code, message)


def _identified(result: Extraction | Refusal, document: Document) -> Extraction | Refusal:
    """A refusal with the digest and size that the parent knows filled in."""
    if isinstance(result, Extraction):
        return result
    seen = result.document
    told = (seen.pages, seen.producer, seen.modified, seen.version, seen.vocabulary)
    whole = Document(document.filename, document.sha256, document.bytes, *told)
    return Refusal(whole, result.code, result.message)


def reason_for(ending: Ending, answer: bytes, limits: Limits) -> tuple[RefusalCode, str]:
    """Why a child that did not end well gave no answer: the refusal code, and a sentence."""
    if ending.how == "late" or (ending.how == "signal" and ending.code == signal.SIGXCPU):
        return "time_limit", f"Reading this file took longer than {limits.seconds} seconds."
    if ending.how == "loud":
        return "damaged", "The reader's answer for this file is larger than any report's could be."
    if _ran_out_of_memory(ending, limits):
        return "memory_limit", f"Reading this file took more than {limits.memory // MIB} MiB of memory."
    if ending.how == "signal":
        return "damaged", f"The reader crashed on this file ({signal.strsignal(ending.code)})."
    name = answer.decode("ascii", "replace")[:80] or f"exit {ending.code}"
    return "damaged", f"The reader could not make sense of this file ({name})."


def _ran_out_of_memory(ending: Ending, limits: Limits) -> bool:
    if ending.how == "exit":
        return ending.code == OUT_OF_MEMORY
    # Under a cap on the address space C libraries die of a failed allocation as of a wild pointer;
    # how far the memory had grown tells the two apart.
    return ending.code == signal.SIGKILL or (ending.code in _CRASHES and ending.peak > limits.memory // 2)
