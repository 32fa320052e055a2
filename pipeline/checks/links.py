"""Addresses under the text: whether they are well formed, and which page of the register they name."""

from functools import lru_cache
from urllib.parse import urlsplit


def fault(url: str) -> str | None:
    """What is wrong with the address's form, or None where it is well formed."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "it cannot be read as an address"
    if parts.scheme.lower() not in ("http", "https"):
        return "it does not begin with http: or https:"
    if "." not in parts.netloc or any(c.isspace() for c in url):
        return "it names no site" if "." not in parts.netloc else "it has a space in it"
    if any(scheme in parts.path.lower() for scheme in ("http:", "https:")):
        return "a second address stands inside it"
    return None


@lru_cache(maxsize=65536)
def page_key(url: str) -> str:
    """The page that an address leads to, whatever its scheme, case, `www.` and closing slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    return parts.netloc.lower().removeprefix("www.") + parts.path.lower().rstrip("/")


def last_part(url: str) -> str:
    """The last part of the address's path: `bulk-ch-returns`."""
    return page_key(url).rpartition("/")[2]


def beside(url: str, part: str) -> str:
    """The address of a page beside this one."""
    head, _, _ = url.rstrip("/").rpartition("/")
    return f"{head}/{part}/"
