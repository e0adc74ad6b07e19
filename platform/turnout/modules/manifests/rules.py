"""The difference between a manifest and the current state, as changes in their order. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from turnout.kernel.errors import FieldError
from turnout.kernel.security.permissions import ROLES
from turnout.manifest_files.errors import BadManifest
from turnout.manifest_files.types import (
    BusinessProfile,
    Connection,
    IdentityProvider,
    LegalTexts,
    Manifest,
    Profile,
    Quotas,
    Role,
    SecondFactorPolicy,
    TemplateShare,
)
from turnout.saml.certificates import read_certificate
from turnout.saml.errors import SamlRefused


class Part(StrEnum):
    ORGANIZATION = "organization"
    ROLE = "role"
    MEMBER = "member"
    AGENCY = "agency"
    CONNECTION = "connection"
    DOMAIN = "domain"
    IDENTITY_PROVIDER = "identity provider"
    QUOTAS = "quotas"
    BUSINESS_PROFILE = "business profile"
    SECOND_FACTOR_POLICY = "second-factor policy"
    EVENT = "event"
    TEMPLATE = "template"
    EVENT_COPY = "event copy"
    SERIES = "series"
    TEMPLATE_SHARE = "template share"
    LEGAL = "legal"
    LOGO = "logo"


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentState:
    """An organization as it is, in the words of manifests."""

    profile: Profile
    roles: Mapping[str, str] = field(default_factory=dict)
    """Address of a member, in small letters → role."""
    own_roles: Mapping[str, Role] = field(default_factory=dict)
    """Key of a role of the organization's own → the role."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Address of a member whose grant is neither limited nor ending → name."""
    agencies: Mapping[str, str] = field(default_factory=dict)
    """Slug of an agency with an active link → the link's role."""
    connections: Mapping[str, Connection] = field(default_factory=dict)
    domains: Mapping[str, bool] = field(default_factory=dict)
    """Host → whether the organization's pages stand there."""
    identity_providers: Mapping[str, IdentityProvider] = field(default_factory=dict)
    """By their names; `client_secret` is said where there is one."""
    quotas: Quotas = field(default_factory=Quotas)
    drafts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Slug of an event that is still a draft → names of its ticket types."""
    price_rules: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """By slugs of the drafts, their price rules: (ticket type, name)."""
    prices: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """By slugs of the drafts, in what they are sold further: (ticket type, currency)."""
    asking: frozenset[str] = frozenset()
    """Slugs of the drafts that have a form."""
    shown: frozenset[str] = frozenset()
    """Slugs of the events that were published, whatever became of them."""
    series: Mapping[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    """Slug of a series → slugs of its events and names of its passes."""
    template_shares: Mapping[str, TemplateShare] = field(default_factory=dict)
    """By the template's slug."""
    legal: LegalTexts = field(default_factory=dict)
    """The texts that are in force."""
    has_logo: bool = False
    business_profile: BusinessProfile = field(default_factory=BusinessProfile)
    second_factor_policy: SecondFactorPolicy = field(default_factory=SecondFactorPolicy)
    templates: frozenset[str] = frozenset()
    """Slugs of the events that are there, of those that the file has with all that is in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step from what is to what the manifest says; `before` is empty for what is new."""

    organization: str
    part: Part
    key: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def is_new(self) -> bool:
        return not self.before

    def __str__(self) -> str:
        what = self.part if self.part is Part.ORGANIZATION else f"{self.part} {self.key}"
        if self.is_new:
            said = ", ".join(f"{name} {_shown(value)}" for name, value in self.after.items())
            return f"+ {self.organization}: {what}" + (f" ({said})" if said else "")
        changes = ", ".join(
            f"{name} {_shown(self.before[name])} → {_shown(value)}"
            for name, value in self.after.items()
        )
        return f"~ {self.organization}: {what}: {changes}"


def changes(wanted: Manifest, present: CurrentState | None) -> list[Change]:
    """List the steps in the order in which they can be taken; empty when nothing differs."""
    return [
        *_of_organization(wanted, present),
        *_of_business_profile(wanted, present),
        *_of_legal(wanted, present),
        *_of_logo(wanted, present),
        *_of_roles(wanted, present),
        *_of_second_factor_policy(wanted, present),
        *_of_members(wanted, present),
        *_of_agency(wanted, present),
        *_of_connections(wanted, present),
        *_of_quotas(wanted, present),
        *_of_domains(wanted, present),
        *_of_identity_providers(wanted, present),
        *_of_events(wanted, present),
        *_of_templates(wanted, present),
        *_of_series(wanted, present),
        *_of_template_shares(wanted, present),
    ]


def in_order(manifests: list[Manifest]) -> list[Manifest]:
    """Put agencies first: their clients' links need them."""
    return sorted(manifests, key=lambda each: (each.profile.kind != "agency", each.profile.slug))


def _of_organization(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    stated = {name: value for name, value in asdict(wanted.profile).items() if name in wanted.named}
    slug = wanted.profile.slug
    if present is None:
        yield from _difference(wanted, Part.ORGANIZATION, slug, before={}, after=stated)
        return
    if present.profile.kind != wanted.profile.kind and "kind" in wanted.named:
        raise BadManifest(
            FieldError(f"{wanted.place}#/organization/kind", "The kind of an organization stays.")
        )
    before = asdict(present.profile)
    yield from _difference(wanted, Part.ORGANIZATION, slug, before=before, after=stated)


def _of_legal(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    """Find texts that read otherwise than those in force; each becomes a version of its own."""
    for kind, texts in sorted(wanted.legal.items()):
        there = present.legal.get(kind) if present else None
        before = _words(there) if there else {}
        yield from _difference(wanted, Part.LEGAL, kind, before=before, after=_words(texts))


def _of_business_profile(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    """Find what is said otherwise; what the file does not name stays."""
    if wanted.business_profile is None:
        return
    there = present.business_profile if present else BusinessProfile()
    before = _said_of_profile(there)
    named = wanted.business_profile
    after = {
        name: value
        for name, value in _said_of_profile(named).items()
        if getattr(named, name) is not None
    }
    yield from _difference(
        wanted, Part.BUSINESS_PROFILE, wanted.profile.slug, before=before, after=after
    )


def _said_of_profile(said: BusinessProfile) -> dict[str, str]:
    links = sorted((said.social_links or {}).items())
    return {
        "country": said.country or "",
        "social_links": " ".join(f"{name}={url}" for name, url in links),
    }


def _of_second_factor_policy(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    if wanted.second_factor_policy is None:
        return
    there = present.second_factor_policy if present else SecondFactorPolicy()
    yield from _difference(
        wanted,
        Part.SECOND_FACTOR_POLICY,
        wanted.profile.slug,
        before=_said_of_policy(there),
        after=_said_of_policy(wanted.second_factor_policy),
    )


def _said_of_policy(policy: SecondFactorPolicy) -> dict[str, Any]:
    return {**asdict(policy), "roles": "+".join(policy.roles)}


def _of_templates(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    """Find templates and events to make; one that is there is its organizers' own."""
    parts = ((Part.TEMPLATE, wanted.templates), (Part.EVENT_COPY, wanted.event_copies))
    for part, each in ((part, each) for part, listed in parts for each in listed):
        if not (present and each.slug in present.templates):
            after = {"contents": each.contents}
            yield from _difference(wanted, part, each.slug, before={}, after=after)


def _of_logo(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    """Find the logo that is missing; one that is there is its organizers' own."""
    if wanted.logo and not (present and present.has_logo):
        yield from _difference(wanted, Part.LOGO, wanted.logo, before={}, after={"is": "shown"})


def _words(texts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The languages, and a mark of all the words: a text is too long for a line of a plan."""
    said = json.dumps({tag: dict(wording) for tag, wording in texts.items()}, sort_keys=True)
    return {
        "languages": "+".join(sorted(texts)),
        "sha256": hashlib.sha256(said.encode()).hexdigest()[:12],
    }


def _of_roles(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    """They come before the members who have them; roles that the file does not name stay."""
    for role in wanted.roles:
        there = present.own_roles.get(role.key) if present else None
        before = _said_of_role(there) if there else {}
        yield from _difference(
            wanted, Part.ROLE, role.key, before=before, after=_said_of_role(role)
        )


def _said_of_role(role: Role) -> dict[str, str]:
    return {
        "name": role.name,
        "description": role.description,
        "permissions": "+".join(role.permissions),
    }


def _of_members(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    """Owners come first, so that a change never leaves an organization without one."""
    roles = present.roles if present else {}
    order = sorted(wanted.members, key=lambda each: (each.role != "owner", each.email.lower()))
    known = {*ROLES, *(each.key for each in wanted.roles), *(present.own_roles if present else ())}
    for member in order:
        email = member.email.lower()
        if member.role not in known:
            place = f"{wanted.place}#/members/{email}/role"
            raise BadManifest(FieldError(place, f"There is no role {member.role}."))
        before = {"role": roles[email]} if email in roles else {}
        yield from _difference(
            wanted, Part.MEMBER, email, before=before, after={"role": member.role}
        )


def _of_agency(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    """Find the link that is missing or has another scope; the links of other agencies stay."""
    agency = wanted.agency
    if agency is None:
        return
    role = present.agencies.get(agency.slug) if present else None
    before = {"role": role} if role else {}
    yield from _difference(
        wanted, Part.AGENCY, agency.slug, before=before, after={"role": agency.role}
    )


def _of_connections(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    there = present.connections if present else {}
    for connection in wanted.connections:
        before = there.get(connection.name)
        if before and _nature(before) != _nature(connection):
            raise BadManifest(
                FieldError(
                    f"{wanted.place}#/connections",
                    f"{connection.name} is {' '.join(_nature(before))}; name a new connection.",
                )
            )
        yield from _difference(
            wanted,
            Part.CONNECTION,
            connection.name,
            before=_comparable(before, connection) if before else {},
            after=_comparable(connection, connection),
        )


def _of_quotas(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    if wanted.quotas is None:
        return
    before = _said_of_quotas(present.quotas if present else Quotas())
    after = _said_of_quotas(wanted.quotas)
    yield from _difference(wanted, Part.QUOTAS, wanted.profile.slug, before=before, after=after)


def _said_of_quotas(quotas: Quotas) -> dict[str, str]:
    limits = (f"{kind}={limit}" for kind, limit in sorted(quotas.limits.items()))
    return {"plan": quotas.plan, "limits": "+".join(limits)}


def _of_domains(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    """Find domains to be named; they are proven by their DNS record, not by a file."""
    there = present.domains if present else {}
    for each in wanted.domains:
        before = {"leads_here": there[each.host]} if each.host in there else {}
        leads = before.get("leads_here", False) if each.leads_here is None else each.leads_here
        after = {"leads_here": leads}
        yield from _difference(wanted, Part.DOMAIN, each.host, before=before, after=after)


def _of_identity_providers(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    there = present.identity_providers if present else {}
    for each in wanted.identity_providers:
        place = f"{wanted.place}#/identity_providers/{each.name}"
        before = there.get(each.name)
        if before and before.kind != each.kind:
            says = f"It is of {before.kind}; name a new one."
            raise BadManifest(FieldError(f"{place}/kind", says))
        yield from _difference(
            wanted,
            Part.IDENTITY_PROVIDER,
            each.name,
            before={"kind": before.kind, **comparable(before, place)} if before else {},
            after={"kind": each.kind, **comparable(each, place)},
        )


def comparable(provider: IdentityProvider, place: str) -> dict[str, Any]:
    """What is said of a provider, each as a word; of a secret only that there is one."""
    words: dict[str, Any] = {}
    for name, value in provider.said.items():
        if name == "saml":
            words |= {f"saml.{each}": _word(each, value[each], place) for each in value}
        else:
            words[name] = _word(name, value, place)
    return words


def _word(name: str, value: Any, place: str) -> Any:
    if name == "client_secret":
        return "set"
    if name == "mappings":
        return "+".join(f"{each['group']}={each['role']}" for each in value)
    if name == "domains":
        return "+".join(sorted(each.lower() for each in value))
    if name == "certificates":
        return "+".join(sorted(_fingerprint(each, place) for each in value))
    return value


def _fingerprint(certificate: str, place: str) -> str:
    try:
        return read_certificate(certificate).fingerprint[:16]
    except SamlRefused as refused:
        at = f"{place}/saml/certificates"
        raise BadManifest(FieldError(at, f"This is no certificate: {refused.detail}")) from None


def _of_events(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    """Find events to make or to finish; one that was published is its organizers' alone."""
    for event in wanted.events:
        if present and event.slug in present.shown:
            continue
        names = {each.name for each in event.ticket_types}
        after: dict[str, Any] = {"published": event.published, "ticket_types": len(names)}
        there = present.drafts.get(event.slug) if present else None
        before: dict[str, Any] = {}
        if there is not None:
            before = {"published": False, "ticket_types": len(names & there)}
        priced = {(each.name, currency) for each in event.ticket_types for currency in each.prices}
        if priced:
            after["prices"] = len(priced)
            sold = present.prices.get(event.slug, frozenset()) if present else frozenset()
            before |= {"prices": len(priced & sold)} if before else {}
        ruled = {
            (each.name, rule["name"]) for each in event.ticket_types for rule in each.price_rules
        }
        if ruled:
            after["price_rules"] = len(ruled)
            made = present.price_rules.get(event.slug, frozenset()) if present else frozenset()
            before |= {"price_rules": len(ruled & made)} if before else {}
        if event.form:
            after["questions"] = len(event.form["questions"])
            is_asked = present is not None and event.slug in present.asking
            before |= {"questions": after["questions"] if is_asked else 0} if before else {}
        yield from _difference(wanted, Part.EVENT, event.slug, before=before, after=after)


def _of_series(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    """Find series to make or to finish; what is in them besides is its organizers' alone."""
    for series in wanted.series:
        names = {each.name for each in series.passes}
        before: dict[str, Any] = {}
        if present and series.slug in present.series:
            members, passes = present.series[series.slug]
            before = {"events": len(members & {*series.events}), "passes": len(passes & names)}
        after = {"events": len(series.events), "passes": len(names)}
        yield from _difference(wanted, Part.SERIES, series.slug, before=before, after=after)


def _of_template_shares(wanted: Manifest, present: CurrentState | None) -> Iterator[Change]:
    """Find shares to make or to change; those of templates that the file does not name stay."""
    for share in wanted.template_shares:
        there = present.template_shares.get(share.template) if present else None
        before = _said_of_share(there) if there else {}
        after = _said_of_share(share)
        yield from _difference(
            wanted, Part.TEMPLATE_SHARE, share.template, before=before, after=after
        )


def _said_of_share(share: TemplateShare) -> dict[str, str]:
    return {"clients": "all" if share.clients is None else "+".join(share.clients)}


def _nature(connection: Connection) -> tuple[str, str, str]:
    """Say what a connection stays for good: payments of the past refer to it."""
    return connection.mode, connection.adapter, connection.kind


def _comparable(connection: Connection, wanted: Connection) -> dict[str, Any]:
    """Reduce to what can be compared: what the manifest names; secrets never."""
    settings = {f"settings.{name}": connection.settings.get(name) for name in wanted.settings}
    options = {f"options.{name}": _option(connection, name) for name in wanted.options}
    return {"adapter": connection.adapter, "mode": connection.mode, **settings, **options}


def _option(connection: Connection, name: str) -> Any:
    """Read an option, or what it is without being said; lists are sets, in no order."""
    value = connection.options.get(name, "at_once" if name == "collects" else [])
    return sorted(set(value)) if isinstance(value, list | tuple) else value


def _difference(
    wanted: Manifest, part: Part, key: str, *, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    """Say all of what is new; of what is there already only what reads otherwise, if anything."""
    if before:
        after = {name: value for name, value in after.items() if before.get(name) != value}
        before = {name: before.get(name) for name in after}
        if not after:
            return
    slug = wanted.profile.slug
    yield Change(organization=slug, part=part, key=key, before=before, after=after)


def _shown(value: Any) -> str:
    text = str(value)
    return repr(text) if " " in text or not text else text
