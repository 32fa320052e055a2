"""One act on many findings: each by itself, so that one that cannot be does not hold up the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.basics.errors import UnusableInput
from pipeline.findings.acts import ChangedMeanwhile
from pipeline.findings.stored import FindingStatus, StoredFinding

MOST = 500  # findings in one request


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one finding: how it stands now, or why nothing was done.

    `now` is the finding as it is, where it is not what was shown.
    """

    fingerprint: str
    status: FindingStatus | None
    refused: str | None
    now: StoredFinding | None = None


def each(shown: Mapping[str, str], act: Callable[[str, str], StoredFinding]) -> list[Done]:
    """Does the act to each finding in the order given: by fingerprint, the digest of what was shown of it."""
    return [_one(name, digest, act) for name, digest in shown.items()]


def _one(name: str, digest: str, act: Callable[[str, str], StoredFinding]) -> Done:
    try:
        found = act(name, digest)
    except ChangedMeanwhile as problem:
        return Done(name, None, str(problem), problem.found)
    except UnusableInput as problem:
        return Done(name, None, str(problem))
    return Done(found.fingerprint, found.status, None)
