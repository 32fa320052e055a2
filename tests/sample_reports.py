"""The sample reports as they are read: once in a process, whoever needs them."""

from functools import cache

from extractors import Extraction, Refusal, read
from samples import REPORTS


@cache
def sample(month: str) -> tuple[bytes, Extraction | Refusal]:
    """The sample of a month (`2020-08`), its bytes and what they say, as `store` takes it."""
    path = REPORTS / f"{month}.pdf"
    data = path.read_bytes()
    return data, read(data, path.name)
