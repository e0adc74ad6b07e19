"""What whoever has a set-up link may write of a provider that speaks SAML.

Metadata, addresses, certificates, attributes: what the provider gives. A link ends when the
provider is switched on; what comes between is held off by `policies.require_can_change`.
"""

from typing import Final
from uuid import UUID

from turnout.modules.saml.service.connections import update_connection
from turnout.modules.saml.service.metadata import set_metadata
from turnout.modules.saml.types import Changes, NewMetadata, SamlConnection
from turnout.modules.sso_setup import api as sso_setup

FIELDS: Final = frozenset(
    {
        "provider_entity_id",
        "sso_url",
        "slo_url",
        "certificates",
        "email_attribute",
        "name_attribute",
        "is_encryption_needed",
    }
)
"""Whether sign-ins may begin at the provider stays with the organization."""


def set_metadata_by_link(
    organization_id: UUID, secret: str, new: NewMetadata, *, request_id: str = ""
) -> SamlConnection:
    """Take the provider's metadata; nothing once the provider is switched on."""
    opened = sso_setup.open_setup(organization_id, secret, request_id=request_id)
    return set_metadata(opened.ctx, opened.provider.id, new)


def update_by_link(
    organization_id: UUID, secret: str, changes: Changes, *, request_id: str = ""
) -> SamlConnection:
    """Write what the provider gave; nothing else, and nothing once it is switched on."""
    opened = sso_setup.open_setup(organization_id, secret, request_id=request_id)
    said = {name: value for name, value in changes.items() if name in FIELDS}
    return update_connection(opened.ctx, opened.provider.id, said)
