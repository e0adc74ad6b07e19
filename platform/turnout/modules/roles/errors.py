"""Refusals of roles."""

from turnout.kernel.errors import Conflict, Forbidden, NotFound


class RoleNotFound(NotFound):
    code = "roles.missing"
    title = "There is no such role"


class RoleKeyTaken(Conflict):
    code = "roles.key-taken"
    title = "The organization has a role of this key already"


class RoleInUse(Conflict):
    code = "roles.in-use"
    title = "Members, invitations or service accounts have this role; give them another one first"


class BeyondOwnRights(Forbidden):
    code = "roles.beyond-own-rights"
    title = "Nobody gives or takes rights that they do not have themselves"
