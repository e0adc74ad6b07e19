"""Mails to those who wait for tickets: joined, offered, last chance, passed on."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.l10n.formats import deadline, one_line
from turnout.l10n.languages import Language, language_of
from turnout.l10n.mail_values import WaitlistLetter
from turnout.modules.events import api as events
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import ClaimedMail, NewMail, Superseded, Template
from turnout.modules.organizations import api as organizations
from turnout.modules.waitlist import api as waitlist
from turnout_sdk.email import OutgoingMail

STATES: Final = {
    Template.WAITLIST_JOINED: frozenset({"unconfirmed", "waiting", "offered"}),
    Template.WAITLIST_OFFERED: frozenset({"offered"}),
    Template.WAITLIST_LAST_CHANCE: frozenset({"offered"}),
    Template.WAITLIST_PASSED_ON: frozenset({"lapsed"}),
}
"""What a place has to be in for its mail to be worth sending."""


def announce(ctx: OrganizationContext, entry_id: UUID, template: Template) -> None:
    """Queue one of the mails about a place; one fact makes one mail, however often it is heard."""
    permissions.require_platform(ctx)
    found = waitlist.waitlist_mail_data(replace(ctx, cause=None), entry_id)
    if found is None or ctx.cause is None:
        return
    with transaction(ctx) as tx:
        new = NewMail(
            template=template,
            source_id=ctx.cause[1],
            recipient=found.email,
            recipient_name=found.name,
            locale=found.locale,
            event_id=found.event_id,
            details={"entry_id": str(entry_id)},
        )
        notifications.queue_mail(tx, new)


def compose(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """One of the mails about a place; Superseded when it has moved on before the mail left."""
    permissions.require_platform(ctx)
    found = waitlist.waitlist_mail_data(ctx, UUID(mail.details["entry_id"]))
    if found is None or found.state not in STATES[mail.template]:
        raise Superseded("The place on the waitlist had moved on before this mail left.")
    language = language_of(mail.locale)
    with transaction(ctx) as tx:
        event = events.in_language(events.get_event(tx, found.event_id), [language.tag])
        branding = organizations.branding_of(tx)
    letter = letter_of(
        found,
        event,
        branding=branding,
        public_url=notifications.home_url(branding),
        language=language,
    )
    return notifications.outgoing(mail, letter, branding=branding, event=event)


def letter_of(
    found: waitlist.WaitlistMailData,
    event: events.Event,
    *,
    branding: organizations.Branding,
    public_url: str,
    language: Language,
) -> WaitlistLetter:
    """What each of the mails says of a place."""
    return WaitlistLetter(
        **notifications.letterhead(
            branding,
            name=found.name,
            recipient=found.email,
            contact=event.contact_email,
            public_url=public_url,
        ),
        **notifications.about_event(event, language.locale),
        url=f"{public_url}{found.path}",
        tickets=f"{found.quantity} × {one_line(found.ticket_type)}",
        until=deadline(found.expires_at, event.time_zone, language.locale.language),
        is_confirmed=found.state != "unconfirmed",
    )
