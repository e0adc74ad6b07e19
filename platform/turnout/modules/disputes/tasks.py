"""Background work of the dispute desk: answers are sent, members are reminded."""

from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import enqueue, for_each_due, task
from turnout.modules.disputes.service import alerts, responses

SEND = "disputes.send"
REMIND = "disputes.remind"


@task()
def send_response(organization_id: str, response_id: str) -> None:
    """Send one answer to its provider."""
    responses.send_response(system_in(UUID(organization_id), SEND), UUID(response_id))


@task(every=10)
def send_due() -> None:
    """Hand out answers that wait to be sent, or sent again."""
    for organization_id, response_id in responses.list_due_responses(SystemContext(job=SEND)):
        enqueue("disputes.send_response", str(organization_id), str(response_id))


@task(queue="messages", every=600)
def remind() -> None:
    """Tell members of disputes whose time is over in two days and that nobody answered."""
    for_each_due(REMIND, alerts.list_due_reminders, alerts.remind_of)
