"""Manners towards a site: what its robots.txt allows, and a pause between two requests."""

import time
from urllib.robotparser import RobotFileParser

from httpx import URL

from pipeline.register.fetching.fetch import Gone, fetch

_AGENT = "csrecon"
_LONGEST = 30.0  # no site may make a night take days


class Manners:
    """How one site may be asked. Raises as `fetch` does where its robots.txt cannot be had."""

    def __init__(self, site: URL, *, pause: float, allow_private: bool) -> None:
        self._rules = RobotFileParser()
        self._asked = 0.0
        self._said = (pause, allow_private)
        try:
            got = fetch(str(site.copy_with(raw_path=b"/robots.txt")), allow_private=allow_private)
            self._rules.parse((got.body or b"").decode("utf-8", "replace").splitlines())
        except Gone:
            self._rules.parse([])
        delay = self._rules.crawl_delay(_AGENT)
        self._pause = max(pause, min(float(delay or 0), _LONGEST))

    def at(self, other: URL) -> "Manners":
        """How another site is asked that this one leads to."""
        pause, allow_private = self._said
        return Manners(other, pause=pause, allow_private=allow_private)

    def allows(self, url: str) -> bool:
        """Whether the site wants this page to be asked for."""
        return self._rules.can_fetch(_AGENT, url)

    def wait(self) -> None:
        """Returns when the next request may be sent."""
        time.sleep(max(0.0, self._asked + self._pause - time.monotonic()))
        self._asked = time.monotonic()
