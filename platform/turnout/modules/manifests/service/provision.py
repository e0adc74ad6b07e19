"""An organization made in one go for a script: ids, and a token for each of its people."""

from turnout.kernel import runtime
from turnout.kernel.context import SystemContext
from turnout.modules.identity import api as identity
from turnout.modules.manifests.errors import NotInProduction, OrganizationNotFound
from turnout.modules.manifests.service.apply import apply
from turnout.modules.manifests.service.current_state import find_current_state, views_of
from turnout.modules.manifests.types import (
    Manifest,
    Provisioned,
    ProvisionedConnection,
    ProvisionedMember,
    SignIn,
)


def provision(
    ctx: SystemContext, manifest: Manifest, *, sign_ins: tuple[SignIn, ...]
) -> Provisioned:
    """Apply a manifest and say all that a script needs; never in production."""
    if runtime.current().settings.is_production:
        raise NotInProduction("Tokens without a sign-in are for trying things out.")
    apply(ctx, [manifest], sign_ins)
    found = find_current_state(ctx, manifest.profile.slug)
    if found is None:
        raise OrganizationNotFound(slug=manifest.profile.slug)
    organization_id, present = found
    views = views_of(ctx, organization_id)
    return Provisioned(
        organization_id=organization_id,
        slug=present.profile.slug,
        members=tuple(_member(email, role) for email, role in sorted(present.roles.items())),
        connections=tuple(
            ProvisionedConnection(
                id=each.id, name=each.name, kind=each.kind, adapter=each.adapter_key
            )
            for each in views
        ),
    )


def _member(email: str, role: str) -> ProvisionedMember:
    person = identity.find_user(email)
    if person is None:
        raise LookupError(email)
    token = identity.mint_access_token(person.id, agent="turnout new-org")
    return ProvisionedMember(user_id=person.id, email=email, role=role, access_token=token)
