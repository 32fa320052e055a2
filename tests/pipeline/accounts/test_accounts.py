"""Accounts: who may do what, changed only with an entry in the log, and never deleted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from pipeline.accounts import (
    Person,
    add_account,
    any_accounts,
    disable_account,
    enable_account,
    has_administrator,
    is_password,
    list_accounts,
    list_tokens,
    make_token,
    may,
    person_of_session,
    person_of_token,
    revoke_token,
    set_password,
    set_role,
    sign_in,
    sign_out,
    signing_key,
)
from pipeline.accounts.sessions import LONGEST
from pipeline.basics.errors import UnusableInput
from pipeline.basics.roles import ROLES
from pipeline.logbook.audit_log import entries
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables import accounts as tables
from pipeline.verification.verify import verify

PASSWORD = "otter lamp quiver 71"
OTHER = "quince ladder violet 9"


def _who(engine, secret, now):
    with read_transaction(engine) as connection:
        return person_of_session(connection, secret, now=now)


def _whose(engine, secret, now):
    with read_transaction(engine) as connection:
        return person_of_token(connection, secret, now=now)


def test_each_role_may_what_the_one_before_it_may_and_more():
    rights = ("read", "judge", "approve", "administer")
    assert [sum(may(role, right) for right in rights) for role in ROLES] == [1, 2, 3, 4]
    assert may("viewer", "read")
    assert not may("auditor", "approve")


def test_an_account_is_made_once_however_its_name_is_spelt(engine, now):
    with read_transaction(engine) as connection:
        assert not any_accounts(connection)
        assert signing_key(connection) is None
    made = add_account(engine, " Ann  Smith ", role="viewer", password=PASSWORD, by="root", now=now)
    assert (made.name, made.role, made.standing) == ("Ann Smith", "viewer", "active")
    for again in ("Ann Smith", "ann smith", "ＡＮＮ Smith"):
        with pytest.raises(UnusableInput, match="already"):
            add_account(engine, again, role="auditor", password=PASSWORD, by="root", now=now)
    assert list_accounts(engine) == [made]
    with read_transaction(engine) as connection:
        assert any_accounts(connection)
        assert signing_key(connection)
        (entry,) = entries(connection)
    assert (entry.actor, entry.act, entry.subject) == ("root", "account-added", "account:Ann Smith")
    assert PASSWORD not in entry.payload
    assert not has_administrator(engine)


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("", PASSWORD, "name"),
        ("csrecon", PASSWORD, "tool's own"),
        ("a\u202eb", PASSWORD, "control"),
        ("x" * 81, PASSWORD, "at most 80"),
        ("Ann", "short", "12 to 200"),
        ("Ann", "x" * 201, "12 to 200"),
        ("Ann", "password1234", "guessed"),
        ("Annabel Lee", "annabel lee 1", "guessed"),
    ],
)
def test_what_cannot_be_an_account_is_refused(engine, now, name, password, said):
    with pytest.raises(UnusableInput, match=said):
        add_account(engine, name, role="viewer", password=password, by="root", now=now)
    assert list_accounts(engine) == []


def test_only_the_right_password_of_an_active_account_signs_in(people, now):
    secret = sign_in(people, " pat ", PASSWORD, now=now)
    person = _who(people, secret, now)
    assert (person.name, person.role) == ("Pat", "approver")
    assert isinstance(person, Person)
    for name, password in (("Pat", OTHER), ("Nobody", PASSWORD), ("Nobody", ""), ("Pat", "x" * 9999)):
        assert sign_in(people, name, password, now=now) is None
    assert _who(people, "made up", now) is None
    with read_transaction(people) as connection:
        kept = connection.scalars(select(tables.account_sessions.c.digest)).all()
    assert secret not in kept


def test_a_session_ends_by_itself_and_with_signing_out(people, now):
    first, second = (sign_in(people, "Al", PASSWORD, now=now) for _ in range(2))
    sign_out(people, first)
    assert _who(people, first, now) is None
    assert _who(people, second, now + LONGEST - timedelta(seconds=1))
    assert _who(people, second, now + LONGEST) is None
    sign_in(people, "Al", PASSWORD, now=now + LONGEST)
    with read_transaction(people) as connection:
        assert len(connection.execute(select(tables.account_sessions)).all()) == 1


def test_disabling_ends_sessions_and_tokens_at_once(people, now):
    session = sign_in(people, "Al", PASSWORD, now=now)
    _, token = make_token(people, "Al", label="night", days=9, by="Ann", now=now)
    assert _whose(people, token, now).name == "Al"
    assert disable_account(people, "al", by="Ann", now=now).standing == "disabled"
    assert (_who(people, session, now), _whose(people, token, now)) == (None, None)
    assert sign_in(people, "Al", PASSWORD, now=now) is None
    with pytest.raises(UnusableInput, match="disabled already"):
        disable_account(people, "Al", by="Ann", now=now)
    assert enable_account(people, "Al", by="Ann", now=now).standing == "active"
    assert _who(people, session, now) is None
    assert sign_in(people, "Al", PASSWORD, now=now)
    assert verify(people).fault is None


def test_another_role_counts_from_the_next_click_on(people, now):
    session = sign_in(people, "Al", PASSWORD, now=now)
    set_role(people, "Al", role="viewer", by="Ann", now=now)
    assert _who(people, session, now).role == "viewer"
    with pytest.raises(UnusableInput, match="viewer already"):
        set_role(people, "Al", role="viewer", by="Ann", now=now)


def test_another_password_signs_out(people, now):
    session = sign_in(people, "Al", PASSWORD, now=now)
    set_password(people, "Al", password=OTHER, by="Al", now=now)
    assert _who(people, session, now) is None
    assert sign_in(people, "Al", PASSWORD, now=now) is None
    assert sign_in(people, "Al", OTHER, now=now)
    assert verify(people).fault is None


def test_tokens_end_with_the_password_and_stay_dead(people, now):
    tokens = [make_token(people, "Al", label=f"night {n}", days=9, by="Ann", now=now)[1] for n in range(2)]
    set_password(people, "Al", password=OTHER, by="Al", now=now)
    assert [_whose(people, token, now) for token in tokens] == [None, None]
    _, third = make_token(people, "Al", label="night", days=9, by="Ann", now=now)
    disable_account(people, "Al", by="Ann", now=now)
    enable_account(people, "Al", by="Ann", now=now)
    assert _whose(people, third, now) is None
    assert {one.standing(now) for one in list_tokens(people)} == {"revoked"}
    assert verify(people).fault is None


def test_a_token_for_reading_only_is_a_viewers(people, now):
    one, secret = make_token(people, "Ann", label="figures", days=9, by="Ann", now=now, read_only=True)
    assert (one.read_only, _whose(people, secret, now)) == (
        True,
        Person(_account(people, "Ann"), "Ann", "viewer"),
    )


def _account(engine, name):
    return next(one.id for one in list_accounts(engine) if one.name == name)


def test_a_password_that_another_person_gave_must_be_changed(people, now):
    def must_change():
        return _who(people, sign_in(people, "Al", OTHER, now=now), now).must_change

    set_password(people, "Al", password=OTHER, by="Ann", now=now)
    assert must_change()
    set_password(people, "Al", password=OTHER, by="AI", now=now)  # who looks like Al is not Al
    assert must_change()
    set_password(people, "Al", password=OTHER, by="al", now=now)
    assert not must_change()
    add_account(people, "Zoë", role="viewer", password=PASSWORD, by="Ann", now=now)
    assert _who(people, sign_in(people, "Zoë", PASSWORD, now=now), now).must_change
    assert verify(people).fault is None


@pytest.mark.parametrize("name", ["AI", "A.n.n", "Рat", "P at", "vic.", "Zoe"])
def test_a_name_that_could_be_taken_for_anothers_is_refused(people, now, name):
    add_account(people, "Zoë", role="viewer", password=PASSWORD, by="Ann", now=now)
    before = list_accounts(people)
    with pytest.raises(UnusableInput):
        add_account(people, name, role="viewer", password=PASSWORD, by="Ann", now=now)
    assert list_accounts(people) == before


def test_who_came_in_and_who_did_not_stands_in_the_log_without_secrets(people, now):
    disable_account(people, "Vic", by="Ann", now=now)
    with read_transaction(people) as connection:
        before = len(entries(connection))
    sign_in(people, "AL", PASSWORD, now=now, address="192.0.2.7")
    sign_in(people, "Al", OTHER, now=now, address="192.0.2.7")
    sign_in(people, "Vic", PASSWORD, now=now)
    sign_in(people, "my secret typed where the name belongs", "x", now=now)
    is_password(people, "Al", OTHER, now=now)
    with read_transaction(people) as connection:
        told = entries(connection)[before:]
    assert [(one.actor, one.act, one.subject, one.particulars) for one in told] == [
        ("Al", "signed-in", "account:Al", {"address": "192.0.2.7"}),
        ("csrecon", "sign-in-refused", "account:Al", {"why": "password", "address": "192.0.2.7"}),
        ("csrecon", "sign-in-refused", "account:Vic", {"why": "disabled"}),
        ("csrecon", "sign-in-refused", "sign-in", {"why": "no account"}),
        ("csrecon", "password-refused", "account:Al", {"why": "password"}),
    ]
    assert verify(people).fault is None


def test_the_last_administrator_stays(people, now):
    for change in (
        lambda: disable_account(people, "Ann", by="Ann", now=now),
        lambda: set_role(people, "Ann", role="viewer", by="Ann", now=now),
    ):
        with pytest.raises(UnusableInput, match="only administrator"):
            change()
    set_role(people, "Pat", role="administrator", by="Ann", now=now)
    disable_account(people, "Ann", by="Pat", now=now)
    assert has_administrator(people)


def test_a_token_ends_by_itself_and_when_it_is_revoked(people, now):
    one, secret = make_token(people, "Vic", label=" the  night ", days=30, by="Ann", now=now)
    assert (one.account, one.label) == ("Vic", "the night")
    assert secret.startswith("csrecon_")
    assert _whose(people, secret, now + timedelta(days=29)).role == "viewer"
    assert _whose(people, secret, now + timedelta(days=30)) is None
    revoked = revoke_token(people, one.id, by="Ann", now=now)
    assert _whose(people, secret, now) is None
    assert list_tokens(people) == [replace(one, revoked_at=now)] == [revoked]
    with pytest.raises(UnusableInput, match="revoked already"):
        revoke_token(people, one.id, by="Ann", now=now)
    for days, label in ((0, "x"), (367, "x"), (1, " ")):
        with pytest.raises(UnusableInput):
            make_token(people, "Vic", label=label, days=days, by="Ann", now=now)
    assert verify(people).fault is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (update(tables.accounts).where(tables.accounts.c.name == "Vic").values(role="approver"), "approver"),
        (update(tables.accounts).where(tables.accounts.c.name == "Vic").values(disabled_at=None), None),
        (update(tables.account_passwords).values(hash="of somebody else"), "another password"),
        (delete(tables.account_tokens), "taken out"),
        (update(tables.account_tokens).values(account_id=1), "not what the log says"),
        (update(tables.account_tokens).values(digest="f" * 64), "not what the log says"),
        (tables.page_keys.update().values(key="f" * 64), None),
        (
            tables.accounts.insert().values(
                id=99, name="Eve", folded="eve", role="viewer", made_at=datetime(2026, 3, 2, tzinfo=UTC)
            ),
            "no entry says who made it",
        ),
    ],
)
def test_what_another_hand_did_to_accounts_is_found(people, now, change, said):
    make_token(people, "Vic", label="night", days=30, by="Ann", now=now)
    with write_transaction(people) as connection:
        connection.execute(change)
    fault = verify(people).fault
    assert (fault is None) if said is None else (said in fault)
