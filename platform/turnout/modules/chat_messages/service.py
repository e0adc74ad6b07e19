"""Sending: a notice is shown in a channel once, as far as anybody can know.

That it is tried is written down before the channel is asked, and nobody's network is waited for
with a transaction open. Channels know no key and cannot be asked what they show: what may have
been shown is never sent again. It is in the inbox all the same.
"""

from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin
from uuid import UUID

import structlog

from turnout.kernel import cache, clock, runtime
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.claims import ClaimedRow
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.tasks import enqueue
from turnout.kernel.security import permissions
from turnout.l10n.languages import language_of
from turnout.modules.chat_messages import policies, queries, rules
from turnout.modules.chat_messages.metrics import CHATS, OLDEST, WAITING
from turnout.modules.chat_messages.rules import Action, ChatOutcome
from turnout.modules.chat_messages.types import (
    ChannelTestOutcome,
    ChannelTestResult,
    ClaimedChatMessage,
    NewChatAnnouncement,
    NewChatMessage,
)
from turnout.modules.connections import api as connections
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import NewTeamMessage
from turnout.modules.organizations import api as organizations
from turnout_sdk.adapter import Kind
from turnout_sdk.chat import ChannelSettings, Message, Posted, Topic
from turnout_sdk.errors import AdapterError, Unavailable, Unclear
from turnout_sdk.time_limits import CALL_SECONDS

JOB: Final = "chat_messages.send"
MOST: Final = 500
OF_A_CHANNEL: Final = 1
IN_ALL: Final = 8
ANNOUNCEMENT: Final = "announcement"
"""The kind of what attendees are told: no inbox tells a team of it."""
CATALOGUES: Final = Path(__file__).parent / "locale"
log = structlog.get_logger(__name__)


def queue_told(tx: Transaction, told: NewTeamMessage) -> None:
    """Write down what a team is told for the channels that want it, in the same commit."""
    topic = rules.TOPICS.get(told.kind)
    if topic is None:
        return
    wanting = _list_wanting(tx, topic, told.event_id)
    if not wanting:
        return
    branding = organizations.branding_of(tx)
    title, text = inbox.words_of(told, branding.locale)
    for connection_id in wanting:
        new = NewChatMessage(
            connection_id=connection_id,
            kind=told.kind.value,
            source_id=told.source_id,
            title=title,
            body=text or branding.name,
            path=f"/console/{branding.slug}/{told.path}".rstrip("/"),
            event_id=told.event_id,
            is_gathered=told.kind in inbox.GATHERED,
        )
        _queue(tx, new)


def takes_announcements(tx: Transaction, event_id: UUID) -> bool:
    """Whether any channel of the organization shows announcements of an event."""
    return bool(_list_wanting(tx, Topic.ANNOUNCEMENTS, event_id))


def queue_announcement(tx: Transaction, new: NewChatAnnouncement) -> None:
    """Write it down for each channel that takes it; one that was told before is left out."""
    for connection_id in _list_wanting(tx, Topic.ANNOUNCEMENTS, new.event_id):
        message = NewChatMessage(
            connection_id=connection_id,
            kind=ANNOUNCEMENT,
            source_id=new.source_id,
            title=new.title,
            body=new.text,
            path=new.url,
            event_id=new.event_id,
        )
        _queue(tx, message)


def everyone(language: str) -> str:
    """How everybody in a channel is addressed, where a message would name its reader."""
    gettext = language_of(language, catalogues=CATALOGUES).translations.gettext
    return gettext("everyone")


def take_back_announcement(tx: Transaction, source_id: UUID) -> None:
    """Forget what has not left for its channel; what is told again is written down again."""
    queries.take_back(tx, ANNOUNCEMENT, source_id)


def count_announced(tx: Transaction, source_ids: Collection[UUID]) -> dict[UUID, Counter[str]]:
    """Channels by the state of their message, for each of these announcements."""
    return queries.count_by_source(tx, ANNOUNCEMENT, source_ids)


def send_message(ctx: OrganizationContext, message_id: UUID) -> None:
    """Send one message to its channel, if it is due and nobody else is at it."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        message = queries.claim(tx, message_id)
        if message is None:
            return
        is_on = message.connection_id in dict(connections.list_active_adapters(tx, Kind.CHAT))
    outcome = _tried(ctx, message) if is_on else _gone()
    with transaction(ctx) as tx:
        queries.settle(tx, message_id, outcome)
        if outcome.action is Action.ACCEPT or outcome.failure:
            connections.note_outcome(tx, message.connection_id, failure=outcome.failure)
    is_over = outcome.action is not Action.POSTPONE
    CHATS.add(outcome=outcome.state.value if is_over else "postponed")


def send_test(ctx: OrganizationContext, connection_id: UUID) -> ChannelTestResult:
    """Show a test message now; ConnectionNotFound where it is no channel, Disabled where it is off.

    What the channel answered is kept with its connection, as of any message.
    """
    policies.require_can_test(ctx)
    with transaction(ctx) as tx:
        if connection_id not in connections.list_names(tx, Kind.CHAT):
            raise connections.ConnectionNotFound
        branding = organizations.branding_of(tx)
    title, text = words_of_test(branding.name, branding.locale)
    said = Message(
        key=new_id().hex,
        title=title,
        text=text,
        url=f"{runtime.current().settings.origin_of('')}/console/{branding.slug}",
    )
    try:
        _post(ctx, connection_id, said)
    except AdapterError as error:
        found = rules.after_test(error)
    else:
        found = ChatOutcome(action=Action.ACCEPT)
    with transaction(ctx) as tx:
        if found.action is Action.ACCEPT or found.failure:
            connections.note_outcome(tx, connection_id, failure=found.failure)
    CHATS.add(outcome=found.state.value)
    return ChannelTestResult(outcome=ChannelTestOutcome(found.state.value), reason=found.reason)


def take_due(ctx: SystemContext, *, limit: int = MOST) -> list[ClaimedRow]:
    """Mark due messages as handed out and say which; give up those that workers left."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        lost = queries.WAITING_CHATS.lose(tx, reason=rules.NOBODY_CAN_SAY)
        found = queries.WAITING_CHATS.hand_out(tx, limit=limit)
        waiting, oldest = queries.WAITING_CHATS.measure_backlog(tx)
    WAITING.set(waiting)
    OLDEST.set(oldest)
    if lost:
        CHATS.add(lost, outcome="unknown")
    return found


def count_waiting(ctx: SystemContext) -> int:
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        return queries.WAITING_CHATS.measure_backlog(tx)[0]


def forget_old(ctx: SystemContext) -> None:
    """Drop what ended more than `rules.KEEP` ago."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        queries.forget(tx)


def words_of_test(name: str, language: str) -> tuple[str, str]:
    """Title and text of a test message, for an organization of this name."""
    gettext = language_of(language, catalogues=CATALOGUES).translations.gettext
    about = gettext("Notices to the team of %(name)s are shown here.")
    return gettext("Test message"), about % {"name": name}


def _list_wanting(tx: Transaction, topic: Topic, event_id: UUID | None) -> list[UUID]:
    """The active connections whose channels want messages of a topic about an event."""
    channels = connections.list_active_settings(tx, Kind.CHAT)
    return [
        each
        for each, (adapter_key, settings) in channels.items()
        if _wants(adapter_key, settings, topic, event_id)
    ]


def _wants(adapter_key: str, settings: dict[str, Any], topic: Topic, event_id: UUID | None) -> bool:
    """By what the channel's settings say; without such settings, everything."""
    adapter = connections.find_adapter(Kind.CHAT, adapter_key)
    if adapter is None or not issubclass(adapter.settings, ChannelSettings):
        return adapter is not None
    wishes = {name: settings[name] for name in ChannelSettings.model_fields if name in settings}
    said = ChannelSettings.model_validate(wishes)
    return said.wants(topic, str(event_id) if event_id else None)


def _tried(ctx: OrganizationContext, message: ClaimedChatMessage) -> ChatOutcome:
    """What became of one attempt; whatever goes wrong, bugs too, is an outcome."""
    try:
        _post(ctx, message.connection_id, _shown(message))
    except Exception as error:  # noqa: BLE001  the row must not be left to its lease
        outcome = rules.after_failure(
            error, attempts=message.attempts, queued_at=message.queued_at, now=clock.now()
        )
        is_expected = isinstance(error, AdapterError | TurnoutError)
        write = log.warning if is_expected else log.exception
        why = f"{type(error).__name__}: {error}"
        write("chat not sent", message_id=str(message.id), action=outcome.action.value, why=why)
        return outcome
    return ChatOutcome(action=Action.ACCEPT)


def _post(ctx: OrganizationContext, connection_id: UUID, message: Message) -> None:
    """One message a second and channel; one that asks for a rest gets it."""
    redis = runtime.current().redis
    name = cache.key(ctx.organization_id, "chat", "rests", connection_id)
    if cache.get(redis, name) is not None:
        raise Unavailable("this channel rests", retry_after_seconds=rules.BETWEEN_SECONDS)
    opened = connections.open_gateway(ctx, connection_id)
    cache.put(redis, name, True, ttl_seconds=rules.BETWEEN_SECONDS)
    places = runtime.current().calls_for("chat", per_connection=OF_A_CHANNEL, per_process=IN_ALL)
    try:
        found = places.call(
            opened.adapter_key,
            connection_id,
            lambda: opened.port.post(message),
            timeout_seconds=CALL_SECONDS,
        )
    except Unavailable as error:
        if error.retry_after_seconds:
            cache.put(redis, name, True, ttl_seconds=error.retry_after_seconds)
        raise
    if not isinstance(found, Posted):
        raise Unclear("The adapter answered something that is no message in a channel.")


def _shown(message: ClaimedChatMessage) -> Message:
    more = f" (× {message.count})" if message.count > 1 else ""
    home = runtime.current().settings.origin_of("")
    return Message(
        key=message.id.hex,
        title=f"{message.title}{more}",
        text=message.body,
        url=urljoin(home, message.path),
    )


def _gone() -> ChatOutcome:
    return ChatOutcome(action=Action.GIVE_UP, reason=rules.NO_CONNECTION)


def _queue(tx: Transaction, new: NewChatMessage) -> None:
    """Write it down, and tell a worker once that is committed."""
    made = queries.queue(tx, new)
    if made is not None:
        tx.after_commit.append(_dispatch(tx.organization_id, made))


def _dispatch(organization_id: UUID, message_id: UUID) -> Callable[[], None]:
    return lambda: enqueue(JOB, str(organization_id), str(message_id))
