"""Legal texts: published as versions that never change, read by everybody."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.kernel.http import idempotency
from turnout.modules.organizations import legal, policies
from turnout.modules.organizations.enums import LegalKind
from turnout.modules.organizations.errors import NoLegalText
from turnout.modules.organizations.facts import LegalTextPublished, LegalTextWithdrawn
from turnout.modules.organizations.queries import legal as queries
from turnout.modules.organizations.queries import profile
from turnout.modules.organizations.types import LegalText, LegalVersion, LegalWording, Organization

NOBODY = UUID(int=0)


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
    kept = legal.cleaned(texts)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        require_version(version, number_of(profile.lock_organization(tx), kind) or 0)
        number = queries.publish(tx, kind, kept)
        tx.publish(LegalTextPublished(kind=kind, number=number))
        published = _get(tx, kind, number)
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
        queries.set_number(tx, kind, None)
        tx.publish(LegalTextWithdrawn(kind=kind, number=number))


def show_legal_text(
    ctx: PublicContext | OrganizationContext, kind: LegalKind, *, number: int | None = None
) -> LegalText:
    """A text as it is in force, or one of its versions; NoLegalText when there is none."""
    policies.require_can_read_legal_texts(ctx)
    with transaction(ctx) as tx:
        found = _get(tx, kind, number)
    return _without_person(found) if isinstance(ctx, PublicContext) else found


def list_legal_texts(ctx: PublicContext | OrganizationContext) -> list[LegalText]:
    """Every text that is in force."""
    policies.require_can_read_legal_texts(ctx)
    with transaction(ctx) as tx:
        found = queries.list_current(tx)
    return [_without_person(each) for each in found] if isinstance(ctx, PublicContext) else found


def list_legal_versions(
    ctx: PublicContext | OrganizationContext, kind: LegalKind, request: PageRequest
) -> Page[LegalVersion]:
    """Every version that was ever in force, the newest first."""
    policies.require_can_read_legal_texts(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_versions(tx, kind, request=request)
    return page(rows, request, key=lambda each: (str(each.number), NOBODY))


def number_of(organization: Organization, kind: LegalKind) -> int | None:
    """Which version of a text is in force."""
    return {
        LegalKind.TERMS: organization.terms_number,
        LegalKind.PRIVACY: organization.privacy_number,
        LegalKind.IMPRINT: organization.imprint_number,
    }[kind]


def _get(tx: Transaction, kind: LegalKind, number: int | None) -> LegalText:
    found = queries.find_text(tx, kind, number=number)
    if found is None:
        raise NoLegalText
    return found


def _without_person(text: LegalText) -> LegalText:
    """Who published it is for members only."""
    return replace(text, published_by="")
