"""The suppression list of a shop, and the providers that fill it."""

import pytest
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.modules.mail_providers.conftest import at, only_own_mails, platform_smtp, port, served

__all__ = ("at", "only_own_mails", "platform_smtp", "port", "served")


class SuppressionList:
    """The list as a member asks for it over HTTP."""

    def __init__(self, client, shop, headers=None):
        self._client, self.shop = client, shop
        self._path = f"/api/v1/organizations/{shop.organization.id}/suppressions"
        self._headers = headers or bearer(shop.organization.owner)

    def ask(self, method, path="", *, status=200, headers=None, **more):
        given = {**self._headers, **(headers or {})}
        answer = self._client.open(f"{self._path}{path}", method=method, headers=given, **more)
        assert answer.status_code == status, answer.json
        return answer

    def add(self, email, *, scope="news", note="Asked by phone", status=201):
        body = {"email": email, "scope": scope, "note": note}
        return self.ask("POST", json=body, status=status).json

    def entries(self, **query):
        return self.ask("GET", query_string=query).json["items"]

    def remove(self, entry, *, note="A new mailbox", status=204, version=None):
        found = {"If-Match": f'"{version or entry["version"]}"'}
        query = {"note": note} if note is not None else {}
        where = f"/{entry['id']}"
        return self.ask("DELETE", where, status=status, headers=found, query_string=query)


@pytest.fixture
def list_of(client):
    return lambda shop=None, headers=None: SuppressionList(client, shop or make_shop(), headers)
