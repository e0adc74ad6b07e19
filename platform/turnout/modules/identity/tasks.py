"""Timed work of identity."""

from turnout.kernel.context import SystemContext
from turnout.kernel.messaging.tasks import task
from turnout.modules.identity.service import account, logins, mails


@task(every=6 * 3600)
def forget_old() -> None:
    """Drop what no longer proves anything: old logins, mails and counters."""
    ctx = SystemContext(job="identity.forget-old")
    logins.forget_old_logins(ctx)
    mails.forget_old_mails(ctx)
    account.forget_old_attempts(ctx)
