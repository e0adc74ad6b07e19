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


class AgencyShutOut(Forbidden):
    """Said to members of an agency whose client has its own people sign in by its provider."""


class AgencySignInNeeded(AgencyShutOut):
    code = "roles.agency-sign-in-needed"
    title = (
        "This client lets members of its agency in who signed in by the agency's own identity"
        " provider; sign in by it, then repeat this"
    )


class AgenciesRefused(AgencyShutOut):
    code = "roles.agencies-refused"
    title = (
        "This client lets nobody in through an agency; ask its administrators to invite you as a"
        " member of their own"
    )


class BeyondOwnRights(Forbidden):
    code = "roles.beyond-own-rights"
    title = "Nobody gives or takes rights that they do not have themselves"
