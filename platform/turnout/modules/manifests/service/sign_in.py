"""Sign-in of a manifest: domains, identity providers, what is asked of agencies; and quotas."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security import permissions
from turnout.kernel.values import from_attributes
from turnout.manifest_files.errors import BadManifest
from turnout.manifest_files.types import Domain, IdentityProvider, Quotas, SecondFactorPolicy
from turnout.modules.domains import api as domains
from turnout.modules.identity import api as identity
from turnout.modules.quotas import api as quotas
from turnout.modules.roles.api import AgencySignIn
from turnout.modules.saml import api as saml
from turnout.modules.second_factor_policies import api as second_factor_policies
from turnout.modules.sso import api as sso

ReadSecret = Callable[[Mapping[str, str], str], str]
"""What a reference leads to; the second says where the reference stands."""
BEGIN: Final = ("product", "issuer", "client_id", "domains", "group_claim")
"""What is written first; a provider is switched on and enforced when it is whole."""
GO: Final = {"state": "state", "enforced": "is_enforced", "agencies": "agencies"}
NAMES: Final = {"is_enforced": "enforced", "break_glass_user_id": "break_glass"}
"""Fields of the API → of the file."""


def name_domain(ctx: OrganizationContext, wanted: Domain, *, place: str) -> None:
    """Name a domain, or say whether it leads to the organization's pages."""
    permissions.require_platform(ctx)
    there = {each.host: each for each in domains.list_domains(ctx)}.get(wanted.host)
    try:
        if there is None:
            domains.add_domain(ctx, wanted.host, leads_here=bool(wanted.leads_here))
        elif wanted.leads_here is not None:
            domains.update_domain(ctx, there.id, leads_here=wanted.leads_here)
    except Invalid as wrong:
        raise _told(wrong, place) from wrong


def give_quotas(ctx: SystemContext, organization_id: UUID, wanted: Quotas, *, place: str) -> None:
    limits = dict(wanted.limits)
    try:
        quotas.set_quotas(ctx, organization_id, quotas.Quotas(plan=wanted.plan, limits=limits))
    except Invalid as wrong:
        raise _told(wrong, place) from wrong


def ask_for_factors(ctx: OrganizationContext, wanted: SecondFactorPolicy, *, place: str) -> None:
    """Say which roles ask for a second factor; who has none may set one up meanwhile."""
    permissions.require_platform(ctx)
    new = from_attributes(second_factor_policies.NewSecondFactorPolicy, wanted)
    try:
        second_factor_policies.set_policy(ctx, new)
    except Invalid as wrong:
        raise _told(wrong, place) from wrong


def factors_asked_in(ctx: OrganizationContext) -> SecondFactorPolicy:
    """Which roles ask for a second factor, as a file would say it."""
    permissions.require_platform(ctx)
    found = second_factor_policies.get_policy(ctx)
    return from_attributes(SecondFactorPolicy, found, roles=tuple(sorted(found.roles)))


def set_up_provider(
    ctx: OrganizationContext, wanted: IdentityProvider, *, place: str, read_secret: ReadSecret
) -> None:
    """Make a provider or change what is said of it; each step commits by itself.

    It is switched on and enforced last: what it lacks for that, such as a domain that is not
    proven yet, is told, and the next run goes on from there.
    """
    permissions.require_platform(ctx)
    said = wanted.said
    changes = {name: said[name] for name in BEGIN if name in said}
    if "client_secret" in said:
        changes["client_secret"] = read_secret(said["client_secret"], f"{place}/client_secret")
    if "mappings" in said:
        changes["mappings"] = tuple(sso.GroupMapping(**each) for each in said["mappings"])
    if "default_role" in said:
        changes["default_role"] = said["default_role"] or None
    try:
        provider_id = _find_or_make(ctx, wanted)
        sso.update_identity_provider(ctx, provider_id, changes)
        if said.get("saml"):
            _connect(ctx, provider_id, dict(said["saml"]))
        go = {GO[name]: said[name] for name in GO if name in said}
        if "agencies" in go:
            go["agencies"] = AgencySignIn(go["agencies"])
        if "break_glass" in said:
            go["break_glass_user_id"] = _owner(said["break_glass"])
        sso.update_identity_provider(ctx, provider_id, go)
    except Invalid as wrong:
        raise _told(wrong, place) from wrong


def _find_or_make(ctx: OrganizationContext, wanted: IdentityProvider) -> UUID:
    for each in sso.list_identity_providers(ctx):
        if each.name == wanted.name:
            return each.id
    new = sso.NewIdentityProvider(name=wanted.name, kind=wanted.kind)
    return sso.create_identity_provider(ctx, new).id


def _connect(ctx: OrganizationContext, provider_id: UUID, said: dict[str, Any]) -> None:
    """Say how the provider speaks SAML: by where its metadata stands, or by what it says."""
    url = said.pop("metadata_url", "")
    if url and saml.get_connection(ctx, provider_id).metadata_url != url:
        saml.set_metadata(ctx, provider_id, saml.NewMetadata(url=url))
    if "entity_id" in said:
        said["provider_entity_id"] = said.pop("entity_id")
    if said:
        saml.update_connection(ctx, provider_id, said)


def _owner(email: str) -> UUID:
    found = identity.find_user(email)
    if found is None:
        raise Invalid(FieldError("/break_glass_user_id", "Nobody has this address."))
    return found.id


def _told(wrong: Invalid, place: str) -> BadManifest:
    """The same refusal, by the places of the file."""
    return BadManifest(
        *(FieldError(place + _in_file(each.pointer), each.detail) for each in wrong.errors)
    )


def _in_file(pointer: str) -> str:
    first, *rest = pointer.removeprefix("/").split("/")
    return "/" + "/".join((NAMES.get(first, first), *rest))


def providers_of(ctx: OrganizationContext) -> dict[str, IdentityProvider]:
    """The identity providers as a file would say them, by their names."""
    permissions.require_platform(ctx)
    found = sso.list_identity_providers(ctx)
    with transaction(ctx) as tx:
        named = [each.break_glass_user_id for each in found if each.break_glass_user_id]
        people = identity.get_people(tx, named)
    emails = {person.id: person.email for person in people.values()}
    return {each.name: _said_of(ctx, each, emails) for each in found}


def _said_of(
    ctx: OrganizationContext, provider: sso.IdentityProvider, emails: Mapping[UUID, str]
) -> IdentityProvider:
    said: dict[str, Any] = {
        "product": provider.product,
        "domains": [each.domain for each in provider.domains],
        "group_claim": provider.group_claim,
        "mappings": [{"group": each.group, "role": each.role} for each in provider.mappings],
        "default_role": provider.default_role or "",
        "state": str(provider.state),
        "enforced": provider.is_enforced,
        "agencies": str(provider.agencies),
    }
    if provider.break_glass_user_id is not None:
        said["break_glass"] = emails.get(provider.break_glass_user_id, "")
    if provider.kind == sso.ProviderKind.OIDC:
        said |= {
            name: value
            for name, value in (("issuer", provider.issuer), ("client_id", provider.client_id))
            if value
        }
        if provider.has_secret:
            said["client_secret"] = {"env": ""}
    else:
        said["saml"] = _said_of_saml(saml.get_connection(ctx, provider.id))
    return IdentityProvider(name=provider.name, kind=str(provider.kind), said=said)


def _said_of_saml(connection: saml.SamlConnection) -> dict[str, Any]:
    said: dict[str, Any] = {
        "email_attribute": connection.email_attribute,
        "name_attribute": connection.name_attribute,
        "is_idp_initiated_allowed": connection.is_idp_initiated_allowed,
        "is_encryption_needed": connection.is_encryption_needed,
    }
    if connection.metadata_url:
        return said | {"metadata_url": connection.metadata_url}
    certificates = [each.certificate for each in connection.certificates if each.side == "provider"]
    told = {
        "entity_id": connection.provider_entity_id,
        "sso_url": connection.sso_url,
        "slo_url": connection.slo_url,
        "certificates": certificates,
    }
    return said | {name: value for name, value in told.items() if value}
