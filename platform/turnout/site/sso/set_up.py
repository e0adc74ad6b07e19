"""The pages on which an organization's own people set up sign-in with their provider."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from flask import Response, request

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Invalid, NotFound, TurnoutError
from turnout.modules.domains import api as domains
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.roles.api import AgencySignIn
from turnout.modules.saml import api as saml
from turnout.modules.sso import api as sso
from turnout.modules.sso_setup import api as sso_setup
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import Personal
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Option
from turnout.site.settings.entry import GUESTS, Entered, enter
from turnout.site.sso.connection import (
    FORM,
    connection_view,
    require_connection,
    typed_connection,
)
from turnout.site.sso.errors import problem_of, stale
from turnout.site.sso.products import OTHER, guide_of, guides
from turnout.site.sso.provider_page import (
    MOST_ROWS,
    home_of,
    page_of,
    progress_of,
    provider_page,
)
from turnout.site.sso.saml_steps import SAML_STEPS, SamlWriter
from turnout.site.sso.sign_in_tests import begin_in_browser, last_test, test_view
from turnout.site.sso.views import (
    CONNECTION,
    DETAILS,
    DOMAINS,
    METADATA,
    ROLES,
    Problem,
    ProviderLine,
    ProvidersPage,
    Said,
    TestPage,
)

LONGEST_NAME: Final = 80
LINK_DAYS: Final = 7
AGENCY_SIGN_INS: Final = frozenset(AgencySignIn)
CERTIFICATES: Final = "certificates"
SAVED: Final = {
    CONNECTION: marked("Saved. Now try a sign-in below."),
    DETAILS: marked("The details are saved."),
    "certificate": marked("It is made. Give our metadata to the provider again, then sign by it."),
    "signs": marked("We sign by this certificate from now on."),
    "forgotten": marked("The certificate is deleted."),
    DOMAINS: marked("Your domains are saved."),
    "proven": marked("The domain is proven."),
    ROLES: marked("The roles are saved. They follow at each person's next sign-in."),
    "active": marked("It is switched on: your people can sign in with it."),
    "off": marked("It is switched off: nobody signs in with it."),
    "enforced": marked("From now on it is the only way in for your domains."),
    "released": marked("Other ways to sign in are open again."),
    "revoked": marked("The link opens nothing any more."),
}


class SetUpPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(GUESTS)
    def providers(self, organization_id: UUID) -> Response:
        """The organization's providers, and the choice of a product to begin with."""
        entered = enter(organization_id, sso.MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        count_request("write" if request.method == "POST" else "read")
        problem = Problem()
        if request.method == "POST":
            made = _made(entered.ctx)
            if isinstance(made, sso.IdentityProvider):
                return csrf.renew(go_to(page_of(organization_id, made.id)))
            problem = made
        view = _providers_view(entered.ctx, problem)
        title = _("Sign-in with your own identity provider")
        status = 422 if problem.text else 200
        return self._personal.page("sso_providers.html", view, title=title, status=status)

    @page(GUESTS)
    def provider(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        """One provider: every step of its set-up, each with a form of its own."""
        entered = enter(organization_id, sso.MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        count_request("write" if request.method == "POST" else "read")
        ctx = entered.ctx
        provider = sso.get_identity_provider(ctx, identity_provider_id)
        if request.method != "POST":
            saved = SAVED.get(request.args.get("saved", ""), "")
            return self._shown(entered, provider, said=Said(saved=_(saved)))
        done = _sent(ctx, provider)
        if isinstance(done, str):
            return csrf.renew(go_to(done))
        csrf.renew_key()
        now = sso.get_identity_provider(ctx, provider.id)
        if isinstance(done, Problem):
            typed_roles = Said(wanted=_typed_roles()) if done.step == ROLES else None
            return self._shown(entered, now, problem=done, said=typed_roles)
        return self._shown(entered, now, said=done)

    @page(GUESTS)
    def test(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        """Send the browser to the provider for a test; nobody is signed in by its answer."""
        here = page_of(organization_id, identity_provider_id)
        entered = enter(organization_id, sso.MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        count_request("sign-in")
        try:
            return begin_in_browser(entered.ctx, identity_provider_id, back_to=f"{here}/tests")
        except Invalid as refused:
            problem = problem_of(CONNECTION, refused)
        provider = sso.get_identity_provider(entered.ctx, identity_provider_id)
        return self._shown(entered, provider, problem=problem)

    @page(GUESTS)
    def tested(self, organization_id: UUID, identity_provider_id: UUID, test_id: UUID) -> Response:
        """What a test sign-in came to."""
        here = page_of(organization_id, identity_provider_id)
        entered = enter(organization_id, sso.MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        count_request()
        provider = sso.get_identity_provider(entered.ctx, identity_provider_id)
        test = sso.get_test_sign_in(entered.ctx, provider.id, test_id)
        view = TestPage(
            provider=provider.name,
            test=test_view(test, zone_of(entered)),
            back_to=here,
            again=f"{here}/test",
        )
        return self._personal.page("sso_test.html", view, title=_("Test sign-in"))

    def _shown(
        self,
        entered: Entered,
        provider: sso.IdentityProvider,
        *,
        problem: Problem | None = None,
        said: Said | None = None,
    ) -> Response:
        here = page_of(entered.ctx.organization_id, provider.id)
        zone = zone_of(entered)
        test = last_test(sso.list_test_sign_ins(entered.ctx, provider.id), zone)
        connection = connection_view(
            entered.ctx,
            provider,
            problem=problem or Problem(),
            action=here,
            test_url=f"{here}/test",
            zone=zone,
        )
        view = provider_page(
            entered.ctx,
            connection,
            said or Said(),
            progress=progress_of(connection, test),
            last_test=test,
            zone=zone,
        )
        status = 422 if view.problem.step else 200
        return self._personal.page("sso_provider.html", view, title=provider.name, status=status)


def zone_of(entered: Entered) -> str:
    return identity.get_me(entered.viewer).time_zone


def _made(ctx: OrganizationContext) -> sso.IdentityProvider | Problem:
    """A draft of the chosen product; a name that is taken says so."""
    try:
        csrf.require_own(FORM)
    except csrf.Stale:
        return stale()
    name = typed("name", longest=LONGEST_NAME).strip() or _product_title()
    try:
        return sso.create_identity_provider(
            ctx, sso.NewIdentityProvider(name=name, product=_product(), kind=_kind())
        )
    except sso.IdentityProviderNameTaken:
        return Problem(step="new", text=_("You have a provider of this name already."))


Done = str | Said | Problem
"""Where to go on, or what to show beside the page as it is now."""


def _save_connection(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    missing = require_connection(provider)
    if missing is not None:
        return missing
    sso.update_identity_provider(ctx, provider.id, typed_connection())
    return _back(ctx, provider, CONNECTION)


def _save_saml(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    """Metadata, fields or details, as the step says."""
    step = typed("step", longest=20)
    writer = SamlWriter(
        set_metadata=partial(saml.set_metadata, ctx, provider.id),
        update=partial(saml.update_connection, ctx, provider.id),
    )
    problem = SAML_STEPS[step](writer)
    if problem is not None:
        return problem
    return _back(ctx, provider, DETAILS if step == DETAILS else CONNECTION)


def _refresh(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    try:
        saml.set_metadata(ctx, provider.id, saml.NewMetadata())
    except Invalid as refused:
        return problem_of(METADATA, refused)
    return _back(ctx, provider, CONNECTION)


def _make_certificate(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    saml.make_next_certificate(ctx, provider.id)
    return _back(ctx, provider, "certificate", at=CERTIFICATES)


def _sign_by(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    saml.activate_certificate(ctx, provider.id, _certificate_id())
    return _back(ctx, provider, "signs", at=CERTIFICATES)


def _delete_certificate(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    saml.delete_certificate(ctx, provider.id, _certificate_id())
    return _back(ctx, provider, "forgotten", at=CERTIFICATES)


def _certificate_id() -> UUID:
    try:
        return UUID(typed("certificate", longest=36))
    except ValueError:
        raise saml.CertificateNotFound from None


def _add_domain(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    """Name a domain for the provider and for the organization, which has to prove it."""
    domain = typed("domain", longest=253).strip().lower().removeprefix("@")
    named = tuple(each.domain for each in provider.domains)
    if domain and domain not in named:
        sso.update_identity_provider(ctx, provider.id, {"domains": (*named, domain)})
    if domain not in {each.host for each in domains.list_domains(ctx)}:
        domains.add_domain(ctx, domain)
    return _back(ctx, provider, DOMAINS)


def _remove_domain(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    """The provider signs in nobody of it any more; the organization keeps it as proven."""
    gone = typed("domain", longest=253)
    left = tuple(each.domain for each in provider.domains if each.domain != gone)
    sso.update_identity_provider(ctx, provider.id, {"domains": left})
    return _back(ctx, provider, DOMAINS)


def _check_domain(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    name = typed("domain", longest=253)
    found = next((each for each in domains.list_domains(ctx) if each.host == name), None)
    if found is None:
        found = domains.add_domain(ctx, name)
    try:
        domains.verify_domain(ctx, found.id)
    except domains.DomainNotProven as refused:
        there = ", ".join(refused.details["found"])
        return Problem(step=DOMAINS, text=_(refused.title), detail=there)
    # At once, and not only when the fact of it comes by.
    named = tuple(each.domain for each in provider.domains)
    sso.update_identity_provider(ctx, provider.id, {"domains": named})
    return _back(ctx, provider, "proven", at=DOMAINS)


def _save_roles(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    wanted = _typed_roles()
    if request.form.get("do") == "preview":
        found = sso.preview_mapping(ctx, provider.id, wanted)
        return Said(wanted=wanted, preview=found)
    changes = {
        "group_claim": wanted.group_claim,
        "mappings": wanted.mappings,
        "default_role": wanted.default_role,
    }
    sso.update_identity_provider(ctx, provider.id, changes)
    return _back(ctx, provider, ROLES)


def _switch(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    state = "active" if request.form.get("state") == "active" else "off"
    changes: dict[str, Any] = {"state": state}
    if state == "off":
        changes["is_enforced"] = False
    sso.update_identity_provider(ctx, provider.id, changes)
    return _back(ctx, provider, state, at="on")


def _enforce(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    if request.form.get("do") == "release":
        sso.update_identity_provider(ctx, provider.id, {"is_enforced": False})
        return _back(ctx, provider, "released", at="only")
    try:
        owner = UUID(typed("break_glass_user_id", longest=36))
    except ValueError:
        text = _("Name an owner who may sign in by password should the provider fail.")
        return Problem(step="only", fields={"break_glass_user_id": text})
    changes: dict[str, Any] = {"is_enforced": True, "break_glass_user_id": owner}
    chosen = typed("agencies", longest=20)
    if chosen in AGENCY_SIGN_INS:
        changes["agencies"] = AgencySignIn(chosen)
    sso.update_identity_provider(ctx, provider.id, changes)
    return _back(ctx, provider, "enforced", at="only")


def _make_link(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    made = sso_setup.create_setup_link(ctx, provider.id, days=LINK_DAYS)
    return Said(new_link=made.url)


def _revoke_link(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    try:
        link_id = UUID(typed("link", longest=36))
    except ValueError:
        raise NotFound from None
    sso_setup.revoke_setup_link(ctx, provider.id, link_id)
    return _back(ctx, provider, "revoked", at="share")


def _delete(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    if typed("name", longest=LONGEST_NAME) != provider.name:
        text = _("Please type the name exactly as it is shown")
        return Problem(step="delete", fields={"name": text})
    sso.delete_identity_provider(ctx, provider.id)
    return home_of(ctx.organization_id)


STEPS: Final[Mapping[str, Callable[[OrganizationContext, sso.IdentityProvider], Done]]] = {
    CONNECTION: _save_connection,
    **dict.fromkeys(SAML_STEPS, _save_saml),
    "refresh": _refresh,
    "make-certificate": _make_certificate,
    "sign-by": _sign_by,
    "drop-certificate": _delete_certificate,
    DOMAINS: _add_domain,
    "remove-domain": _remove_domain,
    "check": _check_domain,
    ROLES: _save_roles,
    "on": _switch,
    "only": _enforce,
    "share": _make_link,
    "revoke": _revoke_link,
    "delete": _delete,
}


def _sent(ctx: OrganizationContext, provider: sso.IdentityProvider) -> Done:
    """Do what the form of a step asks for; what is wrong with it, if something is."""
    step = typed("step", longest=20)
    act = STEPS.get(step)
    if act is None:
        raise NotFound
    try:
        csrf.require_own(FORM)
    except csrf.Stale:
        return stale()
    try:
        return act(ctx, provider)
    except TurnoutError as refused:
        return problem_of(step, refused)


def _back(
    ctx: OrganizationContext, provider: sso.IdentityProvider, saved: str, *, at: str = ""
) -> str:
    return f"{page_of(ctx.organization_id, provider.id)}?saved={saved}#{at or saved}"


def _typed_roles() -> sso.RoleRules:
    """The rows with a group and a role, in their order."""
    groups, chosen = request.form.getlist("group"), request.form.getlist("role")
    rows = [
        sso.GroupMapping(group=group.strip()[:256], role=role[:40])
        for group, role in zip(groups[:MOST_ROWS], chosen[:MOST_ROWS], strict=False)
        if group.strip() and role and "\x00" not in group + role
    ]
    return sso.RoleRules(
        group_claim=typed("group_claim", longest=256).strip() or "groups",
        mappings=tuple(rows),
        default_role=typed("default_role", longest=40) or None,
    )


def _product() -> str:
    said = request.form.get("product", "")
    return said if said in guides() else OTHER


def _kind() -> sso.ProviderKind:
    is_saml = request.form.get("kind") == sso.ProviderKind.SAML
    return sso.ProviderKind.SAML if is_saml else sso.ProviderKind.OIDC


def _product_title() -> str:
    return _(guide_of(_product()).title)


def _providers_view(ctx: OrganizationContext, problem: Problem) -> ProvidersPage:
    return ProvidersPage(
        organization=organizations.show_organization(ctx).name,
        settings_url=home_of(ctx.organization_id).removesuffix("/sso"),
        providers=tuple(
            ProviderLine(
                name=each.name,
                url=page_of(ctx.organization_id, each.id),
                title=_(guide_of(each.product).title),
                protocol="SAML" if each.kind == sso.ProviderKind.SAML else "OpenID Connect",
                state=each.state,
                domains=tuple(domain.domain for domain in each.domains),
            )
            for each in sso.list_identity_providers(ctx)
        ),
        products=tuple(Option(value=key, label=_(guide.title)) for key, guide in guides().items()),
        form_token=csrf.token_of(FORM),
        name=typed("name", longest=LONGEST_NAME),
        kind=request.form.get("kind", ""),
        error=problem.text,
    )
