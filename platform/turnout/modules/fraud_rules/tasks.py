"""Timed work of fraud rules: what they decided is kept for good."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
from turnout.modules.fraud_rules import counters, service


@task(queue="default", every=30)
def keep_figures() -> None:
    """Keep what rules decided since the last time; a burst of many rules takes several turns."""
    while service.keep_figures() == service.FIGURES_AT_ONCE:
        pass


@pending_work.register("figures of fraud rules")
def count_waiting_figures(_ctx: SystemContext) -> int:
    return counters.count_waiting()
