"""Where an http(s) address leads: resolved once, checked, and connected to as checked.

A name may resolve to a public address when it is looked at and to this network's own a moment later;
so whoever fetches connects to the address that `resolve` gave, not to the name again.
"""

import asyncio
import ipaddress
import socket

from httpx import URL, InvalidURL

from pipeline.basics.errors import OutOfReach, UnusableInput


class NotPublic(UnusableInput):
    """The address is not one of the open internet; nobody was asked."""


_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses of the one network that carry one of the other inside: the last 32 bits
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
# Where clouds tell a machine its own secrets (AWS, Alibaba, Oracle); the best known one is link-local
_METADATA = frozenset(map(ipaddress.ip_address, ("fd00:ec2::254", "100.100.100.200", "192.0.0.192")))


def is_address(source: str) -> bool:
    """Whether a register's source is to be fetched rather than read from a file."""
    return source.lower().startswith(("http://", "https://"))


def parse(text: str) -> URL:
    """The address as typed. Raises UnusableInput where it is none, or bears a password."""
    try:
        url = URL(text)
    except InvalidURL as problem:
        raise UnusableInput(f"{text[:200]} is no web address: {problem}.") from problem
    if url.scheme not in ("http", "https") or not url.host:
        raise UnusableInput(f"{text[:200]} is no web address: it begins with http:// or https:// and a name.")
    if url.port is not None and not 0 < url.port < 65536:
        raise UnusableInput(f"{text[:200]} is no web address: there is no port {url.port}.")
    if url.userinfo:
        raise UnusableInput(
            f"The address of {url.host} has a password in it, which would be kept. Leave it out."
        )
    return url


async def resolve(url: URL, *, allow_private: bool) -> str:
    """The IP address to connect to. Raises UnusableInput where any that the name has is not public."""
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise OutOfReach(f"The register's server {url.host} is not known: {problem}.") from problem
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    never = next((one for one in addresses if is_never_asked(one)), None)
    if never is not None:
        raise NotPublic(
            f"{url.host} ({never}) is an address of the machine's own surroundings; no register is there."
        )
    inside = next((one for one in addresses if not is_public(one)), None)
    if inside is not None and not allow_private:
        named = url.host if url.host == str(inside) else f"{url.host} ({inside})"
        raise NotPublic(
            f"{named} is an address inside a private network. Say --allow-private if it is meant."
        )
    return str(addresses[0])


def is_never_asked(address: _Address) -> bool:
    """Whether it is link-local, a cloud's metadata, or no single machine, also where it is wrapped."""
    wrapped = _wrapped(address)
    if wrapped is not None and is_never_asked(wrapped):
        return True
    return (
        address.is_link_local
        or address.is_multicast
        or address.is_unspecified
        or address == ipaddress.ip_address("255.255.255.255")
        or address in _METADATA
    )


def is_public(address: _Address) -> bool:
    """Whether anybody on the internet means the same machine by it, also where it wraps another address."""
    wrapped = _wrapped(address)
    if wrapped is not None:
        return is_public(wrapped)
    return address.is_global and not address.is_multicast


def _wrapped(address: _Address) -> ipaddress.IPv4Address | None:
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in _TRANSLATED or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
