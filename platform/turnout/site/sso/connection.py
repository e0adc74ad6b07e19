"""What the owner's wizard and a shared link have in common: values to copy, fields to fill in."""

from typing import Any, Final

from turnout.kernel.context import OrganizationContext
from turnout.modules.saml import api as saml
from turnout.modules.sso import api as sso
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.l10n.i18n import _
from turnout.site.sso.products import Guide, guide_of
from turnout.site.sso.saml_connection import saml_values, saml_view, typed_saml
from turnout.site.sso.views import CONNECTION, ConnectionView, CopyValue, Problem

FORM: Final = "sso"
FIELDS: Final = ("issuer", "client_id", "client_secret")
LONGEST: Final = 1000
SHORTEST_ISSUER: Final = 8


def connection_view(
    ctx: OrganizationContext,
    provider: sso.IdentityProvider,
    *,
    problem: Problem,
    action: str,
    test_url: str,
    zone: str,
    is_shared: bool = False,
) -> ConnectionView:
    guide = guide_of(provider.product)
    found = None
    if provider.kind == sso.ProviderKind.SAML:
        found = saml.get_connection(ctx, provider.id)
    return ConnectionView(
        guide=guide,
        saml=saml_view(guide.saml, found, problem=problem, zone=zone) if found else None,
        steps=guide.saml.steps if found else guide.steps,
        groups=guide.saml.groups if found else guide.groups,
        is_whole=is_whole(provider),
        values=saml_values(guide.saml, provider, found) if found else _values(guide, provider),
        provider=provider,
        typed=typed_saml(found, problem) if found else _typed(guide, provider, problem),
        problem=problem,
        form_token=csrf.token_of(FORM),
        action=action,
        test_url=test_url,
        is_shared=is_shared,
    )


def is_whole(provider: sso.IdentityProvider) -> bool:
    """Whether the provider can be tried: nothing that it gave is missing here."""
    if provider.kind == sso.ProviderKind.SAML:
        return not provider.missing
    return bool(provider.issuer and provider.client_id and provider.has_secret)


def _values(guide: Guide, provider: sso.IdentityProvider) -> tuple[CopyValue, ...]:
    return (
        CopyValue(label=guide.redirect_label, value=provider.redirect_uri),
        CopyValue(label=_("Scopes"), value="openid email profile"),
        CopyValue(
            label=_("Back-channel logout, if the provider offers it"),
            value=provider.backchannel_logout_uri,
        ),
        CopyValue(label=_("Sign-in address, for a tile"), value=provider.sign_in_url),
    )


def _typed(guide: Guide, provider: sso.IdentityProvider, problem: Problem) -> dict[str, str]:
    if problem.step == CONNECTION:
        return {name: typed(name, longest=LONGEST) for name in FIELDS[:2]}
    kept = {"issuer": provider.issuer, "client_id": provider.client_id}
    if not provider.issuer and guide.has_one_issuer:
        kept["issuer"] = guide.example
    return kept


def typed_connection() -> dict[str, Any]:
    """What was typed; a secret that was left empty stays as it is."""
    said = {name: typed(name, longest=LONGEST).strip() for name in FIELDS}
    changes: dict[str, Any] = {name: value for name, value in said.items() if value}
    return changes


def require_connection(provider: sso.IdentityProvider) -> Problem | None:
    """What is missing, in the words of the page, before the provider is asked to save it."""
    says = _("Please fill this in.")
    said = typed_connection()
    missing = {name: says for name in FIELDS[:2] if not said.get(name)}
    if not said.get("client_secret") and not provider.has_secret:
        missing["client_secret"] = says
    if len(said.get("issuer", "")) < SHORTEST_ISSUER and "issuer" not in missing:
        missing["issuer"] = _("Write the whole address, such as https://id.example.com.")
    return Problem(step=CONNECTION, fields=missing) if missing else None
