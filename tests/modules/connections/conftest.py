"""What the tests of connections share."""

from typing import Any

import pytest
from tests.factories import payments as making
from tests.factories.people import bearer, context_of, make_organization

from turnout_sandbox.fake import fake


class Desk:
    """An owner who configures connections."""

    def __init__(self, client: Any) -> None:
        self.organization = make_organization()
        self.ctx = context_of(self.organization, self.organization.owner)
        self._client = client

    def call(self, method: str, path: str = "", body: Any = None, **headers: str) -> Any:
        return self._client.open(
            f"/api/v1/organizations/{self.organization.id}/connections{path}",
            method=method,
            json=body,
            headers={**bearer(self.organization.owner), **headers},
        )

    def connect(self, *, name: str = "Cards", **more: Any) -> Any:
        values = fake.settings_for(making.account_of(self.ctx), base_url=None)
        body = {"kind": "payments", "adapter_key": fake.key, "name": name, "values": values}
        return self.call("POST", "", {**body, **more})


@pytest.fixture
def desk(client: Any) -> Desk:
    return Desk(client)
