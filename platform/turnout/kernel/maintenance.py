"""Timed work of the kernel itself, and the heartbeats of roles without HTTP."""

from turnout.kernel.cache import RedisClient
from turnout.kernel.context import SystemContext
from turnout.kernel.db import tx
from turnout.kernel.http import idempotency
from turnout.kernel.messaging import outbox, tasks
from turnout.kernel.observability.heartbeat import Heartbeat
from turnout.kernel.settings import Settings

SEAL_BATCH = 500


def declare() -> None:
    """Register the kernel's timed tasks beside the modules'."""
    tasks.task(every=60)(forget_old_keys)
    tasks.task(every=3600)(forget_old_facts)
    tasks.task(every=10)(seal_audit)
    tasks.task(queue="critical", every=10)(sweep_facts)


def forget_old_keys() -> None:
    idempotency.forget_old(SystemContext(job="kernel.forget-old-keys"))


def forget_old_facts() -> None:
    outbox.forget_old(SystemContext(job="kernel.forget-old-facts"))


def sweep_facts() -> None:
    """Mark what is done, hand out again what was handed out and lost."""
    outbox.settle(SystemContext(job="kernel.settle-facts"))
    outbox.sweep(outbox.sending())


def seal_audit() -> None:
    """Chain what was committed since the last time (see migration 0001)."""
    with tx.transaction(SystemContext(job="kernel.seal-audit")) as open_tx:
        open_tx.query("SELECT turnout_audit_seal(%(most)s)", {"most": SEAL_BATCH})
        open_tx.query("SELECT turnout_audit_platform_seal(%(most)s)", {"most": SEAL_BATCH})


def heart(settings: Settings, role: str) -> Heartbeat:
    """The heartbeat of this process; call its `beat` from the loop that does the work."""
    return Heartbeat(
        role,
        link=RedisClient.of(settings, connections=1),
        directory=settings.state_dir / "heartbeats",
    )
