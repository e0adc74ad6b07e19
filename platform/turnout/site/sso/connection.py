"""What the owner's wizard and a shared link have in common: values to copy, fields to fill in."""

from typing import Any, Final

from flask import request

from turnout.kernel.errors import Invalid, TurnoutError
from turnout.modules.sso import api as sso
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.l10n.i18n import _
from turnout.site.sso.products import guide_of
from turnout.site.sso.testing import CONNECTION
from turnout.site.sso.views import ConnectionView, CopyValue, Problem

FORM: Final = "sso"
FIELDS: Final = ("issuer", "client_id", "client_secret")
LONGEST: Final = 1000
SHORTEST_ISSUER: Final = 8


def connection_view(
    provider: sso.IdentityProvider, *, problem: Problem, action: str, test_url: str
) -> ConnectionView:
    guide = guide_of(provider.product)
    said = {name: typed(name, longest=LONGEST) for name in FIELDS[:2]}
    kept = {"issuer": provider.issuer, "client_id": provider.client_id}
    if not provider.issuer and guide.has_one_issuer:
        kept["issuer"] = guide.example
    return ConnectionView(
        guide=guide,
        values=(
            CopyValue(label=guide.redirect_label, value=provider.redirect_uri),
            CopyValue(label=_("Scopes"), value="openid email profile"),
            CopyValue(
                label=_("Back-channel logout, if the provider offers it"),
                value=provider.backchannel_logout_uri,
            ),
            CopyValue(label=_("Sign-in address, for a tile"), value=provider.sign_in_url),
        ),
        provider=provider,
        typed=said if problem.step == CONNECTION else kept,
        problem=problem,
        form_token=csrf.token_of(FORM),
        action=action,
        test_url=test_url,
    )


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


def problem_of(step: str, refused: TurnoutError) -> Problem:
    """A refusal beside its fields, where it names some."""
    if isinstance(refused, Invalid):
        named = {each.pointer.removeprefix("/"): _(each.detail) for each in refused.errors}
        return Problem(step=step, fields=named)
    return Problem(step=step, text=_(refused.title))


def stale() -> Problem:
    return Problem(
        step=request.form.get("step", ""),
        text=_("This page was open for a long time, or was sent already. Please try once more."),
    )
