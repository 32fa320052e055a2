"""What the tests of the pages with accounts share: the people, and browsers that send what browsers send."""

import re
from datetime import UTC, datetime

from fastapi.testclient import TestClient

from pipeline.checks import Finding
from pipeline.findings.stored import one_finding

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOST = "http://localhost"
PASSWORD = "otter lamp quiver 71"
PEOPLE = {"viewer": "Vic", "auditor": "Al", "approver": "Pat", "administrator": "Ann"}


class Browser(TestClient):
    """Keeps cookies and sends what a browser sends; `post` fills in the word of the last page's forms."""

    word = ""

    def get(self, url, **rest):
        answer = super().get(url, **rest)
        if found := re.search(r'name="csrf" value="([^"]*)"', answer.text if "html" in _kind(answer) else ""):
            self.word = found[1]
        return answer

    def submit(self, url, **form):
        """A form from the last page that was looked at."""
        sent = {"csrf": self.word} | form
        return self.post(url, data=sent, headers={"Origin": HOST}, follow_redirects=False)

    def enter(self, name, password=PASSWORD, **more):
        """Signs in with the form."""
        self.get("/sign-in")
        return self.submit("/sign-in", name=name, password=password, **more)


def _kind(answer) -> str:
    return answer.headers.get("content-type", "")


def shown(engine, *names: str) -> list[str]:
    """What a form of these findings brings back now."""
    return [f"{one['fingerprint']}.{one['digest']}" for one in as_shown(engine, *names)]


def as_shown(engine, *names: str) -> list[dict[str, str]]:
    """The same as the API is told."""
    return [{"fingerprint": name, "digest": one_finding(engine, name).digest} for name in names]


def a_finding(number: int) -> Finding:
    return Finding(
        code="I101",
        name="count-mismatch",
        severity="error",
        period="2020-08",
        reference=f"MP{number}",
        message=f"The report states 3 and lists {number}.",
        stated={"count": 3},
        expected={"count": number},
        evidence=(),
    )


FINDINGS = tuple(a_finding(number) for number in (101, 102, 103))
