"""Identity providers: set up by the organization's managers, and what a mapping would do."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.outbound.outbound_http import require_callable
from turnout.kernel.security import permissions
from turnout.kernel.values import from_attributes
from turnout.modules.agencies import api as agencies
from turnout.modules.domains import api as domains
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles
from turnout.modules.roles.api import AgencySignIn
from turnout.modules.sso import hooks, policies, queries, rules
from turnout.modules.sso.errors import IdentityProviderNameTaken, IdentityProviderNotFound
from turnout.modules.sso.types import (
    IdentityProvider,
    MappedMember,
    NewIdentityProvider,
    ProviderKind,
    ProviderState,
    RoleRules,
    SignInRecord,
    StoredProvider,
)
from turnout.openid.types import Client

SEALED: Final = "identity_providers.secret"
RULES: Final = ("group_claim", "mappings", "default_role")


def list_identity_providers(ctx: OrganizationContext) -> list[IdentityProvider]:
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        return [_shown(tx, each) for each in queries.list_providers(tx)]


def get_identity_provider(ctx: OrganizationContext, provider_id: UUID) -> IdentityProvider:
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        return _shown(tx, _there(queries.find_provider(tx, provider_id)))


def create_identity_provider(
    ctx: OrganizationContext, new: NewIdentityProvider
) -> IdentityProvider:
    """Write a provider as a draft: nobody signs in by it before it is switched on."""
    policies.require_can_manage(ctx)
    organizations.raise_if(rules.kind_errors(new))
    if new.kind == ProviderKind.OIDC and new.issuer:
        _require_issuer(new.issuer)
    organizations.raise_if([*rules.domain_errors(new.domains), *rules.role_errors(new.rules)])
    provider_id = new_id()
    secret = _sealed(new.client_secret, ctx.organization_id, provider_id)
    with transaction(ctx) as tx:
        _require_roles(tx, new.rules)
        if not queries.insert_provider(tx, provider_id, new, secret=secret):
            raise IdentityProviderNameTaken
        _name_domains(tx, provider_id, new.domains)
        if new.kind != ProviderKind.OIDC:
            for create in hooks.CREATED:
                create(tx, provider_id)
        return _shown(tx, _there(queries.find_provider(tx, provider_id)))


def update_identity_provider(
    ctx: OrganizationContext,
    provider_id: UUID,
    changes: dict[str, Any],
    *,
    version: int | None = None,
) -> IdentityProvider:
    """Change what is named; roles follow at the next sign-in of each person.

    Enforcing takes a proven domain, a provider that is switched on, and an owner who may still
    sign in by password should the provider fail.
    """
    policies.require_can_manage(ctx)
    organizations.raise_if(rules.domain_errors(changes.get("domains", ())))
    with transaction(ctx) as tx:
        before = _there(queries.lock_provider(tx, provider_id))
        require_version(version, before.version)
        if before.kind == ProviderKind.OIDC and "issuer" in changes:
            _require_issuer(changes["issuer"])
        organizations.raise_if(rules.change_errors(before.kind, changes))
        changed = _changed(before, changes)
        if changed.rules != before.rules:
            organizations.raise_if(rules.role_errors(changed.rules))
            _require_roles(tx, changed.rules)
        if changed.state == ProviderState.ACTIVE:
            _require_complete(tx, changed)
        if changed.break_glass_user_id or changed.is_enforced:
            _require_break_glass(tx, changed)
        if not queries.update_provider(tx, changed):
            raise IdentityProviderNameTaken
        if "domains" in changes:
            _name_domains(tx, provider_id, changes["domains"])
        _require_enforceable(tx, changed)
        _rule_agencies(tx)
        return _shown(tx, _there(queries.find_provider(tx, provider_id)))


def delete_identity_provider(ctx: OrganizationContext, provider_id: UUID) -> None:
    """Delete a provider; who became a member by it stays one, and signs in some other way."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        _there(queries.lock_provider(tx, provider_id))
        queries.delete_provider(tx, provider_id)
        _rule_agencies(tx)


def preview_mapping(
    ctx: OrganizationContext, provider_id: UUID, wanted: RoleRules
) -> list[MappedMember]:
    """What a mapping would make of everybody who signed in by the provider, by their last groups.

    Owners stay owners. Nothing is changed.
    """
    policies.require_can_manage(ctx)
    organizations.raise_if(rules.role_errors(wanted))
    with transaction(ctx) as tx:
        _there(queries.find_provider(tx, provider_id))
        _require_roles(tx, wanted)
        found = []
        for each in queries.list_people(tx, provider_id):
            member = organizations.find_member_of(tx, each.user_id)
            now = member.role if member else None
            then = now if now == "owner" else rules.role_of(wanted, each.groups)
            found.append(
                MappedMember(user_id=each.user_id, groups=each.groups, role_now=now, role_then=then)
            )
    return found


def list_sign_ins(
    ctx: OrganizationContext, provider_id: UUID, request: PageRequest
) -> Page[SignInRecord]:
    """The last sign-ins by a provider with the reasons of those refused, the newest first."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        _there(queries.find_provider(tx, provider_id))
        rows = queries.list_records(tx, provider_id, request)
    return page(rows, request, key=lambda each: ("", each.id))


def follow_domain(ctx: OrganizationContext, domain: str) -> None:
    """Have a domain count while the organization has proven it, as it stands now."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        if domains.list_proven(tx, [domain]):
            queries.prove_domain(tx, domain)
        else:
            queries.unprove_domain(tx, domain)


def _name_domains(tx: Transaction, provider_id: UUID, named: Sequence[str]) -> None:
    """Keep these domains; one that the organization has proven already counts at once."""
    queries.replace_domains(tx, provider_id, domains=named)
    for domain in domains.list_proven(tx, named):
        queries.prove_domain(tx, domain)


def find_stored_provider(tx: Transaction, provider_id: UUID) -> StoredProvider:
    """The provider as it is stored, for the protocols; IdentityProviderNotFound."""
    return _there(queries.find_provider(tx, provider_id))


def lock_stored_provider(tx: Transaction, provider_id: UUID) -> StoredProvider:
    return _there(queries.lock_provider(tx, provider_id))


def name_issuer(tx: Transaction, provider_id: UUID, issuer: str) -> None:
    """Say what a SAML provider calls itself, as its metadata has it."""
    before = _there(queries.lock_provider(tx, provider_id))
    if before.issuer != issuer:
        queries.update_provider(tx, replace(before, issuer=issuer))


def missing_of(tx: Transaction, provider: StoredProvider) -> tuple[str, ...]:
    """What it lacks before it can sign anybody in, in plain words."""
    if provider.kind == ProviderKind.OIDC:
        return ()
    asked = [each for answer in hooks.MISSING for each in answer(tx, provider.id)]
    return (*(() if provider.issuer else (rules.NO_ENTITY_ID,)), *asked)


def client_of(provider: StoredProvider) -> Client:
    """What we are at the provider; each provider has a redirect URI of its own."""
    secret = provider.secret and runtime.current().keys.open(
        provider.secret,
        organization_id=provider.organization_id,
        field=f"{SEALED}/{provider.id}",
    )
    return Client(
        issuer=provider.issuer,
        client_id=provider.client_id,
        client_secret=secret.decode(),
        redirect_uri=f"{address_of_provider(provider)}/return",
    )


def address_of_provider(provider: StoredProvider) -> str:
    base = runtime.current().settings.public_url.rstrip("/")
    return f"{base}/sso/{provider.organization_id}/{provider.id}"


def signed_out_uri(provider: StoredProvider) -> str:
    """Where a provider sends back who signed out there because they did so here."""
    return f"{address_of_provider(provider)}/signed-out"


def _shown(tx: Transaction, provider: StoredProvider) -> IdentityProvider:
    base = runtime.current().settings.public_url.rstrip("/")
    here = f"{provider.organization_id}/{provider.id}"
    is_openid = provider.kind == ProviderKind.OIDC
    told_of_logout = f"{base}/hooks/v1/sso/{here}/logout"
    return from_attributes(
        IdentityProvider,
        provider,
        redirect_uri=f"{address_of_provider(provider)}/{'return' if is_openid else 'acs'}",
        backchannel_logout_uri=told_of_logout
        if is_openid
        else f"{address_of_provider(provider)}/slo",
        post_logout_redirect_uri=signed_out_uri(provider) if is_openid else "",
        missing=missing_of(tx, provider),
        sign_in_url=address_of_provider(provider),
        domains=tuple(queries.list_domains(tx, provider.id)),
    )


def _changed(before: StoredProvider, changes: dict[str, Any]) -> StoredProvider:
    said = {name: value for name, value in changes.items() if name not in ("domains", "rules")}
    secret = said.pop("client_secret", None)
    if secret is not None:
        said["secret"] = _sealed(secret, before.organization_id, before.id)
    return replace(before, **said)


def _require_roles(tx: Transaction, wanted: RoleRules) -> None:
    """Every role that is named is there, and carries at most what this person may."""
    named = [(f"/mappings/{index}/role", each.role) for index, each in enumerate(wanted.mappings)]
    if wanted.default_role is not None:
        named.append(("/default_role", wanted.default_role))
    for pointer, role in named:
        rights = roles.find_rights(tx, role)
        if rights is None:
            raise Invalid(FieldError(pointer, "The organization has no such role."))
        roles.require_own_rights(tx, rights)


def _require_complete(tx: Transaction, provider: StoredProvider) -> None:
    missing = missing_of(tx, provider)
    if missing:
        raise Invalid(FieldError("/state", " ".join(missing)))
    if provider.kind != ProviderKind.OIDC:
        return
    asked = {
        "/issuer": provider.issuer,
        "/client_id": provider.client_id,
        "/client_secret": provider.secret,
    }
    says = "Fill this in before you switch it on."
    organizations.raise_if([FieldError(each, says) for each, value in asked.items() if not value])


def _require_enforceable(tx: Transaction, provider: StoredProvider) -> None:
    if not provider.is_enforced:
        return
    if provider.state != ProviderState.ACTIVE:
        raise Invalid(FieldError("/is_enforced", "Switch the identity provider on first."))
    if not any(each.is_proven for each in queries.list_domains(tx, provider.id)):
        raise Invalid(FieldError("/is_enforced", "Prove one of its domains first."))


def _require_break_glass(tx: Transaction, provider: StoredProvider) -> None:
    chosen = provider.break_glass_user_id
    owner = organizations.find_member_of(tx, chosen) if chosen else None
    if owner is None or owner.role != "owner":
        says = "Name an owner who may sign in by password should the provider fail."
        raise Invalid(FieldError("/break_glass_user_id", says))


def _rule_agencies(tx: Transaction) -> None:
    """Have agencies come in as the providers ask that are enforced now; the strictest counts."""
    asked = {
        each.agencies
        for each in queries.list_providers(tx)
        if each.is_enforced and each.state == ProviderState.ACTIVE
    }
    refused = AgencySignIn.REFUSED
    agencies.rule_sign_in(tx, refused if refused in asked else next(iter(asked), None))


def _require_issuer(issuer: str) -> None:
    require_callable(issuer, runtime.current().rules, pointer="/issuer")


def _sealed(secret: str, organization_id: UUID, provider_id: UUID) -> bytes:
    """The secret as it is stored; nothing for none, which a draft may have."""
    if not secret:
        return b""
    keys = runtime.current().keys
    field = f"{SEALED}/{provider_id}"
    return keys.seal(secret.encode(), organization_id=organization_id, field=field)


def _there(found: StoredProvider | None) -> StoredProvider:
    if found is None:
        raise IdentityProviderNotFound
    return found
