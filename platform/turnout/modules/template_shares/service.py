"""Use cases of template shares: an agency shares a template, a client makes events of it.

No transaction sees both organizations. What a client may use is asked as the platform, the
template is read in the agency, and the event is written in the client by whoever wants it.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, NotFound, require_version
from turnout.kernel.security import permissions
from turnout.modules.agencies import api as agencies
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.template_shares import policies, queries
from turnout.modules.template_shares.errors import TemplateNotFound, TemplateShareNotFound
from turnout.modules.template_shares.facts import TemplateShared, TemplateUnshared, TemplateUsed
from turnout.modules.template_shares.metrics import SHARES
from turnout.modules.template_shares.types import SharedTemplate, SharedWithClient, TemplateShare

JOB: Final = "template_shares"


def list_shares(ctx: OrganizationContext) -> list[TemplateShare]:
    """What this agency shares with whom, the latest first."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        return _with_titles(tx, queries.list_shares(tx))


def share_template(
    ctx: OrganizationContext,
    template_id: UUID,
    clients: list[UUID] | None,
    *,
    version: int | None = None,
) -> TemplateShare:
    """Let these clients make events of a template, and no others; None: all, those to come too.

    A client counts while its link is active. Whoever may act in some clients only shares nothing.
    """
    by = policies.require_can_manage(ctx)
    _require_clients(ctx, clients or [])
    with transaction(ctx) as tx:
        agencies.require_unlimited(tx)
        found = events.find_event(tx, template_id)
        if found is None or not _is_usable(found):
            raise TemplateNotFound
        before = queries.list_shares(tx, only=template_id)
        require_version(version, before[0].version if before else 0)
        queries.put_share(tx, template_id, clients, by=by)
        tx.publish(TemplateShared(template_id=template_id))
        tx.after_commit.append(lambda: SHARES.add(step="shared"))
        [share] = _with_titles(tx, queries.list_shares(tx, only=template_id))
    return share


def end_share(ctx: OrganizationContext, template_id: UUID) -> None:
    """Let no client use it any more, from their next request on; what they made stays."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        agencies.require_unlimited(tx)
        if not queries.delete_share(tx, template_id):
            raise TemplateShareNotFound
        tx.publish(TemplateUnshared(template_id=template_id))
        tx.after_commit.append(lambda: SHARES.add(step="ended"))


def list_templates(ctx: OrganizationContext) -> list[SharedTemplate]:
    """The templates that agencies share with this organization; one transaction an agency."""
    policies.require_can_use(ctx)
    by_agency: defaultdict[UUID, list[SharedWithClient]] = defaultdict(list)
    for each in _list_shared_with(ctx):
        by_agency[each.agency_id].append(each)
    found: list[SharedTemplate] = []
    for agency_id, shares in by_agency.items():
        with transaction(_as_job(ctx, agency_id)) as tx:
            there = events.events_by_id(tx, [each.template_id for each in shares])
        by_id = {each.id: each for each in there if _is_usable(each)}
        found += [
            _shown(each, by_id[each.template_id]) for each in shares if each.template_id in by_id
        ]
    return found


def create_event(
    ctx: OrganizationContext, template_id: UUID, wanted: events.NewCopy
) -> events.Event:
    """Make a draft of an agency's template, in this organization and for good.

    Files are copied by content first, as uploads of this organization; when the event is refused
    they go again. The event, its parts and TemplateUsed commit together.
    """
    policies.require_can_use(ctx)
    found = next(iter(_list_shared_with(ctx, only=template_id)), None)
    if found is None:
        raise TemplateShareNotFound
    there, here = _as_job(ctx, found.agency_id), _as_job(ctx, ctx.organization_id)
    export = _export(there, template_id)
    file_ids: dict[UUID, UUID] = {}
    try:
        _copy_files(there, here, events.files_of(export), into=file_ids)
        with transaction(ctx) as tx:
            event = events.import_event(tx, export, wanted, file_ids=file_ids)
            tx.publish(
                TemplateUsed(event_id=event.id, agency_id=found.agency_id, template_id=template_id)
            )
            tx.after_commit.append(lambda: SHARES.add(step="used"))
    except BaseException:
        _discard(here, file_ids.values())
        raise
    return event


def note_use(ctx: OrganizationContext, fact: TemplateUsed) -> None:
    """Write into the agency that this client used its template: which client, and when."""
    permissions.require_platform(ctx)
    with transaction(replace(ctx, organization_id=fact.agency_id)) as tx:
        queries.insert_use(tx, fact.template_id, ctx.organization_id)


def _list_shared_with(
    ctx: OrganizationContext, *, only: UUID | None = None
) -> Sequence[SharedWithClient]:
    with transaction(ctx.job(JOB)) as tx:
        return queries.list_shared_with(tx, ctx.organization_id, only=only)


def _require_clients(ctx: OrganizationContext, client_ids: list[UUID]) -> None:
    unlinked = agencies.list_unlinked(ctx, client_ids)
    says = "This is no client of the agency."
    errors = [
        FieldError(f"/clients/{index}", says)
        for index, each in enumerate(client_ids)
        if each in unlinked
    ]
    if errors:
        raise Invalid(*errors)


def _export(there: OrganizationContext, template_id: UUID) -> events.EventExport:
    with transaction(there) as tx:
        template = events.find_event(tx, template_id)
        if template is None or not _is_usable(template):
            raise TemplateShareNotFound
        return events.export_event(tx, template_id)


def _copy_files(
    there: OrganizationContext,
    here: OrganizationContext,
    file_ids: Sequence[UUID],
    *,
    into: dict[UUID, UUID],
) -> None:
    """Store the contents again, old id → new id; what cannot be opened there is left out."""
    for file_id in file_ids:
        try:
            found = files.open_file(there, file_id)
        except NotFound:
            continue
        upload = files.Upload(
            name=found.file.name,
            data=b"".join(found.pieces),
            declared_type=found.file.media_type,
            visibility=found.file.visibility,
        )
        into[file_id] = files.store(here, upload).id


def _discard(here: OrganizationContext, file_ids: Collection[UUID]) -> None:
    if file_ids:
        with transaction(here) as tx:
            for file_id in file_ids:
                files.discard(tx, file_id)


def _as_job(ctx: OrganizationContext, organization_id: UUID) -> OrganizationContext:
    """The platform in an organization, for whoever asks."""
    job = ctx.job(JOB)
    return OrganizationContext(
        organization_id=organization_id,
        actor=job.actor,
        on_behalf_of=job.on_behalf_of,
        request_id=ctx.request_id,
    )


def _is_usable(template: events.Event) -> bool:
    return template.is_template and template.state == events.State.DRAFT


def _shown(share: SharedWithClient, template: events.Event) -> SharedTemplate:
    return SharedTemplate(
        template_id=share.template_id,
        agency_id=share.agency_id,
        agency_name=share.agency_name,
        agency_slug=share.agency_slug,
        title=template.title,
        summary=template.summary,
        kind=str(template.kind),
        category=template.category,
        language=template.language,
        languages=[template.language, *sorted(template.translations)],
        shared_at=share.shared_at,
    )


def _with_titles(tx: Transaction, shares: list[TemplateShare]) -> list[TemplateShare]:
    """The shares of templates that are there, by name."""
    found = {each.id: each for each in events.events_by_id(tx, [s.template_id for s in shares])}
    return [
        replace(each, title=found[each.template_id].title, slug=found[each.template_id].slug)
        for each in shares
        if each.template_id in found
    ]
