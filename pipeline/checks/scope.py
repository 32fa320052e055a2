"""Which months a run of the checks judges; the others are known to it all the same."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Months:
    """Some months (`2020-08`), and every month from `since` on."""

    months: frozenset[str] = frozenset()
    since: str | None = None

    def __contains__(self, period: str) -> bool:
        return period in self.months or (self.since is not None and self.since <= period)

    def __bool__(self) -> bool:
        return bool(self.months) or self.since is not None

    def __or__(self, other: "Months") -> "Months":
        """The months of either."""
        begins = [one.since for one in (self, other) if one.since is not None]
        return EVERYTHING if "" in begins else Months(self.months | other.months, min(begins, default=None))


# How many reports before and after a month's own may tell of what happened in it.
MONTHS_AROUND = 2

NOTHING = Months()
EVERYTHING = Months(since="")


def month_alone(period: str | None) -> Months:
    """That month, or every month where none is named."""
    return EVERYTHING if period is None else Months(frozenset((period,)))
