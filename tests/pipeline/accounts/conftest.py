"""Accounts under test: proving a password is quick, and the passwords are known."""

import pytest
from argon2 import PasswordHasher

from pipeline.accounts import add_account, passwords

PASSWORD = "otter lamp quiver 71"
OTHER = "quince ladder violet 9"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same proof with the least costs, because a test does not need the strength."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()


@pytest.fixture
def people(engine, now):
    """Ann the administrator, Vic the viewer, Al the auditor, Pat the approver."""
    for name, role in (
        ("Ann", "administrator"),
        ("Vic", "viewer"),
        ("Al", "auditor"),
        ("Pat", "approver"),
    ):
        add_account(engine, name, role=role, password=PASSWORD, by=name, now=now)
    return engine
