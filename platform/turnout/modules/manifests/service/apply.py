"""Taking the steps of a plan, each through the front door of the module it belongs to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Final

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError
from turnout.modules.connections import api as connections
from turnout.modules.identity import api as identity
from turnout.modules.manifests import connection_settings, rules
from turnout.modules.manifests.documents import Connection, Manifest, Member, SignIn
from turnout.modules.manifests.errors import BadManifest, NotInProduction
from turnout.modules.manifests.rules import Change, Part
from turnout.modules.manifests.service.current_state import links_of, views_of
from turnout.modules.manifests.service.events import finish_event
from turnout.modules.manifests.service.plan import differences, wordings_of
from turnout.modules.manifests.service.series import finish_series
from turnout.modules.organizations import api as organizations


def apply(
    ctx: SystemContext, manifests: list[Manifest], sign_ins: Iterable[SignIn] = ()
) -> list[Change]:
    """Make the organizations as their manifests say; return the steps that were taken.

    Each step commits by itself and is found done by the next run, so a run that was cut short
    is finished by running it again.
    """
    _ensure_people(ctx, sign_ins)
    taken: list[Change] = []
    for manifest in rules.in_order(manifests):
        steps = differences(ctx, manifest)
        for step in steps:
            STEPS[step.part](ctx, manifest, step)
        taken += steps
    return taken


def _ensure_people(ctx: SystemContext, sign_ins: Iterable[SignIn]) -> None:
    for each in sign_ins:
        if runtime.current().settings.is_production:
            raise NotInProduction("This folder has sign-ins with known passwords.")
        identity.ensure_user(ctx, each.email, display_name=each.name, password=each.password)


def _take_organization(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    if step.is_new:
        organizations.create_organization(
            ctx, organizations.NewOrganization(**asdict(manifest.profile))
        )
        return
    organizations.change_organization(
        _inside(ctx, manifest), organizations.OrganizationChanges(**step.after)
    )


def _take_legal(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    kind = organizations.LegalKind(step.key)
    texts = wordings_of(manifest.legal[step.key])
    organizations.publish_legal_text(_inside(ctx, manifest), kind, texts)


def _take_member(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [member] = [each for each in manifest.members if each.email.lower() == step.key]
    user_id = identity.ensure_user(ctx, member.email, display_name=_name_of(member))
    inside, grant = _inside(ctx, manifest), organizations.Grant(role=member.role)
    if step.is_new:
        organizations.add_member(inside, user_id, grant=grant)
        return
    with transaction(inside) as tx:
        found = organizations.find_member_of(tx, user_id)
    if found is not None:
        organizations.change_role(inside, found.id, grant=grant)


def _take_agency(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    """Offer and accept in the platform's name; an open offer or another scope is ended first."""
    agency = organizations.find_by_slug(step.key)
    if agency is None:
        raise BadManifest(FieldError(f"{manifest.place}#/agency/slug", f"No agency {step.key}."))
    client = _inside(ctx, manifest)
    for link in links_of(ctx, client.organization_id):
        if link.agency_id == agency.id:
            organizations.end_link(client, link.id)
    offer = organizations.AgencyLinkOffer(
        client_slug=manifest.profile.slug, role=step.after["role"]
    )
    link = organizations.offer_link(system_in(agency.id, ctx.job), offer)
    organizations.accept_link(client, link.id)


def _take_connection(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [wanted] = [each for each in manifest.connections if each.name == step.key]
    inside, values = _inside(ctx, manifest), connection_settings.values_of(wanted)
    if step.is_new:
        connections.create_connection(inside, _new(wanted, values))
        return
    [there] = [view for view in views_of(ctx, inside.organization_id) if view.name == step.key]
    connections.update_connection(
        inside, there.id, values=values, options=dict(wanted.options) or None
    )


def _take_event(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [wanted] = [each for each in manifest.events if each.slug == step.key]
    finish_event(_inside(ctx, manifest), wanted)


def _take_series(ctx: SystemContext, manifest: Manifest, step: Change) -> None:
    [wanted] = [each for each in manifest.series if each.slug == step.key]
    finish_series(_inside(ctx, manifest), wanted, place=manifest.place)


def _new(wanted: Connection, values: Mapping[str, object]) -> connections.NewConnection:
    return connections.NewConnection(
        kind=wanted.kind,
        adapter_key=wanted.adapter,
        name=wanted.name,
        values=dict(values),
        mode=wanted.mode,
        options=connections.Options(**wanted.options),
    )


def _inside(ctx: SystemContext, manifest: Manifest) -> OrganizationContext:
    found = organizations.find_by_slug(manifest.profile.slug)
    if found is None:
        raise LookupError(manifest.profile.slug)
    return system_in(found.id, ctx.job, request_id=ctx.request_id)


def _name_of(member: Member) -> str:
    return member.name or member.email.partition("@")[0]


Step = Callable[[SystemContext, Manifest, Change], None]
STEPS: Final[Mapping[Part, Step]] = {
    Part.ORGANIZATION: _take_organization,
    Part.LEGAL: _take_legal,
    Part.MEMBER: _take_member,
    Part.AGENCY: _take_agency,
    Part.CONNECTION: _take_connection,
    Part.EVENT: _take_event,
    Part.SERIES: _take_series,
}
