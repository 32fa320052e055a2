"""Verbs: one row a verb in `verbs.csv`, and the forms in which it may stand."""

from functools import cache

from extractors.vocabulary import vocabulary

_VOWELS = "aeiou"


@cache
def verb_phrases() -> tuple[dict[str, str], ...]:
    """A row of phrases for each verb: the kind and value of its row, all its forms as one wording."""
    return tuple(
        {"kind": row["kind"], "value": row["value"], "wording": "|".join(forms_of(row))}
        for row in vocabulary("verbs")
    )


def forms_of(row: dict[str, str]) -> tuple[str, ...]:
    """The forms of a verb, in order, each once: `approve`, `approves`, `approved`, `approving`, `approval`.

    What the row leaves empty is formed regularly. One whose bare form is another word too (`back`, `table`)
    counts by its past and its participle alone.
    """
    verb = row["wording"]
    past = row["past"] or _past(verb)
    bare = [verb, _third_person(verb), _present_participle(verb, past)] if row["bare"] == "yes" else []
    nouns = row["nouns"].split("|") if row["nouns"] else []
    return tuple(dict.fromkeys([*bare, past, row["participle"] or past, *nouns]))


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if _in_consonant_and_y(verb) else f"{verb}s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if _in_consonant_and_y(verb) else f"{verb}ed"


def _present_participle(verb: str, past: str) -> str:
    if past == f"{verb}{verb[-1]}ed":  # "deferred"
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"


def _in_consonant_and_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in _VOWELS
