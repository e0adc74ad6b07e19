"""Refusals of manifests."""

from turnout.kernel.errors import Forbidden, NotFound


class NotInProduction(Forbidden):
    code = "manifests.not-in-production"
    title = "Known passwords and test accounts are for demos only"


class OrganizationNotFound(NotFound):
    code = "manifests.no-such-organization"
    title = "No organization has this name"
