"""Accounts of the pages: who may come in, as what, by which password, session or token."""

from pipeline.accounts.accounts import (
    Account,
    add_account,
    any_accounts,
    disable_account,
    enable_account,
    has_administrator,
    list_accounts,
    set_password,
    set_role,
)
from pipeline.accounts.sessions import Person, is_password, person_of_session, sign_in, sign_out, signing_key
from pipeline.accounts.tokens import Token, list_tokens, make_token, person_of_token, revoke_token
from pipeline.basics.roles import ROLES, Right, Role, may

__all__ = [
    "ROLES",
    "Account",
    "Person",
    "Right",
    "Role",
    "Token",
    "add_account",
    "any_accounts",
    "disable_account",
    "enable_account",
    "has_administrator",
    "is_password",
    "list_accounts",
    "list_tokens",
    "make_token",
    "may",
    "person_of_session",
    "person_of_token",
    "revoke_token",
    "set_password",
    "set_role",
    "sign_in",
    "sign_out",
    "signing_key",
]
