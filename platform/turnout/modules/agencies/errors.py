"""Refusals of agencies."""

from turnout.kernel.errors import Conflict, Forbidden


class NotAnAgency(Conflict):
    code = "organizations.not-an-agency"
    title = "Only an agency can act for other organizations"


class AlreadyLinked(Conflict):
    code = "organizations.already-linked"
    title = "This agency and this organization are linked, or an offer is open"


class LimitedToClients(Forbidden):
    code = "agencies.limited-to-clients"
    title = "Who is limited to some clients of the agency gives nobody rights in it"


class OwnersHaveEveryClient(Conflict):
    code = "agencies.owners-have-every-client"
    title = "An owner of the agency acts in every client; give them another role first"
