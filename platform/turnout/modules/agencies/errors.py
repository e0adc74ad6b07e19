"""Refusals of agencies."""

from turnout.kernel.errors import Conflict


class NotAnAgency(Conflict):
    code = "organizations.not-an-agency"
    title = "Only an agency can act for other organizations"


class AlreadyLinked(Conflict):
    code = "organizations.already-linked"
    title = "This agency and this organization are linked, or an offer is open"
