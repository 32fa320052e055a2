"""What one document may cost."""

from dataclasses import asdict, dataclass
from json import dumps, loads

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document. Together with the parent they stay under 1.5 GiB and 60 seconds.

    `size` and `memory` are in bytes; `memory` bounds the child's address space, of which the imported
    libraries take a quarter. `seconds` bounds wall clock and CPU alike; `answer` is the largest result.
    """

    size: int = 100 * MIB
    memory: int = 1100 * MIB
    seconds: int = 40
    files: int = 64
    answer: int = 128 * MIB

    def to_text(self) -> str:
        """The limits as JSON."""
        return dumps(asdict(self))

    @staticmethod
    def from_text(text: str) -> "Limits":
        """The limits that `to_text` wrote."""
        return Limits(**loads(text))
