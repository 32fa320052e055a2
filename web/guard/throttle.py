"""How often somebody may try to sign in: for each account, and for each address."""

from ipaddress import IPv6Address, ip_address, ip_network
from time import time

from limits import RateLimitItemPerMinute
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
        for limit, key in ((_PER_ADDRESS, _network(address)), (_PER_ACCOUNT, folded(name))):
            if not self._window.hit(limit, key):
                return max(1, round(self._window.get_window_stats(limit, key).reset_time - time()))
        return 0

    def forgive(self, name: str) -> None:
        """Forgets the attempts at an account, because one succeeded."""
        self._window.clear(_PER_ACCOUNT, folded(name))


def _network(address: str) -> str:
    """Whoever has one IPv6 address has 2**64 of them."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else address
