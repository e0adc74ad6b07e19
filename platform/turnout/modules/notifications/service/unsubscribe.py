"""Getting no more mails of a kind: by the link in each of them, with one click (RFC 8058).

The link names the mail and proves itself; it needs no account and tells no address. What it ends
is what the mail was about: changes of one event, an organizer that is followed, or invitations.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.observability.metrics import counter
from turnout.kernel.security.crypto import NotGenuine
from turnout.modules.events import api as events
from turnout.modules.notifications import queries, types
from turnout.modules.notifications.errors import MailNotFound, SubscriptionNotFound
from turnout.modules.notifications.models import Topic
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation

PURPOSE: Final = "notifications.opt-out"
LIFETIME: Final = timedelta(days=730)
ID_BYTES: Final = 16
LONGEST: Final = 300
OPTED_OUT: Final = counter(
    "turnout_mail_opt_outs", "Links to get no more mails of a kind that were followed",
    topic=("event", "organizer", "invitations"),
)  # fmt: skip


def opt_out_url(organization_id: UUID, mail_id: UUID, *, queued_at: datetime) -> str:
    """The same for a mail however often it is tried."""
    keys = runtime.current().keys
    payload = organization_id.bytes + mail_id.bytes
    token = keys.sign(PURPOSE, payload, expires_at=queued_at + LIFETIME)
    return f"{runtime.current().settings.public_url.rstrip('/')}/unsubscribe/{token}"


def get_subscription(token: str) -> types.Subscription:
    """What a link is about, and whether mails still come; else SubscriptionNotFound."""
    ctx, mail_id = _read(token)
    with transaction(ctx) as tx:
        mail, _, event_id = _named(tx, mail_id)
        event = events.find_event(tx, event_id) if event_id else None
        return types.Subscription(
            template=mail.template,
            email=mail.recipient,
            organization=organizations.branding_of(tx).name,
            event=event.title if event else "",
            is_on=wants(tx, mail),
        )


def opt_out(token: str) -> types.Subscription:
    """Write to this address no more about this; doing so again changes nothing."""
    ctx, mail_id = _read(token)
    with transaction(ctx) as tx:
        mail, topic, event_id = _named(tx, mail_id)
        if topic is None:
            participation.unfollow(tx, _user_of(mail))
        else:
            queries.insert_opt_out(tx, topic, event_id, email=mail.recipient)
        OPTED_OUT.add(topic=topic.value if topic else "organizer")
    return get_subscription(token)


def opt_in(token: str) -> types.Subscription:
    """Take it back: for who pressed the wrong button."""
    ctx, mail_id = _read(token)
    with transaction(ctx) as tx:
        mail, topic, event_id = _named(tx, mail_id)
        if topic is None:
            participation.follow(tx, _user_of(mail))
        else:
            queries.delete_opt_out(tx, topic, event_id, email=mail.recipient)
    return get_subscription(token)


def wants(tx: Transaction, mail: types.MailContent) -> bool:
    """Whether the mail's address still wants mails like this one."""
    topic, event_id = _topic_of(mail)
    if topic is None:
        return _user_of(mail) in participation.followers(tx)
    return not queries.list_opted_out(tx, topic, event_id, emails=[mail.recipient])


def _read(token: str) -> tuple[PublicContext, UUID]:
    try:
        payload = runtime.current().keys.unsign(PURPOSE, token[:LONGEST], now=clock.now())
    except NotGenuine:
        raise SubscriptionNotFound from None
    organization_id, mail_id = UUID(bytes=payload[:ID_BYTES]), UUID(bytes=payload[ID_BYTES:])
    return PublicContext(organization_id=organization_id), mail_id


def _named(tx: Transaction, mail_id: UUID) -> tuple[types.NewMail, Topic | None, UUID | None]:
    """The mail that a link names, inside its organization's transaction, and what it ends."""
    try:
        mail = queries.get_content(tx, mail_id)
    except MailNotFound:
        raise SubscriptionNotFound from None
    if mail.template not in types.UNASKED:
        raise SubscriptionNotFound
    return mail, *_topic_of(mail)


def _topic_of(mail: types.MailContent) -> tuple[Topic | None, UUID | None]:
    """None for an organizer that is followed: following is what asks for those mails."""
    if mail.template is types.Template.NEW_EVENTS:
        return None, None
    if mail.template is types.Template.EVENT_INVITATION:
        return Topic.INVITATIONS, None
    return Topic.EVENT, mail.event_id


def _user_of(mail: types.MailContent) -> UUID:
    return UUID(mail.details["user_id"])
