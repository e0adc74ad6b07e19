"""Plan and apply: what differs from the manifests, and each step through its module's door.

For a script one organization is provisioned: applied, with ids and tokens for its people.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Final

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.values import attributes_of, from_attributes
from turnout.manifest_files.errors import BadManifest
from turnout.manifest_files.types import (
    BusinessProfile,
    Connection,
    LegalTexts,
    Manifest,
    Quotas,
    SecondFactorPolicy,
    SignIn,
)
from turnout.modules.agencies import api as agencies
from turnout.modules.connections import api as connections
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.manifests import rules
from turnout.modules.manifests.errors import NotInProduction, OrganizationNotFound
from turnout.modules.manifests.rules import Change, Part
from turnout.modules.manifests.service import sign_in
from turnout.modules.manifests.service.current_state import (
    find_current_state,
    links_of,
    said_of,
    views_of,
    with_events,
    with_series,
    with_templates,
)
from turnout.modules.manifests.service.events import finish_event, finish_series
from turnout.modules.manifests.service.profile import show_logo, state_profile
from turnout.modules.manifests.service.templates import make_event, make_template
from turnout.modules.manifests.types import Provisioned, ProvisionedConnection, ProvisionedMember
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles
from turnout.modules.roles.api import Grant
from turnout.modules.second_factors import api as second_factors
from turnout.modules.template_shares import api as template_shares
from turnout_sdk.fakes import GROUP, Fake


def with_settings(connection: Connection) -> Connection:
    """Return the connection with the public settings that its test account stands for."""
    if not connection.test_account:
        return connection
    values = _of_test_account(connection)
    hidden = runtime.current().adapters.get(connection.kind, connection.adapter).secret_names()
    public = {name: value for name, value in values.items() if name not in hidden}
    return replace(connection, settings={**public, **connection.settings})


def values_of(connection: Connection) -> dict[str, Any]:
    """Read every setting and secret; BadManifest names the reference that leads nowhere."""
    values = _of_test_account(connection) if connection.test_account else {}
    secrets = {
        name: _read(reference, f"connections/{connection.name}/secrets/{name}")
        for name, reference in connection.secrets.items()
    }
    return {**values, **connection.settings, **secrets}


def _read(reference: Mapping[str, str], place: str) -> str:
    if "env" in reference:
        value = os.environ.get(reference["env"])
        if not value:
            raise BadManifest(FieldError(place, f"The variable {reference['env']} is not set."))
        return value
    try:
        return Path(reference["file"]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadManifest(FieldError(place, f"{reference['file']} cannot be read.")) from error


def _of_test_account(connection: Connection) -> dict[str, Any]:
    if runtime.current().settings.is_production:
        raise NotInProduction(f"{connection.name} uses a test account.")
    found = [each for each in entry_points(group=GROUP) if each.name == connection.adapter]
    if not found:
        place = f"connections/{connection.name}/test_account"
        raise BadManifest(
            FieldError(place, f"The adapter {connection.adapter} brings no test accounts.")
        )
    fake: Fake = found[0].load()
    return fake.settings_for(connection.test_account)


def plan(ctx: SystemContext, manifests: list[Manifest]) -> list[Change]:
    """List every step that `apply` would take, in its order."""
    return [
        change for manifest in rules.in_order(manifests) for change in differences(ctx, manifest)
    ]


def differences(ctx: SystemContext, manifest: Manifest) -> list[Change]:
    """Compare one manifest with what is there at this moment."""
    found = find_current_state(ctx, manifest.profile.slug)
    if found is None:
        return rules.changes(resolved(manifest), None)
    organization_id, present = found
    slugs = [each.slug for each in manifest.events]
    present = replace(
        present,
        **with_events(ctx, organization_id, slugs=slugs),
        **with_series(ctx, organization_id, slugs=[each.slug for each in manifest.series]),
        **with_templates(
            ctx,
            organization_id,
            slugs=[each.slug for each in (*manifest.templates, *manifest.event_copies)],
        ),
    )
    return rules.changes(resolved(manifest), present)


def resolved(manifest: Manifest) -> Manifest:
    connections = tuple(with_settings(each) for each in manifest.connections)
    return replace(manifest, connections=connections, legal=_cleaned(manifest))


def _cleaned(manifest: Manifest) -> LegalTexts:
    """The texts as they would be kept, so that what is there already is not published again."""
    kept = {}
    for kind, texts in manifest.legal.items():
        try:
            kept[kind] = said_of(organizations.clean_legal_texts(wordings_of(texts)))
        except Invalid as wrong:
            place = f"{manifest.place}#/legal/{kind}"
            raise BadManifest(
                *(FieldError(place + each.pointer, each.detail) for each in wrong.errors)
            ) from wrong
    return kept


def wordings_of(
    texts: Mapping[str, Mapping[str, str]],
) -> dict[str, organizations.LegalWording]:
    return {tag: organizations.LegalWording(**wording) for tag, wording in texts.items()}


def apply(
    ctx: SystemContext, manifests: list[Manifest], sign_ins: Iterable[SignIn] = ()
) -> list[Change]:
    """Make the organizations as their manifests say; return the steps that were taken.

    Each step commits by itself and is found done by the next run, so a run that was cut short
    is finished by running it again.
    """
    _ensure_people(ctx, sign_ins)
    taken: list[Change] = []
    last: list[tuple[Manifest, Change]] = []
    for manifest in rules.in_order(manifests):
        steps = differences(ctx, manifest)
        for step in steps:
            if step.part is Part.TEMPLATE_SHARE:  # names clients, whose files come after
                last.append((manifest, step))
            else:
                STEPS[step.part](ctx, manifest, step)
        taken += steps
    for manifest, step in last:
        STEPS[step.part](ctx, manifest, step)
    return taken


def _ensure_people(ctx: SystemContext, sign_ins: Iterable[SignIn]) -> None:
    for each in sign_ins:
        if runtime.current().settings.is_production:
            raise NotInProduction("This folder has sign-ins with known passwords.")
        user_id = identity.ensure_user(
            ctx, each.email, display_name=each.name, password=each.password
        )
        if each.authenticator:
            second_factors.give_authenticator(ctx, user_id, each.authenticator)


def _take_organization(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    if step.is_new:
        organizations.create_organization(
            ctx, organizations.NewOrganization(**asdict(manifest.profile))
        )
        return
    organizations.update_organization(
        _inside(ctx, manifest), organizations.OrganizationUpdate(**step.after)
    )


def _take_legal(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    kind = organizations.LegalKind(step.key)
    texts = wordings_of(manifest.legal[step.key])
    organizations.publish_legal_text(_inside(ctx, manifest), kind, texts)


def _take_role(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [role] = [each for each in manifest.roles if each.key == step.key]
    inside = _inside(ctx, manifest)
    try:
        if step.is_new:
            roles.create_role(inside, from_attributes(roles.NewRole, role))
            return
        own = roles.list_roles(inside)
        [role_id] = [each.id for each in own if each.key == role.key and each.id is not None]
        roles.update_role(inside, role_id, from_attributes(roles.RoleUpdate, role))
    except Invalid as wrong:
        place = f"{manifest.place}#/roles/{role.key}"
        raise BadManifest(
            *(FieldError(place + each.pointer, each.detail) for each in wrong.errors)
        ) from wrong


def _take_member(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [member] = [each for each in manifest.members if each.email.lower() == step.key]
    name = member.name or member.email.partition("@")[0]
    user_id = identity.ensure_user(ctx, member.email, display_name=name)
    inside, grant = _inside(ctx, manifest), Grant(role=member.role)
    if step.is_new:
        organizations.add_member(inside, user_id, grant=grant)
        return
    with transaction(inside) as tx:
        found = organizations.find_member_of(tx, user_id)
    if found is not None:
        organizations.update_member(inside, found.id, grant=grant)


def _take_agency(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    """Offer and accept in the platform's name; an open offer or another scope is ended first."""
    agency = organizations.find_by_slug(step.key)
    if agency is None:
        raise BadManifest(FieldError(f"{manifest.place}#/agency/slug", f"No agency {step.key}."))
    client = _inside(ctx, manifest)
    for link in links_of(ctx, client.organization_id):
        if link.agency_id == agency.id:
            agencies.end_link(client, link.id)
    slug, role = manifest.profile.slug, step.after["role"]
    offer = agencies.AgencyLinkOffer(client_slug=slug, role=role)
    link = agencies.offer_link(system_in(agency.id, ctx.job), offer)
    agencies.accept_link(client, link.id)


def _take_connection(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [wanted] = [each for each in manifest.connections if each.name == step.key]
    inside, values = _inside(ctx, manifest), values_of(wanted)
    if step.is_new:
        connections.create_connection(inside, _new_connection(wanted, values))
        return
    [there] = [view for view in views_of(ctx, inside.organization_id) if view.name == step.key]
    connections.update_connection(
        inside, there.id, values=values, options=dict(wanted.options) or None
    )


def _take_quotas(ctx: SystemContext, manifest: Manifest, _step: Change) -> None:
    organization_id, place = _inside(ctx, manifest).organization_id, f"{manifest.place}#/quotas"
    sign_in.give_quotas(ctx, organization_id, manifest.quotas or Quotas(), place=place)


def _take_domain(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [wanted] = [each for each in manifest.domains if each.host == step.key]
    place = f"{manifest.place}#/domains/{step.key}"
    sign_in.name_domain(_inside(ctx, manifest), wanted, place=place)


def _take_identity_provider(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [wanted] = [each for each in manifest.identity_providers if each.name == step.key]
    place = f"{manifest.place}#/identity_providers/{step.key}"
    inside = _inside(ctx, manifest)
    sign_in.set_up_provider(inside, wanted, place=place, read_secret=_read)


def _take_event(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [wanted] = [each for each in manifest.events if each.slug == step.key]
    finish_event(_inside(ctx, manifest), wanted, folder=Path(manifest.place).parent)


def _take_logo(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    show_logo(_inside(ctx, manifest), Path(manifest.place).parent, step.key)


def _take_business_profile(ctx: SystemContext, manifest: Manifest, _step: Change) -> None:
    wanted, place = manifest.business_profile or BusinessProfile(), f"{manifest.place}#"
    state_profile(_inside(ctx, manifest), wanted, place=f"{place}/business_profile")


def _take_second_factor_policy(ctx: SystemContext, manifest: Manifest, _step: Change) -> None:
    wanted = manifest.second_factor_policy or SecondFactorPolicy()
    place = f"{manifest.place}#/second_factor_policy"
    sign_in.ask_for_factors(_inside(ctx, manifest), wanted, place=place)


def _take_template(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [wanted] = [each for each in manifest.templates if each.slug == step.key]
    place = f"{manifest.place}#/templates/{step.key}"
    make_template(_inside(ctx, manifest), wanted, Path(manifest.place).parent, place=place)


def _take_event_copy(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [wanted] = [each for each in manifest.event_copies if each.slug == step.key]
    place = f"{manifest.place}#/event_copies/{step.key}"
    make_event(_inside(ctx, manifest), wanted, Path(manifest.place).parent, place=place)


def _take_series(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [wanted] = [each for each in manifest.series if each.slug == step.key]
    finish_series(_inside(ctx, manifest), wanted, place=manifest.place)


def _take_template_share(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [wanted] = [each for each in manifest.template_shares if each.template == step.key]
    inside, place = _inside(ctx, manifest), f"{manifest.place}#/template_shares/{step.key}"
    with transaction(inside) as tx:
        template = events.find_event_by_slug(tx, wanted.template)
    found = {slug: organizations.find_by_slug(slug) for slug in wanted.clients or ()}
    lacking = [slug for slug, client in found.items() if client is None]
    if template is None or not template.is_template:
        raise BadManifest(FieldError(place, f"No template {wanted.template}."))
    if lacking:
        raise BadManifest(FieldError(place, f"No organization {lacking[0]}."))
    clients = None if wanted.clients is None else [each.id for each in found.values() if each]
    try:
        template_shares.share_template(inside, template.id, clients)
    except Invalid as wrong:
        raise BadManifest(
            *(FieldError(place + each.pointer, each.detail) for each in wrong.errors)
        ) from wrong


def _new_connection(wanted: Connection, values: Mapping[str, object]) -> connections.NewConnection:
    return connections.NewConnection(
        **attributes_of(wanted, ("kind", "name", "mode")),
        adapter_key=wanted.adapter,
        values=dict(values),
        options=connections.Options(**wanted.options),
    )


def _inside(ctx: SystemContext, manifest: Manifest) -> OrganizationContext:
    found = organizations.find_by_slug(manifest.profile.slug)
    if found is None:
        raise LookupError(manifest.profile.slug)
    return system_in(found.id, ctx.job, request_id=ctx.request_id)


Step = Callable[[SystemContext, Manifest, Change], None]
STEPS: Final[Mapping[Part, Step]] = {
    Part.ORGANIZATION: _take_organization,
    Part.LEGAL: _take_legal,
    Part.LOGO: _take_logo,
    Part.ROLE: _take_role,
    Part.MEMBER: _take_member,
    Part.AGENCY: _take_agency,
    Part.CONNECTION: _take_connection,
    Part.QUOTAS: _take_quotas,
    Part.DOMAIN: _take_domain,
    Part.IDENTITY_PROVIDER: _take_identity_provider,
    Part.BUSINESS_PROFILE: _take_business_profile,
    Part.SECOND_FACTOR_POLICY: _take_second_factor_policy,
    Part.EVENT: _take_event,
    Part.TEMPLATE: _take_template,
    Part.EVENT_COPY: _take_event_copy,
    Part.SERIES: _take_series,
    Part.TEMPLATE_SHARE: _take_template_share,
}


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
    return Provisioned(
        organization_id=organization_id,
        slug=present.profile.slug,
        members=tuple(_member(email, role) for email, role in sorted(present.roles.items())),
        connections=tuple(
            from_attributes(ProvisionedConnection, each, adapter=each.adapter_key)
            for each in views_of(ctx, organization_id)
        ),
    )


def _member(email: str, role: str) -> ProvisionedMember:
    person = identity.find_user(email)
    if person is None:
        raise LookupError(email)
    token = identity.mint_access_token(person.id, agent="turnout new-org")
    return ProvisionedMember(user_id=person.id, email=email, role=role, access_token=token)
