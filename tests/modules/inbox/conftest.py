"""Inboxes as their owners ask for them over HTTP, and what is put into them."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from tests.factories.people import MadeOrganization, MadeUser, bearer
from tests.modules.notifications.conftest import mailbox, only_own_mails, platform_smtp, port

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import MessageKind, NewAttendeeMessage, NewTeamMessage

__all__ = ("mailbox", "only_own_mails", "platform_smtp", "port")


@dataclass(frozen=True)
class Inbox:
    """Of one person: at a path of the API."""

    client: Any
    path: str
    user: MadeUser

    def ask(self, method: str, path: str = "", *, status: int = 200, **query: Any) -> Any:
        answer = self.client.open(
            f"{self.path}{path}", method=method, headers=bearer(self.user), query_string=query
        )
        assert answer.status_code == status, answer.json
        return answer.json

    def messages(self, **query: Any) -> list[dict[str, Any]]:
        return self.ask("GET", **query)["items"]

    def titles(self, **query: Any) -> list[str]:
        return [each["title"] for each in self.messages(**query)]

    @property
    def unread(self) -> int:
        return self.ask("GET", "/unread")["unread"]


@pytest.fixture
def team_inbox(client):
    def of(organization: MadeOrganization, user: MadeUser | None = None) -> Inbox:
        path = f"/api/v1/organizations/{organization.id}/inbox"
        return Inbox(client, path, user or organization.owner)

    return of


@pytest.fixture
def own_inbox(client):
    return lambda user: Inbox(client, "/api/v1/me/inbox", user)


def tell(organization: MadeOrganization, **said: Any) -> int:
    """Tell the team, by default of a refund that did not work."""
    said = {
        "kind": MessageKind.REFUND_FAILED,
        "permission": "payments.read",
        "source_id": uuid4(),
        "path": "money",
    } | said
    with transaction(system_in(organization.id, "tests")) as tx:
        return inbox.tell_team(tx, NewTeamMessage(**said))


def write_to(organization: MadeOrganization, *emails: str, **said: Any) -> int:
    """Put a message into the inbox of whoever has one of these addresses."""
    said = {"kind": MessageKind.EVENT_NEWS, "source_id": uuid4(), "title": "New times"} | said
    new = [NewAttendeeMessage(recipient=each, **said) for each in emails]
    with transaction(system_in(organization.id, "tests")) as tx:
        return inbox.deliver(tx, new)
