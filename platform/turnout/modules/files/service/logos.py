"""The organization's logo: a public image of its own that every page of it shows."""

from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.files import policies
from turnout.modules.files.service.files import find_public_image
from turnout.modules.organizations import api as organizations


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """What is shown; None after it was taken away. `version` is the organization's."""

    file_id: UUID | None
    width: int | None
    height: int | None
    version: int


def set_logo(ctx: OrganizationContext, file_id: UUID, *, version: int | None = None) -> Logo:
    """Show an image on all the organization's pages and in its mails; its variants follow.

    Invalid for a file that is no public image of the organization. PreconditionFailed when
    `version` is given and no longer the organization's.
    """
    policies.require_can_brand(ctx)
    with transaction(ctx) as tx:
        image = find_public_image(tx, file_id)
        if image is None:
            raise Invalid(FieldError("/file_id", "Choose a public image of the organization."))
        changed = organizations.set_logo(tx, file_id, version=version)
    return Logo(file_id=file_id, width=image.width, height=image.height, version=changed.version)


def remove_logo(ctx: OrganizationContext, *, version: int | None = None) -> Logo:
    """Go back to the organization's name; the file stays where it is."""
    policies.require_can_brand(ctx)
    with transaction(ctx) as tx:
        changed = organizations.set_logo(tx, None, version=version)
    return Logo(file_id=None, width=None, height=None, version=changed.version)
