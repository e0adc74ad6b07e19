"""The Celery application and its schedule, made from the same list of modules as the web."""

import signal
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import cache
from threading import Thread
from time import perf_counter
from typing import Any
from uuid import UUID

import structlog
from celery import Celery
from celery.beat import Scheduler
from celery.signals import (
    heartbeat_sent,
    setup_logging,
    worker_process_init,
    worker_ready,
    worker_shutdown,
)
from kombu.entity import Queue
from kombu.exceptions import OperationalError as BrokerDown

from turnout.app import MODULES
from turnout.kernel import maintenance, runtime
from turnout.kernel.cache import RedisClient, RedisDown
from turnout.kernel.db.tx import is_disconnect
from turnout.kernel.messaging import broker, live, outbox, tasks
from turnout.kernel.messaging.outbox import Delivery
from turnout.kernel.observability import probes, telemetry
from turnout.kernel.observability.heartbeat import Heartbeat
from turnout.kernel.observability.metrics import begin_counters, counter, histogram
from turnout.kernel.runtime import load_file, loading
from turnout.kernel.settings import Settings, load_settings

log = structlog.get_logger(__name__)

PAUSE_SECONDS = 0.1
REST_SECONDS = 1.0
"""How long the relay waits when there is nothing, and when the database or the broker is away."""

UP_WITHIN_SECONDS = 60.0
"""A worker's process that has not come up by then is killed and another begun. Celery's four
seconds are too few on a machine with much to do: none would ever come up, and nothing is sent."""

MEASURE_SECONDS = 10.0
"""How often the relay says how much waits."""

WORKED = histogram(
    "turnout_work_seconds",
    "Time of a task or of a fact's handler",
    buckets=(0.01, 0.1, 0.5, 2.0, 10.0, 60.0),
    work=200,
    outcome=("done", "failed"),
)
SENT = counter("turnout_scheduler_sent", "Timed tasks put on the queues", task=100)


def create_worker(settings: Settings | None = None) -> Celery:
    """Build the Celery application: late acknowledgement, JSON only, one queue per kind of work."""
    settings = settings or load_settings()
    with loading():
        for module in MODULES:
            for file in ("facts", "policies", "handlers", "tasks"):
                load_file(module, file)
    maintenance.declare()
    celery = broker.make(settings)
    celery.set_current()
    celery.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=4,
        worker_proc_alive_timeout=UP_WITHIN_SECONDS,
        task_time_limit=broker.VISIBILITY_SECONDS - 20,
        task_queues=[Queue(name) for name in tasks.QUEUES],
        broker_connection_retry_on_startup=True,
        worker_hijack_root_logger=False,
        beat_schedule={
            each.name: {
                "task": each.name,
                "schedule": each.every_seconds,
                "options": {"queue": each.queue, "expires": max(each.every_seconds, 10)},
            }
            for each in tasks.registered()
            if each.every_seconds is not None
        },
    )
    for each in tasks.registered():
        celery.task(name=each.name, bind=True)(_run(each))
    celery.task(name="turnout.handle", bind=True, max_retries=5)(_handle)
    tasks.connect(broker.sender(celery))
    outbox.connect(send_deliveries(celery))
    return celery


def relay_facts(settings: Settings) -> None:
    """Hand out facts until a signal comes; the batch that is under way is finished first.

    A database or a broker that is away ends nothing: facts wait in their table, and what was
    handed out and did not arrive is handed out again by `outbox.sweep`.
    """
    stop = _Stop()
    runtime.start(settings, role="relay")
    celery = create_worker(settings)
    begin_counters()
    Thread(target=publish_live_numbers, args=(settings,), daemon=True, name="live").start()
    heart = maintenance.heart(settings, "relay")
    measured_at = -MEASURE_SECONDS
    while not stop.asked:
        heart.beat()
        is_due = time.monotonic() - measured_at >= MEASURE_SECONDS
        if is_due:
            measured_at = time.monotonic()
        time.sleep(_relay_batch(celery if is_due else None))
    heart.stop()


def _relay_batch(measured: Celery | None) -> float:
    """Hand out one batch, measure what waits if asked to; how long to rest before the next."""
    try:
        taken = outbox.relay_once(outbox.sending())
        if measured is not None:
            outbox.measure_backlog()
            broker.measure_queues(measured)
    except Exception as error:
        if not (is_disconnect(error) or isinstance(error, BrokerDown | OSError)):
            raise
        log.warning("relay waits", why=type(error).__name__)
        return REST_SECONDS
    outbox.TAKEN.add(taken)
    return 0.0 if taken else PAUSE_SECONDS


class _Stop:
    """Whether a signal has asked the process to end.

    The first process of a container hears no signal that it does not ask for.
    """

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True


def publish_live_numbers(settings: Settings) -> None:
    """Publish what pages and the team hear of, for ever: in a thread beside the relay's loop."""
    from turnout.site.events.live_tickets import LiveTickets

    live.register(live.TICKETS, LiveTickets().numbers)
    link = RedisClient.of(settings, connections=1)
    while True:
        with suppress(RedisDown):
            live.publish_marked(link)
        time.sleep(live.PERIOD_SECONDS)


def send_deliveries(celery: Celery) -> outbox.Send:
    """How the relay hands facts to workers: one message per handler, over one connection."""

    def send(deliveries: list[Delivery]) -> None:
        with celery.connection_for_write() as connection, celery.amqp.Producer(connection) as to:
            for each in deliveries:
                celery.send_task(
                    "turnout.handle",
                    args=(
                        each.subscription.key,
                        each.fact_name,
                        str(each.organization_id),
                        str(each.fact_id),
                        each.payload,
                        each.request_id,
                    ),
                    queue=each.subscription.queue,
                    headers={"traceparent": each.traceparent},
                    producer=to,
                )

    return send


def _handle(
    task: Any,
    key: str,
    fact_name: str,
    organization_id: str,
    fact_id: str,
    payload: dict[str, Any],
    request_id: str,
) -> None:
    try:
        with _worked(task, f"handle {key}", fact=fact_name, organization_id=organization_id):
            outbox.handle(
                key,
                fact_name,
                organization_id=UUID(organization_id),
                fact_id=UUID(fact_id),
                payload=payload,
                request_id=request_id,
            )
    except Exception as error:
        log.exception("handler failed", handler=key, fact=fact_name)
        raise task.retry(exc=error, countdown=min(60, 2**task.request.retries)) from error


def _run(task: tasks.Task) -> Any:
    def run(message: Any, *arguments: str) -> None:
        with _worked(message, f"task {task.name}"):
            task.function(*arguments)

    run.__name__ = task.function.__name__
    return run


@contextmanager
def _worked(message: Any, name: str, **attributes: str) -> Generator[None]:
    """Time and count a piece of work, in the trace of whoever sent its message."""
    started, outcome = perf_counter(), "failed"
    carrier = {"traceparent": str((message.request.headers or {}).get("traceparent") or "")}
    try:
        with telemetry.span(name, carrier=carrier, **attributes):
            yield
        outcome = "done"
    finally:
        WORKED.observe(perf_counter() - started, work=name, outcome=outcome)


@worker_process_init.connect
def _start_process(**_: Any) -> None:
    """After the fork: connections of the parent must not be shared."""
    runtime.start(load_settings(), role="worker")
    begin_counters()


@worker_ready.connect
@heartbeat_sent.connect
def _beat(**_: Any) -> None:
    """The worker's own loop beats, so a stuck loop is seen.

    Connected at import: Celery reads the receivers of `heartbeat_sent` once, at its start.
    """
    _heart().beat()


@worker_ready.connect
def _serve_probes(**_: Any) -> None:
    """In the parent, once its processes are forked: no lock of this thread is copied into them.

    Celery logs what a receiver raises and goes on; a worker that nobody can watch has to end.
    """
    try:
        probes.start(load_settings(), "worker")
    except OSError as error:
        log.critical("worker ends", why=str(error))
        raise SystemExit(1) from error


@worker_shutdown.connect
def _take_sign_away(**_: Any) -> None:
    """An orderly end: nobody waits for this worker's sign of life to grow old."""
    _heart().stop()


@cache
def _heart() -> Heartbeat:
    return maintenance.heart(load_settings(), "worker")


class TickingScheduler(Scheduler):
    """Celery's schedule in memory: every entry is an interval, so nothing needs keeping."""

    heart: Heartbeat | None = None

    def tick(self, *arguments: Any, **options: Any) -> float:
        if self.heart is None:
            self.heart = maintenance.heart(load_settings(), "scheduler")
        self.heart.beat()
        return min(2.0, float(super().tick(*arguments, **options)))

    def apply_async(self, entry: Any, *arguments: Any, **options: Any) -> Any:
        """Send what is due; counted once the broker has it, so that silence can be heard."""
        sent = super().apply_async(entry, *arguments, **options)
        SENT.add(task=entry.name)
        return sent


@setup_logging.connect
def _keep_our_logs(**_: Any) -> None:
    """Celery leaves logging alone when someone answers this signal; ours is set by runtime."""
