"""What sponsors may have, how many seats each has, and the links of their stand members."""

from typing import Final
from uuid import UUID

from turnout.assets.paper import qr_code
from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.row_copies import JsonRow, export_rows
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security import crypto
from turnout.kernel.values import from_attributes
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.leads import policies, rules
from turnout.modules.leads.errors import SeatsInUse, SeatsTaken
from turnout.modules.leads.facts import LeadMemberAdded, LeadMemberRevoked, LeadSettingsChanged
from turnout.modules.leads.queries import stands
from turnout.modules.leads.types import (
    IssuedLeadMember,
    LeadMember,
    LeadQuestion,
    LeadSettings,
    LeadSponsor,
    LeadSponsorUpdate,
    NewLeadSettings,
    StoredLeadSettings,
    StoredLeadSponsor,
)
from turnout.modules.sponsors import api as sponsors

QR_CELL: Final = 8


def get_settings(ctx: OrganizationContext, event_id: UUID) -> LeadSettings:
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return _shown_settings(tx, event_id)


def update_settings(
    ctx: OrganizationContext, event_id: UUID, new: NewLeadSettings, *, version: int | None
) -> LeadSettings:
    """Choose them. What sponsors get besides is shared once attendees have agreed to it."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        before = stands.get_settings(tx, event_id)
        require_version(version, before.version)
        known = rules.shared_questions(form_of(tx, event_id))
        if wrong := rules.settings_errors(new, known):
            raise Invalid(*wrong)
        changed = rules.changes_statement(before, new)
        stands.save_settings(tx, event_id, new, changes_statement=changed)
        tx.publish(LeadSettingsChanged(event_id=event_id))
        return _shown_settings(tx, event_id)


def list_sponsors(ctx: OrganizationContext, event_id: UUID) -> list[LeadSponsor]:
    """Every sponsor of the event with its seats and how many leads it has."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        known = stands.list_sponsors(tx, event_id)
        names = sponsors.list_names(tx, event_id)
    return [
        _shown_sponsor(known.get(sponsor_id, StoredLeadSponsor(sponsor_id=sponsor_id)), name)
        for sponsor_id, name in names.items()
    ]


def get_sponsor(ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID) -> LeadSponsor:
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        name = sponsors.get_name(tx, event_id, sponsor_id)
        return _shown_sponsor(stands.find_sponsor(tx, event_id, sponsor_id), name)


def update_sponsor(
    ctx: OrganizationContext,
    event_id: UUID,
    sponsor_id: UUID,
    stated: LeadSponsorUpdate,
    *,
    version: int | None,
) -> LeadSponsor:
    """Give a sponsor seats, a time and tags; SeatsInUse for fewer than it has links."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        name = sponsors.get_name(tx, event_id, sponsor_id)
        before = stands.lock_sponsor(tx, event_id, sponsor_id)
        require_version(version, before.version)
        members = stands.count_members(tx, sponsor_id)
        if stated.seats < members:
            raise SeatsInUse(members=members)
        if (
            stated.ends_at is not None
            and stated.ends_at <= tx.now
            and (stated.ends_at != before.ends_at)
        ):
            raise Invalid(FieldError("/ends_at", "Choose a time to come."))
        stands.save_sponsor(tx, event_id, sponsor_id, stated)
        return _shown_sponsor(stands.find_sponsor(tx, event_id, sponsor_id), name)


def list_members(ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID) -> list[LeadMember]:
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        sponsors.get_name(tx, event_id, sponsor_id)
        return stands.list_members(tx, event_id, sponsor_id)


def add_member(
    ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID, name: str
) -> IssuedLeadMember:
    """Give a stand member a link, which is in this answer alone; SeatsTaken without a seat."""
    policies.require_can_edit(ctx, event_id)
    token = crypto.token(rules.TOKEN_PREFIX)
    with transaction(ctx) as tx:
        sponsors.get_name(tx, event_id, sponsor_id)
        sponsor = stands.lock_sponsor(tx, event_id, sponsor_id)
        if stands.count_members(tx, sponsor_id) >= sponsor.seats:
            raise SeatsTaken(seats=sponsor.seats)
        member_id = stands.insert_member(
            tx,
            event_id,
            sponsor_id,
            name=" ".join(name.split()),
            token_hash=crypto.hash_token(token),
        )
        tx.publish(LeadMemberAdded(event_id=event_id, sponsor_id=sponsor_id, member_id=member_id))
        member = stands.get_member(tx, event_id, sponsor_id, member_id)
    base = runtime.current().settings.public_url.rstrip("/")
    url = f"{base}/leads#{ctx.organization_id}.{token}"
    drawn = qr_code.svg_file(url, cell=QR_CELL).decode()
    return IssuedLeadMember(member=member, token=token, url=url, qr_svg=drawn)


def revoke_member(
    ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID, member_id: UUID
) -> LeadMember:
    """End a link at once; the leads stay the sponsor's. Ending it again changes nothing."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        if stands.revoke_member(tx, event_id, sponsor_id, member_id):
            tx.publish(
                LeadMemberRevoked(event_id=event_id, sponsor_id=sponsor_id, member_id=member_id)
            )
        return stands.get_member(tx, event_id, sponsor_id, member_id)


def form_of(tx: Transaction, event_id: UUID) -> forms.Form | None:
    version_id = forms.find_version_id(tx, event_id)
    return forms.get_form(tx, version_id) if version_id else None


def copy_settings(tx: Transaction, copy: events.EventCopy) -> None:
    """A copy of an event lets sponsors have the same; seats and links are its own."""
    copy.copy_rows(tx, "lead_settings")


def export_settings(tx: Transaction, event_id: UUID) -> dict[str, list[JsonRow]]:
    """What sponsors may have, for another organization."""
    return {"lead_settings": export_rows(tx, "lead_settings", "event_id", [event_id])}


def _shown_settings(tx: Transaction, event_id: UUID) -> LeadSettings:
    stored: StoredLeadSettings = stands.get_settings(tx, event_id)
    form = form_of(tx, event_id)
    language = form.language if form else "en"
    return from_attributes(
        LeadSettings,
        stored,
        question_keys=list(stored.question_keys),
        questions=[
            LeadQuestion(key=key, label=rules.label_of(asked, language=language, fallback=language))
            for key, asked in rules.shared_questions(form).items()
        ],
        consents=stands.count_consents(tx, event_id),
    )


def _shown_sponsor(stored: StoredLeadSponsor, name: str) -> LeadSponsor:
    return from_attributes(LeadSponsor, stored, name=name, tags=list(stored.tags))
