"""Mails to those who wait for a session: offered, last chance, passed on, given."""

from dataclasses import replace
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.l10n.formats import deadline, one_line, span
from turnout.l10n.languages import Language, language_of
from turnout.l10n.mail_values import SessionPlaceLetter
from turnout.modules.events import api as events
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import ClaimedMail, NewMail, Superseded, Template
from turnout.modules.organizations import api as organizations
from turnout.modules.session_mails import api as session_mails
from turnout.modules.session_waitlist import api as session_waitlist
from turnout_sdk.email import OutgoingMail

STATES: Final = {
    Template.SESSION_PLACE_OFFERED: "offered",
    Template.SESSION_PLACE_LAST_CHANCE: "offered",
    Template.SESSION_PLACE_PASSED_ON: "lapsed",
    Template.SESSION_PLACE_GIVEN: "taken",
}
"""What an entry has to be in for its mail to be worth sending."""


def announce(ctx: OrganizationContext, entry_id: UUID, template: Template) -> None:
    """Queue one of the mails about a session's place; one fact makes one mail."""
    permissions.require_platform(ctx)
    found = session_waitlist.session_wait_mail_data(replace(ctx, cause=None), entry_id)
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
            details={"session_entry_id": str(entry_id)},
        )
        notifications.queue_mail(tx, new)


def compose(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """One of these mails; Superseded when the entry or its ticket has moved on before it left."""
    permissions.require_platform(ctx)
    entry_id = UUID(mail.details["session_entry_id"])
    found = session_waitlist.session_wait_mail_data(ctx, entry_id)
    if found is None or found.state != STATES[mail.template] or found.email != mail.recipient:
        raise Superseded("The place in the session had moved on before this mail left.")
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
    return notifications.outgoing(
        mail,
        letter,
        branding=branding,
        event=event,
        entry_messages=session_mails.tell_place(ctx, mail, event, session_id=found.session_id)
        if mail.template is Template.SESSION_PLACE_GIVEN
        else (),
    )


def letter_of(
    found: session_waitlist.SessionWaitMailData,
    event: events.Event,
    *,
    branding: organizations.Branding,
    public_url: str,
    language: Language,
) -> SessionPlaceLetter:
    """What each of the mails says of a place in a session."""
    zone = ZoneInfo(event.time_zone)
    starts_at, ends_at = found.starts_at.astimezone(zone), found.ends_at.astimezone(zone)
    return SessionPlaceLetter(
        **notifications.letterhead(
            branding,
            name=found.name,
            recipient=found.email,
            contact=event.contact_email,
            public_url=public_url,
        ),
        **notifications.about_event(event, language.locale),
        url=f"{public_url}{found.path}",
        session=one_line(found.session),
        session_when=span(starts_at, ends_at, event.time_zone, locale=language.locale),
        until=deadline(found.expires_at, event.time_zone, language.locale.language),
    )
