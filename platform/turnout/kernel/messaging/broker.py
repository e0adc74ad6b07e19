"""How messages leave a process for the workers; the broker may be away and nothing is lost."""

import json
from dataclasses import dataclass
from typing import Any

import structlog
from celery import Celery
from kombu.exceptions import ChannelError, OperationalError

from turnout.kernel import clock
from turnout.kernel.messaging import tasks
from turnout.kernel.observability import telemetry
from turnout.kernel.observability.metrics import gauge
from turnout.kernel.settings import Settings

log = structlog.get_logger(__name__)

MESSAGES = gauge("turnout_queue_messages", "Messages that wait in a queue", queue=tasks.QUEUES)

SENT_AT = "turnout_sent_at"
"""The header that says when a message was put into its queue, in seconds since the epoch."""
VISIBILITY_SECONDS = 120
"""Just above the longest task: a killed worker's message comes back after this long."""


def make(settings: Settings) -> Celery:
    """A Celery application that can send: JSON only, bounded waits, no results."""
    celery = Celery("turnout", broker=settings.broker_address, set_as_current=False)
    celery.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,
        task_default_queue="default",
        broker_connection_timeout=2,
        broker_transport_options={
            "visibility_timeout": VISIBILITY_SECONDS,
            "unacked_restore_limit": 1000,
            "socket_timeout": 5,
            "socket_connect_timeout": 2,
        },
    )
    return celery


def measure_queues(celery: Celery) -> None:
    """State as metrics how many messages wait, as every kind of broker counts them."""
    with celery.connection_for_read() as connection:
        for queue in tasks.QUEUES:
            MESSAGES.set(float(_waiting(connection.default_channel, queue)), queue=queue)


def _waiting(channel: Any, queue: str) -> int:
    try:
        return int(channel.queue_declare(queue, passive=True)[1])
    except ChannelError:
        return 0  # nothing was ever put there


class BrokerAway(Exception):
    """The broker does not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLevel:
    """How much waits in a queue; `oldest_at` None: nothing, or the broker does not let one look."""

    name: str
    waiting: int
    oldest_at: float | None


def list_queue_levels(settings: Settings) -> list[QueueLevel]:
    """What waits in each queue, or BrokerAway."""
    try:
        with make(settings).connection_for_read() as connection:
            return [_level(connection, queue) for queue in tasks.QUEUES]
    except (OSError, OperationalError) as error:
        raise BrokerAway from error


def _level(connection: Any, queue: str) -> QueueLevel:
    channel = connection.default_channel
    waiting = _waiting(channel, queue)
    # Only Redis lets one look at a message and leave it there: it takes them from the right.
    redis = getattr(channel, "client", None)
    oldest = redis.lindex(queue, -1) if redis is not None and waiting else None
    sent_at = json.loads(oldest).get("headers", {}).get(SENT_AT) if oldest else None
    return QueueLevel(name=queue, waiting=waiting, oldest_at=sent_at)


def connect(settings: Settings) -> None:
    """Let `tasks.enqueue` reach the workers from a process that is none itself."""
    tasks.connect(sender(make(settings)))


def sender(celery: Celery) -> tasks.Sender:
    """What happens to a message; a broker that is away costs a log line, not a request."""

    def send(name: str, arguments: tuple[Any, ...], queue: str) -> None:
        try:
            headers = {**telemetry.outgoing(), SENT_AT: clock.now().timestamp()}
            celery.send_task(name, args=arguments, queue=queue, headers=headers, retry=False)
        except (OSError, OperationalError) as error:
            log.warning("broker is away", task=name, why=type(error).__name__)

    return send
