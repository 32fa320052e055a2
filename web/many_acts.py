"""One act on many findings: each by itself, so that one that cannot be does not hold up the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.basics.errors import UnusableInput
from pipeline.findings.stored import StoredFinding

MOST = 500  # findings in one request


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one finding: how it stands now, or why nothing was done."""

    fingerprint: str
    status: str | None
    refused: str | None


def each(fingerprints: Sequence[str], act: Callable[[str], StoredFinding]) -> list[Done]:
    """Does the act to each finding once, in the order given."""
    return [_one(name, act) for name in dict.fromkeys(fingerprints)]


def _one(name: str, act: Callable[[str], StoredFinding]) -> Done:
    try:
        found = act(name)
    except UnusableInput as problem:
        return Done(name, None, str(problem))
    return Done(found.fingerprint, found.status, None)
