"""Creating, reading and changing an organization."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from turnout.kernel.context import (
    Context,
    OrganizationContext,
    PersonContext,
    SystemContext,
)
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, PreconditionFailed, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.security.permissions import OWNER
from turnout.modules.organizations import membership_cache, policies, rules
from turnout.modules.organizations.enums import Kind
from turnout.modules.organizations.errors import SlugTaken
from turnout.modules.organizations.facts import (
    MemberAdded,
    OrganizationChanged,
    OrganizationCreated,
)
from turnout.modules.organizations.queries import members
from turnout.modules.organizations.queries import profile as queries
from turnout.modules.organizations.types import (
    Branding,
    Grant,
    NewOrganization,
    Organization,
    OrganizationChanges,
)


def create_organization(ctx: Context, new: NewOrganization) -> UUID:
    """Write the organization, its name and its owner in one commit; SlugTaken when it is not free.

    The change is made inside the new organization, so its own audit log begins with it.
    """
    policies.require_can_create(ctx)
    rules.raise_if(_errors_of_new(new))
    organization_id = new_id()
    with transaction(_inside(ctx, organization_id)) as tx:
        if not queries.insert_organization(tx, {"id": organization_id, **asdict(new)}):
            raise SlugTaken(slug=new.slug)
        _claim(tx, new.slug)
        tx.publish(OrganizationCreated(kind=new.kind))
        if new.owner_id is not None:
            grant = Grant(role=OWNER)
            member_id = members.insert_member(tx, new.owner_id, grant=grant)
            if member_id is not None:
                tx.publish(MemberAdded(member_id=member_id, user_id=new.owner_id, role=OWNER))
    return organization_id


def read_created(ctx: PersonContext, organization_id: UUID) -> Organization:
    """An organization that the person has just created, whole."""
    with transaction(_inside(ctx, organization_id)) as tx:
        return queries.get_organization(tx)


def show_organization(ctx: OrganizationContext) -> Organization:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.get_organization(tx)


def change_organization(
    ctx: OrganizationContext, changes: OrganizationChanges, *, version: int | None = None
) -> Organization:
    """Change what is named; an old address name stays ours and leads to the new one.

    PreconditionFailed when `version` is given and no longer the current one.
    """
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_organization(tx)
        if version is not None and version != before.version:
            raise PreconditionFailed
        changed = {name: value for name, value in asdict(changes).items() if value is not None}
        values = {**asdict(before), **changed}
        rules.raise_if(_errors_of(values))
        fields = tuple(name for name in changed if changed[name] != getattr(before, name))
        if not fields:
            return before
        if "slug" in fields:
            _claim(tx, values["slug"])
        queries.update_organization(tx, values)
        tx.publish(OrganizationChanged(fields=fields))
        return queries.get_organization(tx)


def set_logo(tx: Transaction, file_id: UUID | None, *, version: int | None = None) -> Organization:
    """Show this file as the organization's logo, or none; the caller has looked at the file.

    PreconditionFailed when `version` is given and no longer the organization's current one.
    """
    policies.require_can_manage(tx.ctx)
    before = queries.lock_organization(tx)
    require_version(version, before.version)
    if before.logo_file_id != file_id:
        queries.set_logo(tx, file_id)
        tx.publish(OrganizationChanged(fields=("logo_file_id",)))
    return queries.get_organization(tx)


def set_state(ctx: SystemContext, organization_id: UUID, *, state: str) -> None:
    """Suspend, close or reopen an organization: the platform's decision."""
    with transaction(_inside(ctx, organization_id)) as tx:
        queries.set_state(tx, state)
        tx.publish(OrganizationChanged(fields=("state",)))
        tx.after_commit.append(lambda: membership_cache.invalidate_all(organization_id))


def find_by_slug(slug: str) -> Organization | None:
    """The organization that has this name, or had it: compare `slug` and redirect."""
    with transaction(SystemContext(job="organizations.find-by-slug")) as tx:
        found = queries.find_id_by_slug(tx, slug)
        return queries.find_by_id(tx, found) if found else None


def list_organization_ids(ctx: SystemContext) -> list[UUID]:
    """Every organization, closed ones too, oldest first: for jobs that go through all of them."""
    with transaction(ctx) as tx:
        return queries.list_ids(tx)


def branding_of(tx: Transaction) -> Branding:
    """What pages and mails of this organization show."""
    return queries.get_branding(tx)


def _inside(ctx: Context, organization_id: UUID) -> OrganizationContext:
    return OrganizationContext(
        organization_id=organization_id,
        actor=ctx.actor,
        user_id=ctx.user_id if isinstance(ctx, PersonContext) else None,
        on_behalf_of=ctx.on_behalf_of,
        request_id=ctx.request_id,
    )


def _claim(tx: Transaction, slug: str) -> None:
    if not queries.claim_slug(tx, slug):
        raise SlugTaken(slug=slug)


def _errors_of_new(new: NewOrganization) -> list[FieldError]:
    errors = _errors_of(asdict(new))
    if new.kind not in set(Kind):
        errors.append(FieldError("/kind", "Choose organization or agency."))
    return errors


def _errors_of(values: dict[str, Any]) -> list[FieldError]:
    return [
        *rules.slug_errors(values["slug"]),
        *rules.name_errors(values["name"]),
        *rules.settings_errors(
            currency=values["currency"],
            time_zone=values["time_zone"],
            locale=values["locale"],
            website=values["website"],
            contact_email=values["contact_email"],
            brand_color=values["brand_color"],
            font=values["font"],
        ),
    ]
