"""Timed work of wallet passes: what changed goes to the wallets."""

from time import monotonic
from typing import Final

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import for_each, for_each_due, task
from turnout.modules.wallet_passes.service import updates

UPDATE: Final = "wallet_passes.update-due"
WATCH: Final = "wallet_passes.watch-check-ins"
CHECK: Final = "wallet_passes.check-connections"
MOST_SECONDS: Final = 50


@task(queue="default", every=5)
def update_due() -> None:
    """Bring wallets up to date, each pass by itself, until nothing is due or others' turn comes."""
    until = monotonic() + MOST_SECONDS
    while claimed := updates.claim_due(SystemContext(job=UPDATE)):
        for_each(claimed, lambda each: updates.update_pass(system_in(each[0], UPDATE), each[1]))
        if monotonic() > until:
            return


@task(queue="default", every=30)
def watch_checkins() -> None:
    """Look who came in; a scan itself does nothing for wallets, so the door is as fast as ever."""
    around = updates.list_around(SystemContext(job=WATCH))
    for_each(around, lambda each: updates.note_checkins(system_in(each, WATCH)))


@task(queue="default", every=3600)
def check_connections() -> None:
    """Test the connections of wallets once a day: a certificate that ends is said in time."""
    for_each_due(CHECK, updates.list_unchecked, updates.check_connection)


@pending_work.register("wallet passes")
def count_due_passes(ctx: SystemContext) -> int:
    return updates.count_due(ctx)
