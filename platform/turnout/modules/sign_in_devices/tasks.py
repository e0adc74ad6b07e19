"""Timed work of sign-in devices."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.sign_in_devices import service


@task(every=24 * 3600)
def forget_old_devices() -> None:
    """Forget browsers that were not used for more than a year, but nobody's last one."""
    service.forget_old_devices(SystemContext(job="sign-in-devices.forget-old"))
