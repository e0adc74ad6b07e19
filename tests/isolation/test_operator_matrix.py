"""Every route of the platform's operators answers each asker as docs/reference/access.md says."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from tests.factories.operators import make_operator
from tests.factories.people import bearer, make_organization
from tests.factories.second_factors import at_an_old_login
from tests.factories.tokens import make_token
from tests.isolation.test_access_matrix import CELLS, CLOSED
from tests.isolation.test_access_matrix import Row as OfOrganization

from turnout.kernel.security import permissions
from turnout.kernel.settings import ROOT

ANY_ID = "0190b1de-0000-7000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of operators."""

    method: str
    path: str
    permission: str
    roles: frozenset[str]
    takes_token: bool
    is_confirmed: bool

    @property
    def address(self) -> str:
        return re.sub(r"<[^>]*>", ANY_ID, self.path)


def operator_table() -> list[Row]:
    text = (ROOT / "docs/reference/access.md").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        cells = [each.strip() for each in CELLS.split(line)][1:-1]
        if len(cells) != 8 or cells[0] not in {"GET", "POST", "PUT", "PATCH", "DELETE"}:
            continue
        method, path, asks, *ticks, token, confirmed = cells
        pairs = zip(permissions.OPERATOR_ROLES, ticks, strict=True)
        roles = frozenset(role for role, tick in pairs if tick)
        found.append(
            Row(method, path.strip("`"), asks.strip("`"), roles, token == "✓", confirmed == "✓")
        )
    return found


TABLE = operator_table()


def asked(client: Any, row: Row | OfOrganization, address: str, headers: dict[str, str]) -> int:
    body = None if row.method == "GET" else {"unknown_field": 1}
    answer = client.open(address, method=row.method, headers=headers, json=body)
    return int(answer.status_code)


def statuses(client: Any, headers: dict[str, str], rows: list[Row] | None = None) -> dict[str, int]:
    return {
        f"{row.method} {row.path}": asked(client, row, row.address, headers)
        for row in (TABLE if rows is None else rows)
    }


def test_the_table_has_every_route_of_operators(app: Any) -> None:
    served = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}
        if rule.rule.startswith("/api/v1/platform/")
    }
    assert served == {(each.method, each.path) for each in TABLE}
    declared = {each.key for each in permissions.declared_for_operators()}
    assert {each.permission for each in TABLE} <= declared


@pytest.mark.parametrize("role", permissions.OPERATOR_ROLES)
def test_an_operators_role_may_what_its_column_says(client: Any, app: Any, role: str) -> None:
    found = statuses(client, make_operator(role).headers)
    wrong = {
        place: got
        for row in TABLE
        if ((got := found[place := f"{row.method} {row.path}"]) == 403) == (role in row.roles)
        or got == 401
        or got >= 500
    }
    assert wrong == {}


def test_to_everybody_else_there_is_nothing(client: Any, app: Any) -> None:
    organization = make_organization()
    token = make_token(organization, "orders.read")
    for headers in (bearer(organization.owner), token.headers):
        assert set(statuses(client, headers).values()) == {404}
    assert set(statuses(client, {}).values()) == {401}


def test_without_a_second_factor_an_operator_does_nothing(client: Any, app: Any) -> None:
    user = make_operator().user
    for row in TABLE:
        answer = client.open(row.address, method=row.method, headers=bearer(user), json={})
        assert (answer.status_code, answer.json["code"]) == (403, "second-factor-missing")


def test_what_is_dangerous_asks_for_a_fresh_proof(client: Any, app: Any, settings: Any) -> None:
    made = make_operator()
    at_an_old_login(settings, made.user)
    for row in TABLE:
        answer = client.open(row.address, method=row.method, headers=made.headers, json={})
        told = answer.json.get("code") if answer.is_json and answer.json else ""
        assert (told == "confirmation-needed") == row.is_confirmed, row


def test_a_token_opens_the_routes_of_its_scope_and_no_other(client: Any, app: Any) -> None:
    made = make_operator()
    scopes = sorted({each.permission for each in TABLE if each.takes_token})
    for scope in scopes:
        new = {"name": "x", "scopes": [scope]}
        answer = client.post("/api/v1/platform/tokens", json=new, headers=made.headers)
        token = {"Authorization": f"Bearer {answer.json['secret']}"}
        found = statuses(client, token)
        for row in TABLE:
            got = found[f"{row.method} {row.path}"]
            is_open = row.permission == scope and row.takes_token
            assert (got == 403) != is_open, (scope, row, got)
    assert len(scopes) >= 6


def test_an_operators_token_is_a_stranger_to_every_organization(client: Any, app: Any) -> None:
    made, organization = make_operator(), make_organization()
    new = {"name": "x", "scopes": ["platform.organizations.read"]}
    secret = client.post("/api/v1/platform/tokens", json=new, headers=made.headers).json["secret"]
    headers = {"Authorization": f"Bearer {secret}"}
    answers = {asked(client, row, row.address(organization), headers) for row in CLOSED}
    assert answers == {404}


def test_an_operator_is_a_stranger_to_every_organization(client: Any, app: Any) -> None:
    made, organization = make_operator(), make_organization()
    answers = {asked(client, row, row.address(organization), made.headers) for row in CLOSED}
    assert answers == {404}
