"""Getting no more mails of a kind: by the link in each of them, with one click (RFC 8058).

The link names the mail and proves itself; it needs no account and tells no address. What it ends
is what the mail was about: changes of one event, an organizer that is followed, or invitations.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import PersonContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security.crypto import NotGenuine
from turnout.modules.consents.api import (
    Channel,
    Consent,
    ConsentSource,
    ConsentTopic,
    list_refusing_addresses,
    record_carried_refusals,
    record_consent,
)
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.opt_outs import hooks, queries
from turnout.modules.opt_outs.errors import SubscriptionNotFound
from turnout.modules.opt_outs.metrics import OPTED_OUT
from turnout.modules.opt_outs.types import MailSubject, OptOut, OptOutTopic, Subscription
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation

PURPOSE: Final = "notifications.opt-out"
LIFETIME: Final = timedelta(days=730)
ID_BYTES: Final = 16
LONGEST: Final = 300
TOPICS: Final = {
    None: ConsentTopic.NEW_EVENTS,
    OptOutTopic.EVENT: ConsentTopic.EVENT_CHANGES,
    OptOutTopic.INVITATIONS: ConsentTopic.INVITATIONS,
}
"""By what an opt-out is about; None for an organizer that is followed."""


def opt_out_url(organization_id: UUID, mail_id: UUID, *, queued_at: datetime) -> str:
    """The same for a mail however often it is tried."""
    keys = runtime.current().keys
    payload = organization_id.bytes + mail_id.bytes
    token = keys.sign(PURPOSE, payload, expires_at=queued_at + LIFETIME)
    return f"{runtime.current().settings.public_url.rstrip('/')}/unsubscribe/{token}"


def get_subscription(token: str) -> Subscription:
    """What a link is about, and whether mails still come; else SubscriptionNotFound."""
    ctx, mail_id = _read(token)
    with transaction(ctx) as tx:
        mail = _named(tx, mail_id)
        event = events.find_event(tx, mail.event_id) if mail.event_id else None
        return Subscription(
            template=mail.template,
            email=mail.recipient,
            organization=organizations.branding_of(tx).name,
            event=event.title if event else "",
            is_on=wants(tx, mail),
            is_refused=bool(list_refusing_addresses(tx, [mail.recipient], TOPICS[mail.topic])),
        )


def opt_out(token: str) -> Subscription:
    """Write to this address no more about this; doing so again changes nothing."""
    ctx, mail_id = _read(token)
    with transaction(ctx) as tx:
        mail = _named(tx, mail_id)
        if mail.topic is None:
            has_changed = participation.unfollow(tx, _user_of(mail))
        else:
            has_changed = queries.insert_opt_out(
                tx, mail.topic, mail.event_id, email=mail.recipient
            )
        if has_changed:
            _record(tx, mail.topic, mail.event_id, mail.recipient, is_given=False)
        OPTED_OUT.add(topic=mail.topic.value if mail.topic else "organizer")
    return get_subscription(token)


def opt_in(token: str) -> Subscription:
    """Take it back: for who pressed the wrong button."""
    ctx, mail_id = _read(token)
    with transaction(ctx) as tx:
        mail = _named(tx, mail_id)
        if mail.topic is None:
            has_changed = participation.follow(tx, _user_of(mail))
        else:
            has_changed = queries.delete_opt_out(
                tx, mail.topic, mail.event_id, email=mail.recipient
            )
        if has_changed:
            _record(tx, mail.topic, mail.event_id, mail.recipient, is_given=True)
    return get_subscription(token)


def list_opt_outs(ctx: PersonContext) -> list[OptOut]:
    """What a person's address has unsubscribed from, in every organization: the same records."""
    email = identity.get_me(ctx).email
    with transaction(identity.in_name_of(ctx, job="notifications.list-opt-outs")) as tx:
        return queries.list_opt_outs(tx, email)


def change_opt_out(
    tx: Transaction, topic: ConsentTopic, event_id: UUID | None, *, email: str, is_on: bool,
    source: ConsentSource,
) -> None:  # fmt: skip
    """Unsubscribe an address, which the caller has proved, from one kind of mails, or take it back.

    Inside the organization that it is about.
    """
    change = queries.delete_opt_out if is_on else queries.insert_opt_out
    stored = next(each for each, meant in TOPICS.items() if each and meant is topic)
    if change(tx, stored, event_id, email=email):
        _record(tx, stored, event_id, email, is_given=is_on, source=source)


def follow_address(tx: Transaction, old: str, new: str) -> None:
    """Unsubscribe an account's new address from what the old one is; that one stays so too."""
    copied = queries.copy_opt_outs(tx, old, new)
    record_carried_refusals(
        tx, new, [(home, TOPICS[OptOutTopic(topic)], event) for home, topic, event in copied]
    )


def _record(
    tx: Transaction,
    topic: OptOutTopic | None,
    event_id: UUID | None,
    email: str,
    *,
    is_given: bool,
    source: ConsentSource = ConsentSource.UNSUBSCRIBE_LINK,
) -> None:
    said = Consent(
        topic=TOPICS[topic], email=email, is_given=is_given, source=source, event_id=event_id
    )
    record_consent(tx, said)


def list_unsubscribed(
    tx: Transaction,
    event_id: UUID,
    *,
    emails: Collection[str],
    channel: Channel = Channel.EMAIL,
) -> set[str]:
    """Those of the addresses, in small letters, that want nothing about the event by a channel."""
    topic = ConsentTopic.EVENT_CHANGES
    refusing = list_refusing_addresses(tx, list(emails), topic, channel=channel)
    return {*refusing, *queries.list_opted_out(tx, OptOutTopic.EVENT, event_id, emails=emails)}


def wants(tx: Transaction, mail: MailSubject) -> bool:
    """Whether the mail's address still wants mails like this one."""
    if list_refusing_addresses(tx, [mail.recipient], TOPICS[mail.topic]):
        return False
    if mail.topic is None:
        return mail.user_id in participation.followers(tx)
    return not queries.list_opted_out(tx, mail.topic, mail.event_id, emails=[mail.recipient])


def _read(token: str) -> tuple[PublicContext, UUID]:
    try:
        payload = runtime.current().keys.unsign(PURPOSE, token[:LONGEST], now=clock.now())
    except NotGenuine:
        raise SubscriptionNotFound from None
    organization_id, mail_id = UUID(bytes=payload[:ID_BYTES]), UUID(bytes=payload[ID_BYTES:])
    return PublicContext(organization_id=organization_id), mail_id


def _named(tx: Transaction, mail_id: UUID) -> MailSubject:
    """What the mail of a link is about, inside its organization's transaction."""
    found = hooks.find_subject(tx, mail_id)
    if found is None:
        raise SubscriptionNotFound
    return found


def _user_of(mail: MailSubject) -> UUID:
    if mail.user_id is None:
        raise ValueError("mails about an organizer that is followed name who follows")
    return mail.user_id
