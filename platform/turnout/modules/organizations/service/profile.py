"""The organization: created, read, changed; its branding, and its legal texts as versions."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from uuid import UUID

from turnout.kernel.context import (
    Context,
    OrganizationContext,
    PersonContext,
    PublicContext,
    SystemContext,
)
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, PreconditionFailed, require_version
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.security.permissions import OWNER
from turnout.modules.organizations import policies, rules
from turnout.modules.organizations.errors import NoLegalText, SlugTaken
from turnout.modules.organizations.facts import (
    LegalTextPublished,
    LegalTextWithdrawn,
    MemberAdded,
    OrganizationChanged,
    OrganizationCreated,
)
from turnout.modules.organizations.queries import members, profile
from turnout.modules.organizations.types import (
    Branding,
    Kind,
    LegalKind,
    LegalText,
    LegalVersion,
    LegalWording,
    NewOrganization,
    Organization,
    OrganizationUpdate,
    State,
)
from turnout.modules.quotas import api as quotas
from turnout.modules.roles import api as roles
from turnout.modules.roles.api import Grant


def create_organization(ctx: Context, new: NewOrganization) -> UUID:
    """Write the organization, its name and its owner in one commit; SlugTaken when it is not free.

    The change is made inside the new organization, so its own audit log begins with it.
    """
    policies.require_can_create(ctx)
    errors = rules.settings_errors(asdict(new))
    if new.kind not in set(Kind):
        errors.append(FieldError("/kind", "Choose organization or agency."))
    rules.raise_if(errors)
    organization_id = new_id()
    with transaction(_inside(ctx, organization_id)) as tx:
        if not profile.insert_organization(tx, {"id": organization_id, **asdict(new)}):
            raise SlugTaken(slug=new.slug)
        _claim(tx, new.slug)
        tx.publish(OrganizationCreated(kind=new.kind))
        if new.owner_id is not None:
            member_id = members.insert_member(tx, new.owner_id, grant=Grant(role=OWNER))
            if member_id is not None:
                tx.publish(MemberAdded(member_id=member_id, user_id=new.owner_id, role=OWNER))
    return organization_id


def read_created(ctx: PersonContext, organization_id: UUID) -> Organization:
    """An organization that the person has just created, whole."""
    with transaction(_inside(ctx, organization_id)) as tx:
        return profile.get_organization(tx)


def show_organization(ctx: OrganizationContext) -> Organization:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return profile.get_organization(tx)


def update_organization(
    ctx: OrganizationContext, changes: OrganizationUpdate, *, version: int | None = None
) -> Organization:
    """Change what is named; an old address name stays ours and leads to the new one.

    PreconditionFailed when `version` is given and no longer the current one.
    """
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        before = profile.lock_organization(tx)
        if version is not None and version != before.version:
            raise PreconditionFailed
        changed = {name: value for name, value in asdict(changes).items() if value is not None}
        values = {**asdict(before), **changed}
        rules.raise_if(rules.settings_errors(values))
        fields = tuple(name for name in changed if changed[name] != getattr(before, name))
        if not fields:
            return before
        if "slug" in fields:
            _claim(tx, values["slug"])
        profile.update_organization(tx, values)
        tx.publish(OrganizationChanged(fields=fields))
        return profile.get_organization(tx)


def set_logo(tx: Transaction, file_id: UUID | None, *, version: int | None = None) -> Organization:
    """Show this file as the organization's logo, or none; the caller has looked at the file.

    PreconditionFailed when `version` is given and no longer the organization's current one.
    """
    policies.require_can_manage(tx.ctx)
    before = profile.lock_organization(tx)
    require_version(version, before.version)
    if before.logo_file_id != file_id:
        profile.set_logo(tx, file_id)
        tx.publish(OrganizationChanged(fields=("logo_file_id",)))
    return profile.get_organization(tx)


def set_host(tx: Transaction, host: str) -> None:
    """Have the public pages stand at this host, proven by whoever calls; "" for the platform's."""
    if profile.set_host(tx, host):
        tx.publish(OrganizationChanged(fields=("host",)))


def set_state(ctx: SystemContext, organization_id: UUID, *, state: str) -> None:
    """Write an organization's state; closures say why, and tell its owners."""
    with transaction(_inside(ctx, organization_id)) as tx:
        change_state(tx, state)


def change_state(tx: Transaction, state: str) -> None:
    """Write the state in the caller's transaction; it counts from the next request on."""
    organization_id = tx.organization_id
    profile.set_state(tx, state)
    tx.publish(OrganizationChanged(fields=("state",)))
    tx.after_commit.append(lambda: roles.invalidate_all_access(organization_id))


def numbers_in_force(tx: Transaction) -> tuple[int | None, int | None]:
    """The terms and the privacy policy that a sale is made by; refused where nothing is sold."""
    state, terms, privacy = profile.numbers_in_force(tx)
    rules.require_open_state(state)
    return terms, privacy


def require_open(tx: Transaction) -> None:
    """Say why the organization sells nothing: suspended, closing, or the month is used up."""
    numbers_in_force(tx)
    if profile.is_full(tx):
        raise quotas.OrdersReached


def find_by_slug(slug: str) -> Organization | None:
    """The organization that has this name, or had it: compare `slug` and redirect."""
    with transaction(SystemContext(job="organizations.find-by-slug")) as tx:
        owner_id = profile.owner_of_slug(tx, slug)
        found = profile.find_by_id(tx, owner_id) if owner_id else None
    return found if found and found.state != State.CLOSED else None


def list_organization_ids(ctx: SystemContext) -> list[UUID]:
    """Every organization, closed ones too, oldest first: for jobs that go through all of them."""
    with transaction(ctx) as tx:
        return profile.list_ids(tx)


def branding_of(tx: Transaction) -> Branding:
    """What pages and mails of this organization show."""
    return profile.get_branding(tx)


def _inside(ctx: Context, organization_id: UUID) -> OrganizationContext:
    return OrganizationContext(
        organization_id=organization_id,
        actor=ctx.actor,
        user_id=ctx.user_id if isinstance(ctx, PersonContext) else None,
        on_behalf_of=ctx.on_behalf_of,
        request_id=ctx.request_id,
    )


def _claim(tx: Transaction, slug: str) -> None:
    if not profile.claim_slug(tx, slug):
        raise SlugTaken(slug=slug)


def publish_legal_text(
    ctx: OrganizationContext,
    kind: LegalKind,
    texts: Mapping[str, LegalWording],
    *,
    version: int | None = None,
) -> LegalText:
    """Put a text in force as a new version; those before stay as they are.

    PreconditionFailed when `version` is given and another number is in force (0: none is).
    Publishing waits for nobody who buys: an order keeps the number that its statement read.
    """
    policies.require_can_manage(ctx)
    kept = rules.clean_legal_texts(texts)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        require_version(version, number_of(profile.lock_organization(tx), kind) or 0)
        number = profile.insert_legal_text(tx, kind, kept)
        tx.publish(LegalTextPublished(kind=kind, number=number))
        published = _get_legal_text(tx, kind, number)
        idempotency.complete(tx, published)
        return published


def withdraw_legal_text(
    ctx: OrganizationContext, kind: LegalKind, *, version: int | None = None
) -> None:
    """Take a text out of force; nobody is asked to agree to it any more."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        number = number_of(profile.lock_organization(tx), kind)
        require_version(version, number or 0)
        if number is None:
            raise NoLegalText
        profile.set_legal_number(tx, kind, None)
        tx.publish(LegalTextWithdrawn(kind=kind, number=number))


def get_legal_text(
    ctx: PublicContext | OrganizationContext, kind: LegalKind, *, number: int | None = None
) -> LegalText:
    """A text as it is in force, or one of its versions; NoLegalText when there is none."""
    policies.require_can_read_legal_texts(ctx)
    with transaction(ctx) as tx:
        found = _get_legal_text(tx, kind, number)
    return _without_person(found) if isinstance(ctx, PublicContext) else found


def list_legal_texts(ctx: PublicContext | OrganizationContext) -> list[LegalText]:
    """Every text that is in force."""
    policies.require_can_read_legal_texts(ctx)
    with transaction(ctx) as tx:
        found = profile.list_current_legal_texts(tx)
    return [_without_person(each) for each in found] if isinstance(ctx, PublicContext) else found


def list_legal_versions(
    ctx: PublicContext | OrganizationContext, kind: LegalKind, request: PageRequest
) -> Page[LegalVersion]:
    """Every version that was ever in force, the newest first."""
    policies.require_can_read_legal_texts(ctx)
    with transaction(ctx) as tx:
        rows = profile.list_legal_versions(tx, kind, request=request)
    return page(rows, request, key=lambda each: (str(each.number), UUID(int=0)))


def number_of(organization: Organization, kind: LegalKind) -> int | None:
    """Which version of a text is in force."""
    number: int | None = getattr(organization, f"{kind}_number")
    return number


def _get_legal_text(tx: Transaction, kind: LegalKind, number: int | None) -> LegalText:
    found = profile.find_legal_text(tx, kind, number=number)
    if found is None:
        raise NoLegalText
    return found


def _without_person(text: LegalText) -> LegalText:
    """Who published it is for members only."""
    return replace(text, published_by="")
