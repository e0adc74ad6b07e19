"""Mails about data requests: to the team when one comes and is due, to the person what became."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.data_requests import policies
from turnout.modules.data_requests.types import DataRequest
from turnout.modules.identity import api as identity
from turnout.modules.members import api as members
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import NewMail, Template

OWN_PAGE = "/account/data-requests"


def team_page(organization_id: UUID, request_id: UUID) -> str:
    return f"/account/organizations/{organization_id}/data-requests/{request_id}"


def tell_team(tx: Transaction, template: Template, request: DataRequest) -> None:
    """Write to those who may answer; the mail names nobody, its button leads to the request."""
    details = {
        "path": team_page(request.organization_id, request.id),
        "day": request.due_at.date().isoformat(),
    }
    serial = 0 if request.extended_at is None else 1
    for person in members.people_with(tx, policies.MANAGE):
        mail = NewMail.to_person(
            person, template, source_id=request.id, serial=serial, details=details
        )
        notifications.queue_mail(tx, mail)


def tell_person(tx: Transaction, template: Template, request: DataRequest, **details: str) -> None:
    """Write to whoever asked; nobody where the account is gone by now."""
    person = identity.get_people(tx, [request.user_id]).get(request.user_id)
    if person is None or person.is_disabled:
        return
    told = {"path": OWN_PAGE, **details}
    mail = NewMail.to_person(person, template, source_id=request.id, details=told)
    notifications.queue_mail(tx, mail)
