"""Fetching a register over http(s): within limits, from public addresses, tried again where that may help."""

import asyncio
from dataclasses import dataclass
from time import monotonic

import httpx
import stamina

from pipeline.basics.errors import CsreconError, OutOfReach, UnusableInput
from pipeline.register.fetching.addresses import parse, resolve
from pipeline.register.fetching.unpack import NotPacked, TooLarge, unpack

# What went wrong the last time is told; a line of log for each try before would be noise beside it.
stamina.instrumentation.set_on_retry_hooks([])

_REDIRECTS = (301, 302, 303, 307, 308)
_TRY_AGAIN = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What a fetch may cost: bytes of the body, seconds in all, tries, and redirects in one try."""

    most_bytes: int = 60_000_000
    seconds: float = 25
    tries: int = 4
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the server sent; `body` is None where it says that nothing changed.

    `url` is the address that answered, at the end of all redirects. `charset` is what the server says of the
    text's encoding, which need not be so.
    """

    http_status: int
    body: bytes | None
    etag: str | None
    last_modified: str | None
    url: str
    charset: str | None = None


class TryAgain(OutOfReach):
    """The server may answer the next time."""


class Gone(OutOfReach):
    """The server has nothing under that address."""


def fetch(
    address: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    allow_private: bool = False,
    limits: FetchLimits = FetchLimits(),
) -> Fetched:
    """Gets the address, only if it changed where `etag` or `last_modified` of the last time are given.

    Raises OutOfReach where the server does not answer or refuses, and UnusableInput where the address is
    none that may be fetched or what comes is larger than any register.
    """
    url = parse(address)
    asked = {"Accept-Encoding": "identity", "User-Agent": "csrecon"}
    asked |= {"If-None-Match": etag} if etag else {}
    asked |= {"If-Modified-Since": last_modified} if last_modified else {}
    until = monotonic() + limits.seconds
    for attempt in stamina.retry_context(
        on=TryAgain, attempts=limits.tries, timeout=limits.seconds, wait_initial=0.5, wait_max=10.0
    ):
        with attempt:
            return asyncio.run(_within(until, url, asked, allow_private, limits))
    raise AssertionError("the last attempt returns or raises")


async def _within(
    until: float, url: httpx.URL, asked: dict[str, str], allow_private: bool, limits: FetchLimits
) -> Fetched:
    """One try, ended when the time for all of them is over, however slowly the server drips."""
    try:
        async with asyncio.timeout(max(0.0, until - monotonic())):
            return await _follow(url, asked, allow_private, limits)
    except TimeoutError as problem:
        raise OutOfReach(
            f"The register's server {url.host} did not send it all within {limits.seconds:.0f} seconds."
        ) from problem
    except CsreconError:
        raise
    except httpx.TransportError as problem:
        said = str(problem) or type(problem).__name__
        raise TryAgain(f"The register's server {url.host} is out of reach: {said}.") from problem
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        raise OutOfReach(f"The register's server {url.host} sent no proper answer: {problem}.") from problem


async def _follow(url: httpx.URL, asked: dict[str, str], allow_private: bool, limits: FetchLimits) -> Fetched:
    """The answer at the end of the redirects, each of them checked as the first address was."""
    here = url
    for _ in range(limits.redirects + 1):
        answer = await _get(here, asked, allow_private, limits)
        if isinstance(answer, Fetched):
            return answer
        there = parse(str(here.join(answer)))
        if there.scheme != url.scheme:
            raise OutOfReach(
                f"{url} leads on to {there.scheme}://{there.host}, which is another protocol. "
                "It was not followed; name that address itself if it is right."
            )
        here = there
    raise OutOfReach(f"{url} leads from one address to the next without end. It was given up.")


async def _get(
    url: httpx.URL, asked: dict[str, str], allow_private: bool, limits: FetchLimits
) -> Fetched | str:
    """One answer, or where it leads on to."""
    checked = await resolve(url, allow_private=allow_private)
    named = url.netloc.decode("ascii")
    async with (
        # No proxy and no password of the environment: the connection is to the checked address.
        httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=10.0) as client,
        client.stream(
            "GET",
            url.copy_with(host=checked),
            headers={**asked, "Host": named},
            extensions={"sni_hostname": url.host},
        ) as answer,
    ):
        status = answer.status_code
        if status in _REDIRECTS and "location" in answer.headers:
            return str(answer.headers["location"])
        if status == 304:
            return _fetched(answer, url, None)
        if status != 200:
            kind = TryAgain if status in _TRY_AGAIN else Gone if status in (404, 410) else OutOfReach
            raise kind(
                f"The register's server {url.host} answers {status} {answer.reason_phrase}".strip() + "."
            )
        return _fetched(answer, url, await _body(answer, url, limits.most_bytes))


async def _body(answer: httpx.Response, url: httpx.URL, most: int) -> bytes:
    """What was sent, as far as it is no more than a register can be, packed or unpacked."""
    body = bytearray()
    announced = answer.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise _too_large(url, most)
    async for piece in answer.aiter_raw():
        body += piece
        if len(body) > most:
            raise _too_large(url, most)
    try:
        return unpack(bytes(body), answer.headers.get("content-encoding", ""), most)
    except TooLarge as problem:
        raise _too_large(url, most) from problem
    except NotPacked as problem:
        raise OutOfReach(f"The register's server {url.host} sent no proper answer: {problem}.") from problem


def _too_large(url: httpx.URL, most: int) -> UnusableInput:
    return UnusableInput(f"{url} sends more than {most // 10**6} MB; that is no register. It was not kept.")


def _fetched(answer: httpx.Response, url: httpx.URL, body: bytes | None) -> Fetched:
    headers = answer.headers
    return Fetched(
        answer.status_code,
        body,
        headers.get("etag"),
        headers.get("last-modified"),
        str(url),
        answer.charset_encoding,
    )
