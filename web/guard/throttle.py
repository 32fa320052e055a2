"""How often somebody may try to sign in: for each account, and for each address that says something.

Behind a proxy everybody has the proxy's address, which is mostly this machine's. So this machine is not
counted, and a proxy that the settings name is believed in what it says of its clients.
"""

from ipaddress import IPv6Address, ip_address, ip_network
from time import time

from fastapi import Request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from pipeline.basics.persons import folded

_PER_ACCOUNT = RateLimitItemPerMinute(10, 15)
_PER_ADDRESS = RateLimitItemPerMinute(50, 15)


class Throttle:
    """Counts what was tried, in this process, whether or not there is such an account."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, name: str, address: str) -> int:
        """Counts an attempt; gives 0 where it may be made, else how long to wait."""
        network = _network(address)
        wait = self._hit(_PER_ADDRESS, "address", network) if network else 0
        return wait or self._hit(_PER_ACCOUNT, "account", folded(name))

    def seconds_to_wait_within(self, session: str) -> int:
        """The same for whoever is signed in already: nobody else's attempts at the account count."""
        return self._hit(_PER_ACCOUNT, "session", session)

    def forgive(self, name: str) -> None:
        """Forgets the attempts at an account, because one succeeded."""
        self._window.clear(_PER_ACCOUNT, "account", folded(name))

    def forgive_within(self, session: str) -> None:
        """Forgets those of a session likewise."""
        self._window.clear(_PER_ACCOUNT, "session", session)

    def _hit(self, limit: RateLimitItem, *key: str) -> int:
        if self._window.hit(limit, *key):
            return 0
        return max(1, round(self._window.get_window_stats(limit, *key).reset_time - time()))


def throttle_of(request: Request) -> Throttle:
    """The application's own."""
    throttle: Throttle = request.app.state.throttle
    return throttle


def _network(address: str) -> str | None:
    """None for this machine. Whoever has one IPv6 address has 2**64 of them."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.is_loopback:
        return None
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else address
