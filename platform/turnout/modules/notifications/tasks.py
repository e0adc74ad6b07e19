"""Sending, and the sweep that finds what was never sent."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.claims import ClaimedRow
from turnout.kernel.messaging import pending_work
from turnout.kernel.messaging.tasks import enqueue, enqueue_together, for_each, task
from turnout.modules.mail_providers import api as mail_providers
from turnout.modules.notifications import rules
from turnout.modules.notifications.service import batches, delivery

SEND = "notifications.send"
NEWS = "notifications.news"


@task(queue="messages")
def send_mail(organization_id: str, mail_id: str) -> None:
    delivery.send_mail(system_in(UUID(organization_id), SEND), UUID(mail_id))


@task(queue="messages")
def send_mails(organization_id: str, *mail_ids: str) -> None:
    """Some at once, whatever becomes of the others; as many as left are followed by the next."""
    ctx = system_in(UUID(organization_id), SEND)
    left: list[bool] = []
    for_each(
        mail_ids,
        lambda each: left.append(delivery.send_mail(ctx, UUID(each))),
        at_once=mail_providers.AT_ONCE,
    )
    if any(left):
        _hand_out(delivery.take_next(SystemContext(job=SEND), limit=sum(left)))


def _hand_out(mails: list[ClaimedRow]) -> None:
    enqueue_together("notifications.send_mails", mails, most=rules.MOST_TOLD_AT_ONCE)


@task(queue="messages")
def send_platform_mail(mail_id: str) -> None:
    delivery.send_platform_mail(SystemContext(job=SEND), UUID(mail_id))


@task(queue="messages")
def send_identity_mail(token_id: str) -> None:
    """Asked for by identity when an account needs a mail."""
    delivery.send_identity_mail(SystemContext(job=SEND), UUID(token_id))


@task(queue="messages")
def send_invitation(organization_id: str, invitation_id: str) -> None:
    """Asked for by organizations when somebody is invited."""
    delivery.send_invitation(system_in(UUID(organization_id), SEND), UUID(invitation_id))


@task(queue="messages", every=5)
def sweep() -> None:
    """Tell workers of every mail that is due and that nobody is working on."""
    ctx = SystemContext(job="notifications.sweep")
    due = delivery.take_due(ctx)
    _hand_out(due.mails)
    for mail_id in due.platform_mails:
        enqueue("notifications.send_platform_mail", str(mail_id))
    for token_id in due.tokens:
        enqueue("notifications.send_identity_mail", str(token_id))
    for organization_id, invitation_id in due.invitations:
        enqueue("notifications.send_invitation", str(organization_id), str(invitation_id))


@task(queue="messages")
def tell_news(organization_id: str, batch_id: str) -> None:
    """Write to everybody whom a round of news concerns, a portion in each transaction."""
    ctx = system_in(UUID(organization_id), NEWS)
    while batches.send_batch(ctx, UUID(batch_id)):
        pass


@task(queue="messages", every=15)
def gather_news() -> None:
    """Begin to tell of what has waited long enough, and go on where a worker was cut short."""
    ctx = SystemContext(job=NEWS)
    for organization_id, batch_id in (*batches.list_lost_batches(ctx), *batches.open_batches(ctx)):
        enqueue("notifications.tell_news", str(organization_id), str(batch_id))


@task(queue="messages", every=86_400)
def forget_old() -> None:
    delivery.forget_old(SystemContext(job="notifications.forget-old"))


@pending_work.register("mails")
def count_waiting(ctx: SystemContext) -> int:
    return delivery.count_waiting(ctx)


@pending_work.register("news to tell")
def count_batches(ctx: SystemContext) -> int:
    return batches.count_batches(ctx)
