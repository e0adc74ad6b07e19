"""Refusals of manifests."""

from turnout.kernel.errors import FieldError, Forbidden, Invalid, NotFound


class BadManifest(Invalid):
    """A file that cannot be applied; every fault names the file and the place in it."""

    code = "manifests.bad"
    title = "Some manifests need attention"

    def __init__(self, *faults: FieldError) -> None:
        super().__init__(*faults, message="\n".join(f"{e.pointer}: {e.detail}" for e in faults))


class NotInProduction(Forbidden):
    code = "manifests.not-in-production"
    title = "Known passwords and test accounts are for demos only"


class OrganizationNotFound(NotFound):
    code = "manifests.no-such-organization"
    title = "No organization has this name"
