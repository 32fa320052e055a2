"""Names that a reader takes for one another: other scripts' letters, case, dots, words turned round."""

from collections.abc import Iterator
from functools import cache
from unicodedata import category, normalize

# Scripts that one name may mix: Japanese, Korean and Chinese are written so, with Latin letters among them.
_TOGETHER = (
    {"LATIN"},
    {"LATIN", "HAN", "HIRAGANA", "KATAKANA"},
    {"LATIN", "HAN", "HANGUL"},
    {"LATIN", "HAN", "BOPOMOFO"},
)
_OF_NO_SCRIPT = {"COMMON", "INHERITED"}


def look_alike(one: str, other: str) -> bool:
    """Whether a reader could take one name for the other: `Auditor A` for `A. Auditor`, `Al` for `AI`."""
    return not _keys(one).isdisjoint(_keys(other))


def mixes_scripts(name: str) -> bool:
    """Whether letters of scripts that nobody writes together stand in it: `Аnn` with a Cyrillic А."""
    from confusable_homoglyphs.categories import unique_aliases

    scripts = unique_aliases(normalize("NFKC", name)) - _OF_NO_SCRIPT
    return len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)


@cache
def _keys(name: str) -> frozenset[str]:
    """What is the same for all names that look alike in one of the ways."""
    plain = normalize("NFKC", name)
    return frozenset(key for spelt in (plain, plain.casefold()) for key in _turned(_skeleton(spelt)))


def _turned(skeleton: str) -> Iterator[str]:
    """The words in order, and in each turn without the spaces between them."""
    words = skeleton.split()
    yield " ".join(sorted(words))
    for first in range(len(words)):
        yield "".join(words[first:] + words[:first])


def _skeleton(name: str) -> str:
    """Each letter as the one that stands for all that look like it; words parted by a space."""
    bare = [one for one in normalize("NFKD", name) if category(one) not in ("Mn", "Cf")]
    drawn = "".join(_stands_for(one) if one.isalnum() else one for one in bare).casefold()
    return "".join(one if one.isalnum() else "" if one in "'’‘`´" else " " for one in drawn)


@cache
def _stands_for(character: str) -> str:
    """The plainest of all that look like this character, for `m` it is `rn`."""
    from confusable_homoglyphs.confusables import confusables_data

    alike, ahead = {character}, [character]
    while ahead:
        found = {other["c"] for other in confusables_data.get(ahead.pop(), ())} - alike
        alike |= found
        ahead += found
    plain = [one for one in alike if one.isascii() and one.isalnum()]
    return min(plain or alike, key=lambda one: (-len(one) if plain else 0, not one.isalpha(), one))
