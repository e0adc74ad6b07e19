"""Puts mails about changes, new events and invitations together from what is so now."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.events import api as events
from turnout.modules.notifications import news_letters, policies, rules
from turnout.modules.notifications.errors import Superseded
from turnout.modules.notifications.formats import moment
from turnout.modules.notifications.news_letters import Envelope, NewsLetter
from turnout.modules.notifications.queries import news as queries
from turnout.modules.notifications.rendering import render
from turnout.modules.notifications.service import opting_out
from turnout.modules.notifications.service.audiences import sessions_in
from turnout.modules.notifications.service.envelopes import outgoing, public_url
from turnout.modules.notifications.texts import Language, language_of
from turnout.modules.notifications.types import ClaimedMail, NewMail, Round, Template
from turnout.modules.organizations import api as organizations
from turnout_sdk.email import OutgoingMail


def compose_news(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """Superseded when the reader wants no such mails by now, or nothing of it is left to tell."""
    policies.require_platform(ctx)
    language = language_of(mail.locale)
    with transaction(ctx) as tx:
        if not opting_out.wants(tx, _as_new(mail)):
            raise Superseded("The reader asked for no more mails like this one.")
        envelope = _envelope(tx, mail, language)
        letter, reply_to = _letter(tx, mail, envelope)
    return outgoing(
        mail,
        render(mail.template, language, letter),
        sender_name=envelope.branding.name,
        reply_to=reply_to,
        opt_out_url=envelope.opt_out_url,
    )


def compose_event_invitation(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """With the guest's own link, made just now; Superseded when it was withdrawn or renewed."""
    policies.require_platform(ctx)
    language = language_of(mail.locale)
    with transaction(ctx) as tx:
        found = events.read_event_invitation(tx, mail.source_id)
        if found is None or found.serial != mail.details.get("serial"):
            raise Superseded("The invitation was withdrawn, renewed or has expired.")
        if not opting_out.wants(tx, _as_new(mail)):
            raise Superseded("The recipient wants no invitations of this organizer.")
        envelope = _envelope(tx, mail, language)
        event = _in_language(tx, found.event_id, language)
    until = moment(found.expires_at, language.locale) if found.expires_at else ""
    letter = news_letters.guest_letter(envelope, event, url=found.url, until=until)
    return outgoing(
        mail,
        render(mail.template, language, letter),
        sender_name=envelope.branding.name,
        reply_to=rules.reply_address(event.contact_email, envelope.branding.contact_email),
        opt_out_url=envelope.opt_out_url,
    )


def _letter(tx: Transaction, mail: ClaimedMail, envelope: Envelope) -> tuple[NewsLetter, str]:
    """The letter, and where answers to it go."""
    news = queries.find_round(tx, mail.source_id)
    if news is None:
        raise Superseded("What this mail was about is no longer known.")
    contact = envelope.branding.contact_email
    language = language_of(mail.locale)
    if mail.template is Template.NEW_EVENTS:
        found = list(_still_new(tx, news, language))
        if not found:
            raise Superseded("The events were taken back before this mail left.")
        return news_letters.new_events_letter(envelope, found), rules.reply_address(contact)
    if news.event_id is None:
        raise ValueError("news of an event names it")
    event = _in_language(tx, news.event_id, language)
    reply_to = rules.reply_address(event.contact_email, contact)
    if mail.template is Template.EVENT_NEWS:
        said = msgspec.convert(news.content["event"], events.EventNews, strict=False)
        return news_letters.event_letter(envelope, event, said), reply_to
    mine = {UUID(each) for each in mail.details["session_ids"]}
    return news_letters.sessions_letter(envelope, event, sessions_in(news), mine=mine), reply_to


def _still_new(tx: Transaction, news: Round, language: Language) -> Iterable[events.Event]:
    """Of what was published, what is still there for everybody; in order of time."""
    ids = [UUID(each) for each in news.content["event_ids"]]
    found = {event.id: event for event in events.events_by_id(tx, ids)}
    for event_id in ids:
        event = found.get(event_id)
        if event is not None and event.is_shown and event.state in events.NOTIFIED_STATES:
            yield events.in_language(event, [language.tag])


def _in_language(tx: Transaction, event_id: UUID, language: Language) -> events.Event:
    return events.in_language(events.get_event(tx, event_id), [language.tag])


def _envelope(tx: Transaction, mail: ClaimedMail, language: Language) -> Envelope:
    return Envelope(
        branding=organizations.branding_of(tx),
        recipient=mail.recipient,
        name=mail.recipient_name,
        opt_out_url=opting_out.opt_out_url(tx.organization_id, mail.id, queued_at=mail.queued_at),
        public_url=public_url(),
        locale=language.locale,
    )


def _as_new(mail: ClaimedMail) -> NewMail:
    return NewMail(
        template=mail.template,
        source_id=mail.source_id,
        recipient=mail.recipient,
        event_id=mail.event_id,
        details=mail.details,
    )
