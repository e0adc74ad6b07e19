"""Timed work of wallet passes: what changed goes to the wallets."""

from time import monotonic
from typing import Final

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import task
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
        for organization_id, pass_id in claimed:
            updates.update_pass(system_in(organization_id, UPDATE), pass_id)
        if monotonic() > until:
            return


@task(queue="default", every=30)
def watch_checkins() -> None:
    """Look who came in; a scan itself does nothing for wallets, so the door is as fast as ever."""
    for organization_id in updates.list_around(SystemContext(job=WATCH)):
        updates.note_checkins(system_in(organization_id, WATCH))


@task(queue="default", every=3600)
def check_connections() -> None:
    """Test the connections of wallets once a day: a certificate that ends is said in time."""
    for organization_id, connection_id in updates.list_unchecked(SystemContext(job=CHECK)):
        updates.check_connection(system_in(organization_id, CHECK), connection_id)


@pending_work.register("wallet passes")
def count_due_passes(ctx: SystemContext) -> int:
    return updates.count_due(ctx)
