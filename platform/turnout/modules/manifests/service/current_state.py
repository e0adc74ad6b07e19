"""Export of an organization (profile, events, tickets …) as the file that would make it again."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.pagination import PageRequest, every_page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.values import from_attributes
from turnout.manifest_files.types import (
    Agency,
    Connection,
    Domain,
    IdentityProvider,
    Manifest,
    Member,
    Profile,
    Quotas,
    Role,
    SecondFactorPolicy,
    TemplateShare,
)
from turnout.modules.agencies import api as agencies
from turnout.modules.catalog import api as catalog
from turnout.modules.connections import api as connections
from turnout.modules.domains import api as domains
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.identity import api as identity
from turnout.modules.manifests.errors import OrganizationNotFound
from turnout.modules.manifests.rules import CurrentState
from turnout.modules.manifests.service.profile import profile_of
from turnout.modules.manifests.service.sign_in import factors_asked_in, providers_of
from turnout.modules.organizations import api as organizations
from turnout.modules.price_rules import api as price_rules
from turnout.modules.quotas.api import find_quotas
from turnout.modules.roles import api as roles
from turnout.modules.series.api import find_series_by_slug
from turnout.modules.template_shares import api as template_shares

MOST = PageRequest(limit=100)


def find_current_state(ctx: SystemContext, slug: str) -> tuple[UUID, CurrentState] | None:
    """Return the organization that has, or had, this address name; None when there is none."""
    found = organizations.find_by_slug(slug)
    if found is None:
        return None
    members = list(_members_of(ctx, found.id))
    with transaction(system_in(found.id, ctx.job)) as tx:
        has_logo = organizations.branding_of(tx).logo_file_id is not None
        given = find_quotas(tx)
    inside = system_in(found.id, ctx.job)
    return found.id, CurrentState(
        has_logo=has_logo,
        quotas=Quotas(plan=given.plan, limits=given.limits),
        domains={each.host: each.leads_here for each in domains.list_domains(inside)},
        identity_providers=providers_of(inside),
        profile=from_attributes(Profile, found),
        roles={person.email.lower(): member.role for member, person in members},
        own_roles={each.key: each for each in _roles_of(ctx, found.id)},
        names={
            person.email.lower(): person.display_name
            for member, person in members
            if member.event_ids is None and member.expires_at is None
        },
        agencies={
            each.agency_slug: each.role
            for each in links_of(ctx, found.id)
            if each.state == "active"
        },
        connections={view.name: _connection(view) for view in views_of(ctx, found.id)},
        template_shares=_template_shares_of(inside),
        business_profile=profile_of(inside),
        second_factor_policy=factors_asked_in(inside),
        legal={
            text.kind.value: said_of(text.texts)
            for text in organizations.list_legal_texts(system_in(found.id, ctx.job))
        },
    )


def said_of(texts: Mapping[str, organizations.LegalWording]) -> dict[str, dict[str, str]]:
    """Texts as a manifest says them: by language, the words or the address."""
    return {
        tag: {"url": wording.url} if wording.url else {"html": wording.html}
        for tag, wording in texts.items()
    }


def with_events(ctx: SystemContext, organization_id: UUID, *, slugs: list[str]) -> dict[str, Any]:
    """Return what is there of these events: drafts with what they sell, and the others."""
    inside = system_in(organization_id, ctx.job)
    with transaction(inside) as tx:
        found = [events.find_event_by_slug(tx, slug) for slug in slugs]
        there = {slug: event for slug, event in zip(slugs, found, strict=True) if event}
        drafts = {
            slug: frozenset(offer.name for offer in catalog.list_offers(tx, event.id))
            for slug, event in there.items()
            if event.state is events.State.DRAFT
        }
        priced = {
            slug: frozenset(
                (offer.name, currency)
                for offer in catalog.list_offers(tx, there[slug].id)
                for currency in offer.prices
            )
            for slug in drafts
        }
        ruled = {slug: _price_rules_of(tx, there[slug].id) for slug in drafts}
        asking = {slug for slug in drafts if forms.find_version_id(tx, there[slug].id)}
    return {
        "drafts": drafts,
        "prices": priced,
        "price_rules": ruled,
        "asking": frozenset(asking),
        "shown": frozenset(there.keys() - drafts.keys()),
    }


def _price_rules_of(tx: Transaction, event_id: UUID) -> frozenset[tuple[str, str]]:
    """The price rules of an event: (ticket type, name)."""
    names = {offer.ticket_type_id: offer.name for offer in catalog.list_offers(tx, event_id)}
    found = price_rules.rules_of_event(tx, event_id)
    return frozenset((names.get(each.ticket_type_id, ""), each.name) for each in found)


def with_series(ctx: SystemContext, organization_id: UUID, *, slugs: list[str]) -> dict[str, Any]:
    """Return what is there of these series: their events and passes."""
    found = {}
    with transaction(system_in(organization_id, ctx.job)) as tx:
        for slug in slugs:
            series = find_series_by_slug(tx, slug)
            if series is not None:
                members = {each.id: each.slug for each in events.events_of_series(tx, series.id)}
                passes = catalog.list_passes(tx, list(members))
                names = frozenset(offer.name for _, offer in passes)
                found[slug] = (frozenset(members.values()), names)
    return {"series": found}


def with_templates(
    ctx: SystemContext, organization_id: UUID, *, slugs: list[str]
) -> dict[str, Any]:
    """Return which of these names an event has already."""
    with transaction(system_in(organization_id, ctx.job)) as tx:
        there = frozenset(slug for slug in slugs if events.find_event_by_slug(tx, slug))
    return {"templates": there}


def _roles_of(ctx: SystemContext, organization_id: UUID) -> list[Role]:
    found = roles.list_roles(system_in(organization_id, ctx.job))
    return [from_attributes(Role, each) for each in found if each.id is not None]


def _members_of(
    ctx: SystemContext, organization_id: UUID
) -> Iterator[tuple[organizations.Member, identity.Person]]:
    request = MOST
    while True:
        with transaction(system_in(organization_id, ctx.job)) as tx:
            rows = organizations.list_members(tx, request)
            people = identity.get_people(tx, [row.user_id for row in rows])
        yield from ((row, people[row.user_id]) for row in rows[: request.limit])
        if len(rows) <= request.limit:
            return
        request = PageRequest(limit=request.limit, after=("", rows[request.limit - 1].id))


def links_of(ctx: SystemContext, organization_id: UUID) -> list[agencies.AgencyLink]:
    """Return the agencies' links that were not ended."""
    inside = system_in(organization_id, ctx.job)
    pages = every_page(lambda request: agencies.list_agency_links(inside, request))
    return [link for found in pages for link in found if link.state != "ended"]


def _template_shares_of(ctx: OrganizationContext) -> dict[str, TemplateShare]:
    """What an agency shares, with the names of clients that are, or were, its own."""
    shares = template_shares.list_shares(ctx)
    slugs: dict[UUID, str] = {}
    if shares:
        for found in every_page(lambda request: agencies.list_clients(ctx, request)):
            slugs |= {link.organization_id: link.organization_slug for link in found}
    return {
        each.slug: TemplateShare(
            template=each.slug,
            clients=None
            if each.clients is None
            else tuple(sorted(slugs[client] for client in each.clients if client in slugs)),
        )
        for each in shares
    }


def views_of(ctx: SystemContext, organization_id: UUID) -> list[connections.Connection]:
    return connections.list_connections(system_in(organization_id, ctx.job))


def _connection(view: connections.Connection) -> Connection:
    return Connection(
        name=view.name,
        kind=view.kind,
        adapter=view.adapter_key,
        mode=view.mode,
        settings=view.settings,
        options=_options(view),
        secrets={name: {"env": variable(view.name, name)} for name in view.secrets_set},
    )


def _options(view: connections.Connection) -> dict[str, Any]:
    """Say what of payments is not as it is by itself, and the position."""
    said = {
        "collects": "" if view.collects == "at_once" else view.collects,
        "countries": view.countries,
        "currencies": view.currencies,
    }
    return {**{name: value for name, value in said.items() if value}, "position": view.position}


def variable(connection: str, secret: str) -> str:
    """Name a variable for a secret: `Card payments`, `api_key` → CARD_PAYMENTS_API_KEY."""
    words = "".join(letter if letter.isalnum() else " " for letter in f"{connection} {secret}")
    return "_".join(words.upper().split())


def _with_variable(provider: IdentityProvider) -> IdentityProvider:
    """The provider with its secret as a variable that the reader sets."""
    if "client_secret" not in provider.said:
        return provider
    reference = {"env": variable(provider.name, "client_secret")}
    return replace(provider, said={**provider.said, "client_secret": reference})


def export(ctx: SystemContext, slug: str) -> Manifest:
    """Say what is there; secrets become references to variables that the reader sets.

    Members whose grant is limited to events or ends some day are left out: a manifest grants a
    whole role for good.

    Planning the result changes nothing. OrganizationNotFound when nobody has the name.
    """
    found = find_current_state(ctx, slug)
    if found is None:
        raise OrganizationNotFound(slug=slug)
    present = found[1]
    agency = next(iter(sorted(present.agencies.items())), None)
    return Manifest(
        profile=present.profile,
        named=frozenset(
            each.name
            for each in fields(Profile)
            if getattr(present.profile, each.name) or each.name in {"slug", "name"}
        ),
        agency=Agency(slug=agency[0], role=agency[1]) if agency else None,
        roles=tuple(present.own_roles[key] for key in sorted(present.own_roles)),
        members=tuple(
            Member(email=email, role=present.roles[email], name=name)
            for email, name in sorted(present.names.items())
        ),
        connections=tuple(present.connections[name] for name in sorted(present.connections)),
        domains=tuple(
            Domain(host=host, leads_here=leads) for host, leads in sorted(present.domains.items())
        ),
        identity_providers=tuple(
            _with_variable(present.identity_providers[name])
            for name in sorted(present.identity_providers)
        ),
        quotas=None if present.quotas == Quotas() else present.quotas,
        legal=present.legal,
        business_profile=present.business_profile,
        second_factor_policy=None
        if present.second_factor_policy == SecondFactorPolicy()
        else present.second_factor_policy,
        template_shares=tuple(
            present.template_shares[slug] for slug in sorted(present.template_shares)
        ),
    )
