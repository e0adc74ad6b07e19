"""Every route answers each asker as docs/reference/access.md says: the table is the specification.

The table is read as it is written, and each of its routes is asked by every role, by a role of the
organization's own, by agencies in and out of scope and of their list of clients, by tokens with and
without the scope, and by logins and tokens that have ended: by each every third route in `make
test`, another third in turn, and all in `make prove`. Whoever may is not refused for who they are;
what the use case then says of a body that no schema takes is tried elsewhere.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.factories.people import (
    MadeOrganization,
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)
from tests.factories.tokens import make_account, make_token
from tests.prove.counts import one_in

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.kernel.settings import ROOT
from turnout.modules.api_tokens import api as api_tokens
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles

ANY_ID = "0190b1de-0000-7000-8000-000000000000"
NAMED = re.compile(r"`[\w.-]+`(?: or `[\w.-]+`)*")
CELLS = re.compile(r"(?<!\\)\|")
ENDS_A_MEMBERSHIP = "/leave"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    method: str
    path: str
    asks: str
    permission: str
    roles: frozenset[str]
    takes_token: bool
    others: frozenset[str] = frozenset()
    """Permissions that open the route as well."""

    def opens_to(self, rights: frozenset[str]) -> bool:
        return not rights.isdisjoint({self.permission, *self.others})

    @property
    def is_closed(self) -> bool:
        return bool(self.permission)

    def address(self, organization: MadeOrganization) -> str:
        """The path with ids filled in: the organization's, and ids that nothing has."""
        path = self.path.replace("<uuid:organization_id>", str(organization.id))
        path = re.sub(r"<any\('?([\w-]+)[^)]*\):\w+>", r"\1", path)
        path = re.sub(r"<uuid:\w+>", ANY_ID, path)
        path = re.sub(r"<int:\w+>", "1", path)
        return re.sub(r"<[^>]*>", "x", path)


def table() -> list[Row]:
    """The rows of the page; the route that ends the asker's own membership comes last."""
    text = (ROOT / "docs/reference/access.md").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        cells = [each.strip().replace("\\|", "|") for each in CELLS.split(line)][1:-1]
        if len(cells) != 9 or cells[0] not in {"GET", "POST", "PUT", "PATCH", "DELETE"}:
            continue
        method, path, asks, *ticks, _events, token = cells
        named = NAMED.match(asks)
        carried = frozenset(
            role for role, tick in zip(permissions.ROLES, ticks, strict=True) if tick
        )
        permission, *others = (
            re.findall(r"[\w.-]+", named[0].replace(" or ", " ")) if named else [""]
        )
        takes_token = token == "✓"
        found.append(
            Row(method, path.strip("`"), asks, permission, carried, takes_token, frozenset(others))
        )
    return sorted(found, key=lambda each: each.path.endswith(ENDS_A_MEMBERSHIP))


TABLE = table()
CLOSED = [each for each in TABLE if each.is_closed]
PERSONAL = [each for each in TABLE if each.asks == "a person"]


@dataclass(slots=True)
class Answers:
    """What a client was answered, gathered so that a failure shows all of it."""

    client: Any
    organization: MadeOrganization
    wrong: dict[str, Any] = field(default_factory=dict)
    asked: int = 0
    turns: int = 0

    def status(self, row: Row, headers: dict[str, str]) -> int:
        self.asked += 1
        answer = self.client.open(
            row.address(self.organization),
            method=row.method,
            headers={**headers, "Idempotency-Key": "k"},
            json=None if row.method == "GET" else {"unknown_field": 1},
        )
        return int(answer.status_code)

    def some(self, rows: Iterable[Row]) -> list[Row]:
        """Every third in `make test`, another third each time that a test asks."""
        self.turns += 1
        return one_in(3, list(rows), what=str(self.turns))

    def expect(self, rows: Iterable[Row], headers: dict[str, str], status: int) -> None:
        """Every one of the routes answers exactly this."""
        for row in self.some(rows):
            if (got := self.status(row, headers)) != status:
                self.wrong[f"{row.method} {row.path}"] = got

    def expect_by(
        self, rows: Iterable[Row], headers: dict[str, str], rights: Iterable[str]
    ) -> None:
        """403 for each route whose permission is not among the rights, and for no other."""
        rights = frozenset(rights)
        for row in self.some(rows):
            got = self.status(row, headers)
            if (got == 403) == row.opens_to(rights) or got == 401 or got >= 500:
                self.wrong[f"{row.method} {row.path}"] = got


@pytest.fixture
def organization(running: Any) -> MadeOrganization:
    return make_organization()


@pytest.fixture
def answers(client: Any, organization: MadeOrganization) -> Answers:
    return Answers(client, organization)


def carried_by(role: str) -> frozenset[str]:
    rows = (each for each in CLOSED if role in each.roles and not each.others)
    return frozenset(each.permission for each in rows)


def link(
    client: Any, agency: MadeOrganization, organization: MadeOrganization, **scope: Any
) -> str:
    """An active link of the agency; its path."""
    offered = client.post(
        f"/api/v1/organizations/{agency.id}/clients",
        json={"client_slug": organization.slug, **scope},
        headers=bearer(agency.owner),
    )
    path = f"/api/v1/organizations/{organization.id}/agency-links/{offered.json['id']}"
    accepted = client.post(f"{path}/accept", headers=bearer(organization.owner))
    assert accepted.status_code == 200
    return path


def test_the_table_has_every_route_of_the_api(app: Any) -> None:
    methods = {"GET", "POST", "PUT", "PATCH", "DELETE"}
    served = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in rule.methods & methods
        if rule.rule.startswith(("/api/v1/", "/hooks/", "/scim/"))
        and not rule.rule.startswith("/api/v1/platform/")  # test_operator_matrix
    }
    assert served == {(each.method, each.path) for each in TABLE}
    assert len(CLOSED) > 150
    assert {each.permission for each in CLOSED} <= {each.key for each in permissions.declared()}


@pytest.mark.parametrize("role", permissions.ROLES)
def test_a_role_may_what_its_column_says(
    answers: Answers, organization: MadeOrganization, role: str
) -> None:
    user = organization.owner if role == "owner" else add_member(organization, role)
    answers.expect_by(CLOSED, bearer(user), carried_by(role))
    assert answers.wrong == {}


def test_a_role_of_the_organizations_own_may_what_it_lists(
    answers: Answers, organization: MadeOrganization
) -> None:
    """Every second permission in one role, the others in another: each counts by itself."""
    grantable = sorted(carried_by("admin"))
    ctx = context_of(organization, organization.owner)
    for key, listed in (("evens", grantable[::2]), ("odds", grantable[1::2])):
        new = roles.NewRole(key=key, name=key, permissions=tuple(listed))
        roles.create_role(ctx, new)
        answers.expect_by(CLOSED, bearer(add_member(organization, key)), listed)
    assert answers.wrong == {}


def test_an_agency_may_what_its_link_and_its_own_role_carry(
    client: Any, answers: Answers, organization: MadeOrganization
) -> None:
    agency = make_organization(kind="agency")
    scope = sorted(carried_by("staff"))[::2]
    link(client, agency, organization, role="staff", permissions=scope)
    partner = add_member(agency, "partner")

    answers.expect_by(CLOSED, bearer(agency.owner), scope)
    answers.expect_by(CLOSED, bearer(partner), carried_by("partner") & set(scope))
    assert answers.wrong == {}


def test_a_member_of_an_agency_acts_in_the_clients_of_their_list_only(
    client: Any, answers: Answers, organization: MadeOrganization
) -> None:
    agency, elsewhere = make_organization(kind="agency"), make_organization()
    for each in (organization, elsewhere):
        link(client, agency, each, role="staff")
    clerk = add_member(agency, "staff")
    with transaction(system_in(agency.id, "tests")) as tx:
        member = organizations.find_member_of(tx, clerk.id)
    assert member is not None
    path = f"/api/v1/organizations/{agency.id}/members/{member.id}/clients"
    for each, listed in ((elsewhere, False), (organization, True)):
        body = {"clients": [{"organization_id": str(each.id)}]}
        answer = client.put(path, json=body, headers=bearer(agency.owner))
        assert answer.status_code == 200, answer.json
        if listed:
            answers.expect_by(CLOSED, bearer(clerk), carried_by("staff"))
        else:
            answers.expect(CLOSED, bearer(clerk), 404)
    assert answers.wrong == {}


def test_an_agency_is_a_stranger_where_it_has_no_active_link(
    client: Any, answers: Answers, organization: MadeOrganization
) -> None:
    agency, elsewhere = make_organization(kind="agency"), make_organization()
    link(client, agency, elsewhere, role="admin")
    answers.expect(CLOSED, bearer(agency.owner), 404)
    path = link(client, agency, organization, role="admin")
    client.delete(path, headers=bearer(organization.owner))
    answers.expect(CLOSED, bearer(agency.owner), 404)
    assert answers.wrong == {}


def test_a_token_opens_the_routes_of_its_scope_and_no_other(
    answers: Answers, organization: MadeOrganization
) -> None:
    """Each scope alone opens its routes; every scope but that one opens all others."""
    scopes = sorted({each.permission for each in CLOSED if each.takes_token})
    for scope in scopes:
        alone = make_token(organization, scope).headers
        rest = make_token(organization, *(each for each in scopes if each != scope)).headers
        shared = [each for each in CLOSED if each.others and each.opens_to(frozenset({scope}))]
        own = [each for each in CLOSED if each.permission == scope and not each.others]
        answers.expect_by([*shared, *(each for each in own if each.takes_token)], alone, {scope})
        answers.expect([each for each in own if not each.takes_token], alone, 403)
        answers.expect(own, rest, 403)
    one = make_token(organization, "venues.read").headers
    answers.expect([each for each in CLOSED if each.permission != "venues.read"], one, 403)
    assert len(scopes) > 30
    assert answers.wrong == {}


def test_no_token_opens_what_is_a_persons(answers: Answers, organization: MadeOrganization) -> None:
    scopes = {each.permission for each in CLOSED if each.takes_token}
    token = make_token(organization, *scopes)
    answers.expect([each for each in CLOSED if not each.takes_token], token.headers, 403)
    answers.expect(PERSONAL, token.headers, 403)
    assert answers.wrong == {}


def test_a_service_accounts_token_is_bounded_by_its_role(
    answers: Answers, organization: MadeOrganization
) -> None:
    account = make_account(organization, "staff")
    scopes = permissions.for_tokens(carried_by("staff"))
    token = make_token(organization, *scopes, account_id=account)
    rows = [each for each in CLOSED if each.takes_token]
    answers.expect_by(rows, token.headers, scopes)
    answers.expect([each for each in CLOSED if not each.takes_token], token.headers, 403)
    assert answers.wrong == {}


def test_who_has_ended_is_nobody(
    client: Any, answers: Answers, organization: MadeOrganization
) -> None:
    """A login that was signed out, a token that was revoked, and no proof at all."""
    user = add_member(organization, "admin")
    ended = bearer(user)
    token = make_token(organization, "orders.read", owner=user)
    api_tokens.revoke_token(context_of(organization, user), token.id)
    client.post("/api/v1/auth/sign-out-everywhere", headers=ended)
    for headers in (ended, token.headers, {}):
        answers.expect([*CLOSED, *PERSONAL], headers, 401)
    assert answers.wrong == {}


def test_strangers_and_other_organizations_tokens_find_nothing(
    answers: Answers, organization: MadeOrganization
) -> None:
    other = make_organization()
    scopes = {each.permission for each in CLOSED if each.takes_token}
    for headers in (bearer(make_user()), make_token(other, *scopes).headers):
        answers.expect(CLOSED, headers, 404)
    assert answers.wrong == {}


def test_a_suspended_organization_is_closed_to_all_of_them(
    answers: Answers, organization: MadeOrganization
) -> None:
    token = make_token(organization, "orders.read")
    organizations.set_state(SystemContext(job="test"), organization.id, state="suspended")
    for headers in (bearer(organization.owner), token.headers):
        answers.expect(CLOSED[:40], headers, 403)
    assert answers.wrong == {}
