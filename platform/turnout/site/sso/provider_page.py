"""The page of one identity provider, put together of what the modules say."""

from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Forbidden
from turnout.modules.domains import api as domains
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles
from turnout.modules.sso import api as sso
from turnout.modules.sso_setup import api as sso_setup
from turnout.site.l10n.formats import role_name
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import ACCOUNT
from turnout.site.layout.views import Option
from turnout.site.sso.views import (
    ConnectionView,
    DomainLine,
    LinkLine,
    MappingRow,
    PreviewLine,
    Progress,
    ProviderPage,
    Said,
    SignInLine,
    TestView,
)

BLANK_ROWS = 3
MOST_ROWS = 30
LAST = 20
OWNER = "owner"


def home_of(organization_id: UUID) -> str:
    return f"{ACCOUNT}/organizations/{organization_id}/sso"


def page_of(organization_id: UUID, provider_id: UUID) -> str:
    return f"{home_of(organization_id)}/{provider_id}"


def provider_page(
    ctx: OrganizationContext,
    connection: ConnectionView,
    said: Said,
    *,
    progress: Progress,
    last_test: TestView | None,
    zone: str,
) -> ProviderPage:
    provider = connection.provider
    shown = said.wanted or sso.RoleRules(
        group_claim=provider.group_claim,
        mappings=provider.mappings,
        default_role=provider.default_role,
    )
    return ProviderPage(
        organization=organizations.show_organization(ctx).name,
        list_url=home_of(ctx.organization_id),
        connection=connection,
        progress=progress,
        domains=domain_lines(ctx, provider),
        rows=_rows(shown),
        roles=_roles(ctx),
        default_role=shown.default_role or "",
        group_claim=shown.group_claim,
        preview=None if said.preview is None else tuple(_preview(ctx, said.preview)),
        owners=_owners(ctx),
        links=_links(ctx, provider.id, zone),
        new_link=said.new_link,
        last_test=last_test,
        sign_ins=_sign_ins(ctx, provider.id, zone),
        saved=said.saved,
        zone=zone,
    )


def progress_of(connection: ConnectionView, test: TestView | None) -> Progress:
    provider = connection.provider
    return Progress(
        connection=connection.is_whole,
        domains=any(each.is_proven for each in provider.domains),
        roles=bool(provider.mappings or provider.default_role),
        test=test is not None and test.is_good,
        on=provider.state == sso.ProviderState.ACTIVE,
    )


def domain_lines(
    ctx: OrganizationContext, provider: sso.IdentityProvider
) -> tuple[DomainLine, ...]:
    """The provider's domains with the records that prove them, for who may see those."""
    try:
        known = {each.host: each for each in domains.list_domains(ctx)}
    except Forbidden:
        known = {}
    lines = []
    for each in provider.domains:
        found = known.get(each.domain)
        lines.append(
            DomainLine(
                domain=each.domain,
                is_proven=each.is_proven,
                id=found.id if found else None,
                record_name=found.record_name if found else "",
                record_value=found.record_value if found else "",
            )
        )
    return tuple(lines)


def _rows(shown: sso.RoleRules) -> tuple[MappingRow, ...]:
    rows = [MappingRow(group=each.group, role=each.role) for each in shown.mappings]
    blank = max(1, min(BLANK_ROWS, MOST_ROWS - len(rows)))
    return (*rows, *[MappingRow(group="", role="")] * blank)


def _roles(ctx: OrganizationContext) -> tuple[Option, ...]:
    """The roles that a provider may give: every one but the owner's."""
    try:
        listed = roles.list_roles(ctx)
    except Forbidden:
        listed = []
    return tuple(
        Option(value=each.key, label=role_name(each.key) if each.id is None else each.name)
        for each in listed
        if each.key != OWNER
    )


def _preview(ctx: OrganizationContext, members: list[sso.MappedMember]) -> list[PreviewLine]:
    """Those whose role would change stand first."""
    with transaction(ctx) as tx:
        people = identity.get_people(tx, [each.user_id for each in members])
    lines = [
        PreviewLine(
            email=people[each.user_id].email if each.user_id in people else str(each.user_id),
            role_now=role_name(each.role_now) if each.role_now else "",
            role_then=role_name(each.role_then) if each.role_then else "",
            is_changed=each.role_now != each.role_then,
        )
        for each in members
    ]
    return sorted(lines, key=lambda line: (not line.is_changed, line.email))


def _owners(ctx: OrganizationContext) -> tuple[Option, ...]:
    with transaction(ctx) as tx:
        owner_ids = organizations.list_owner_ids(tx)
        people = identity.get_people(tx, owner_ids)
    return tuple(
        Option(value=str(each), label=f"{people[each].display_name} · {people[each].email}")
        for each in owner_ids
        if each in people
    )


def _links(ctx: OrganizationContext, provider_id: UUID, zone: str) -> tuple[LinkLine, ...]:
    here, now = ZoneInfo(zone), clock.now()
    return tuple(
        LinkLine(
            id=each.id,
            expires_at=each.expires_at.astimezone(here),
            used_at=each.used_at.astimezone(here) if each.used_at else None,
            is_open=each.revoked_at is None and each.expires_at > now,
        )
        for each in sso_setup.list_setup_links(ctx, provider_id)
    )


def _sign_ins(ctx: OrganizationContext, provider_id: UUID, zone: str) -> tuple[SignInLine, ...]:
    found = sso.list_sign_ins(ctx, provider_id, PageRequest(limit=LAST)).items
    with transaction(ctx) as tx:
        people = identity.get_people(tx, [each.user_id for each in found if each.user_id])
    return tuple(
        SignInLine(
            at=each.at.astimezone(ZoneInfo(zone)),
            who=people[each.user_id].email if each.user_id in people else "",
            is_good=not each.reason,
            text=_(each.explanation) if each.reason else role_name(each.role),
            detail=each.detail,
        )
        for each in found
    )
