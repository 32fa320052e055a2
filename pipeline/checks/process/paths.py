"""The paths of a modification: who votes on each, who decides, and which are quick; by date."""

from dataclasses import dataclass
from datetime import date

from extractors.contract import Decision
from pipeline.checks.process import parameters_by_date as dated

FINAL = ("approved", "rejected", "withdrawn")
# What ends or suspends a decision that was taken.
REOPENING = ("sent_back", "referred")


@dataclass(frozen=True, slots=True)
class Path:
    """A path: whose vote comes first (None: nobody's) and who decides; `quick` where stages take days."""

    name: str
    votes: str | None
    decides: str
    quick: bool


def path(name: str | None, on: date) -> Path | None:
    """The path of that name as it was on that day."""
    for row in dated.rows("paths", on):
        if row[0] == name:
            return Path(row[0], row[1] or None, row[2], row[3] == "yes")
    return None


def is_last_word(vote: Decision, on: date, known_path: str | None = None) -> bool | None:
    """Whether the decision is the one that counts on its path; None where the path is not known.

    A Change Board's approval under Authority Determination is a vote: the Authority decides.
    """
    if vote.body in ("authority", "proposer") or vote.governance == "fast_track":
        return True
    told = path(vote.governance or known_path, on)
    return None if told is None else told.decides == vote.body
