"""Both sides of a finding beside each other, with the difference where there is one to reckon."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One thing that is stated, expected or both; `difference` is expected less stated, with its sign."""

    name: str
    stated: object
    expected: object
    is_stated: bool
    is_expected: bool
    difference: str

    @property
    def differs(self) -> bool:
        return self.is_stated and self.is_expected and self.stated != self.expected


def side_by_side(
    stated: Mapping[str, object], expected: Mapping[str, object] | None
) -> tuple[SideBySide, ...]:
    """What is stated in its order, then what is only expected."""
    other = expected or {}
    names = dict.fromkeys([*stated, *other])
    return tuple(
        SideBySide(
            name,
            stated.get(name),
            other.get(name),
            name in stated,
            name in other,
            _difference(stated.get(name), other.get(name)),
        )
        for name in names
    )


def _difference(stated: object, expected: object) -> str:
    # True is a number to Python, but nothing to reckon with.
    for one in (stated, expected):
        if isinstance(one, bool) or not isinstance(one, int | float):
            return ""
    assert isinstance(stated, int | float)
    assert isinstance(expected, int | float)
    return f"{expected - stated:+g}".replace("-", "−") if stated != expected else ""
