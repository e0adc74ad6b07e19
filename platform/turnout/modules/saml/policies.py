"""Who may set up SAML: whoever may set up the organization's identity providers."""

from typing import Final

from turnout.kernel.context import ActorKind, OrganizationContext
from turnout.modules.sso import api as sso
from turnout.modules.sso_setup import api as sso_setup

MANAGE: Final = sso.MANAGE


def require_can_manage(ctx: OrganizationContext) -> None:
    sso.require_can_manage(ctx)


def require_can_change(ctx: OrganizationContext, provider: sso.StoredProvider) -> None:
    """Whoever has a set-up link changes nothing of a provider that is switched on by now."""
    if ctx.actor.kind == ActorKind.GUEST and provider.state == sso.ProviderState.ACTIVE:
        raise sso_setup.SetupLinkOver
