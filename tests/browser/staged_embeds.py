"""Sites that may embed, for tests in a browser: allowed and forbidden by the organization's owner."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import transaction
from turnout.modules.embeds import api as embeds
from turnout.modules.embeds.service import delete_origin, list_origins
from turnout.modules.organizations import api as organizations


class EmbedHand:
    """What the tests of embeds may ask for."""

    def allow_site(self, *, organization_id: str, origin: str) -> None:
        """Let pages of a site show the organization's checkout and events."""
        new = embeds.NewEmbedOrigin(origin=origin, note="A partner of the tests")
        embeds.create_origin(_organizer(organization_id), new)

    def forbid_sites(self, *, organization_id: str) -> None:
        """Take every site off the list."""
        ctx = _organizer(organization_id)
        for each in list_origins(ctx, PageRequest()).items:
            delete_origin(ctx, each.id, version=each.version)


def _organizer(organization_id: str) -> OrganizationContext:
    home = UUID(organization_id)
    with transaction(system_in(home, "tests")) as tx:
        owner, *_ = organizations.list_owner_ids(tx)
    ctx = organizations.membership_of(home, owner, request_id="test")
    assert ctx is not None
    return ctx
