"""Names of people and of the companies they are from."""

import re

_NAME = re.compile(r"[A-Z][\w.'’-]*(?:\s+(?:(?:de|van|von|der|la|O[’'])\s*)?[A-Z][\w.'’-]*){0,3}")

# ", on behalf of Npower"
_LINKS = re.compile(
    r"^\s*(?:(?:,|\b(?:of|from|at|for|on behalf of|representing|who (?:represents|works for))\b)\s*)+"
)

_NAMES_A_COMPANY = re.compile(
    r"\b(?:Ltd|Limited|plc|PLC|LLP|Inc|Group|Company|Energy|Networks?|Gas|Power|Utilit(?:y|ies)|Systems|Services"
    r"|Solutions|Meter(?:s|ing)|Distribution|Retail|Supply|Committee)\b"
)


def name_and_organisation(text: str) -> tuple[str | None, str | None]:
    """`David Lee (Landis+Gyr)`, `Joe Hehir of Npower` or `A B, C Ltd` as name and organisation."""
    name = _NAME.match(text.strip())
    if name is None:
        return None, None
    rest = text.strip()[name.end() :]
    if not rest.strip(" ,.;") and names_a_company(name.group()):
        return None, clean_organisation(name.group())
    if (bracketed := re.match(r"\s*\((?P<in>.+)\)\s*$", rest)) is None:
        organisation = _LINKS.sub("", rest)
    elif _NAMES_A_COMPANY.search(name.group()) and not _NAMES_A_COMPANY.search(bracketed["in"]):
        return bracketed["in"], clean_organisation(text[: text.index("(")])  # "Npower Ltd (Jo Smith)"
    else:
        organisation = bracketed["in"]
    return name.group(), clean_organisation(organisation) if organisation.strip() else None


def names_a_company(name: str) -> bool:
    """`British Gas`, `The DCC` or `Npower`, in the place of a person: people have a first name too."""
    return bool(_NAMES_A_COMPANY.search(name)) or len(name.split()) == 1 or name.casefold().startswith("the ")


def clean_organisation(text: str) -> str | None:
    """`the Security Sub-Committee (SSC)` as `Security Sub-Committee` (contract, ruling 1)."""
    plain = re.sub(r"\s*\([^()]*\)?\s*", " ", text)
    plain = re.sub(r"^\s*the\s+", "", plain, flags=re.IGNORECASE)
    if ")" in plain and "(" not in plain:
        plain = plain[: plain.index(")")]
    return plain.strip(" ,.;") or None
