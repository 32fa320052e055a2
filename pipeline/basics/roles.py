"""What each role may do. Each may also do what the one before it may."""

from typing import Literal, get_args

Role = Literal["viewer", "auditor", "approver", "administrator"]
Right = Literal["read", "judge", "approve", "administer"]

ROLES: tuple[Role, ...] = get_args(Role)
_FIRST_GIVEN: dict[Right, Role] = {
    "read": "viewer",  # look at everything, take it along
    "judge": "auditor",  # acknowledge, waive, open again
    "approve": "approver",  # approve another person's waiver
    "administer": "administrator",  # add accounts, disable them, set their roles
}


def may(role: Role, right: Right) -> bool:
    """Whether somebody of this role has this right."""
    return ROLES.index(role) >= ROLES.index(_FIRST_GIVEN[right])
