"""Two accounts of one person become one: everything is there afterwards, and nobody is richer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.operators import MadeOperator, make_operator
from tests.factories.people import (
    PASSWORD,
    MadeOrganization,
    MadeUser,
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)
from tests.factories.personal_data import copy_data
from tests.factories.sales import make_shop
from tests.factories.tokens import make_token
from tests.site.browser import mails_to

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.audit import api as audit
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.user_merges import service, tasks
from turnout.modules.user_merges.api import MergeReport

JOB = SystemContext(job=tasks.JOB)
PATH = "/api/v1/platform/user-merges"


@dataclass(frozen=True, slots=True)
class Desk:
    """An operator who merges."""

    client: Any
    operator: MadeOperator

    def merge(self, given_up: MadeUser | UUID, kept: MadeUser | UUID, **more: str) -> Any:
        body = {
            "from_user_id": str(getattr(given_up, "id", given_up)),
            "into_user_id": str(getattr(kept, "id", kept)),
            "reason": "showed both mailboxes",
            **more,
        }
        return self.client.post(PATH, json=body, headers=self.operator.headers)

    def refusal(self, given_up: MadeUser | UUID, kept: MadeUser | UUID) -> tuple[int, str, Any]:
        answer = self.merge(given_up, kept)
        said = answer.get_json()
        return answer.status_code, said["code"], said.get("reason") or said.get("errors")

    def merged(self, given_up: MadeUser, kept: MadeUser) -> MergeReport:
        answer = self.merge(given_up, kept)
        assert answer.status_code == 201, answer.get_json()
        report = service.carry_out(JOB, UUID(answer.get_json()["id"]))
        assert report is not None
        return report

    def carried_out(self) -> None:
        for merge_id in service.list_due(JOB):
            service.carry_out(JOB, merge_id)


@pytest.fixture
def desk(client: Any, queued: Any) -> Desk:
    return Desk(client, make_operator())


def follow(client: Any, user: MadeUser, organization: MadeOrganization) -> None:
    path = f"/api/v1/organizations/{organization.id}/follow"
    assert client.put(path, headers=bearer(user)).status_code < 300


def buy(client: Any, shop: Any, user: MadeUser) -> str:
    headers = {"Idempotency-Key": str(new_id()), **bearer(user)}
    basket = shop.basket(shop.add_type(), email=user.email)
    made = client.post(shop.orders_path, json=basket, headers=headers)
    assert made.status_code == 201, made.get_json()
    return str(made.get_json()["number"])


def status(client: Any, path: str, headers: dict[str, str]) -> int:
    return int(client.get(path, headers=headers).status_code)


def test_what_both_had_is_one_accounts(client: Any, desk: Desk) -> None:
    kept, given_up = make_user(), make_user()
    ours, theirs = make_organization(), make_organization(owner=given_up)
    add_member(ours, "admin", user=given_up)
    token = make_token(ours, "events.read", owner=given_up)
    shop = make_shop()
    number = buy(client, shop, given_up)
    for user in (kept, given_up):
        follow(client, user, shop.organization)
    follow(client, given_up, ours)
    work.drain()
    events = f"/api/v1/organizations/{ours.id}/events"
    old_login, new_login = bearer(given_up), bearer(kept)
    assert [status(client, events, each) for each in (old_login, new_login)] == [200, 404]

    report = desk.merged(given_up, kept)

    assert [status(client, events, each) for each in (old_login, new_login)] == [401, 200]
    assert context_of(theirs, kept).permissions == context_of(ours, ours.owner).permissions
    assert status(client, events, token.headers) == 200
    copy = copy_data(client, new_login)
    rows = {each["table"]: each["rows"] for each in copy if each["table"] == "orders"}
    assert [each["number"] for each in rows["orders"]] == [number]
    followed = client.get("/api/v1/me/followed-organizers", headers=new_login).get_json()["items"]
    assert len(followed) == 2
    assert report.organizations == 3
    assert report.moved["memberships"] == 2
    assert report.moved["api_tokens"] == report.moved["orders"] == 1
    assert (report.moved["event_followers"], report.ended["event_followers"]) == (1, 1)
    assert report.ended["user_passwords"] == 1
    assert audit.verify(SystemContext(job="tests.verify")).is_whole


def test_the_account_that_was_given_up_names_nobody_and_its_address_is_free(desk: Desk) -> None:
    kept, given_up = make_user(), make_user(display_name="Grace Twice")
    desk.merged(given_up, kept)
    with transaction(SystemContext(job="tests.people")) as tx:
        left = identity.get_people(tx, [given_up.id])[given_up.id]
    assert left.is_disabled
    assert "Grace" not in left.display_name
    assert identity.find_user(given_up.email) is None
    assert identity.find_user(kept.email).id == kept.id


def test_both_addresses_are_told_each_with_the_other(desk: Desk) -> None:
    kept, given_up = make_user(), make_user()
    desk.merge(given_up, kept)
    assert mails_to(given_up.email) == [], "while it is under way there is nothing to tell"
    desk.carried_out()
    for to, other in ((kept, given_up), (given_up, kept)):
        (mail,) = mails_to(to.email)
        assert mail.purpose == "accounts-merged"
        assert mail.details == {"new": other.email, "kept": kept.email}
        assert mail.secret == "", "nothing to follow but the sign-in"


def test_an_address_that_nobody_proved_is_told_nothing(desk: Desk) -> None:
    kept, stranger = make_user(), f"typed-by-mistake-{new_id().hex}@people.example"
    identity.sign_up(identity.SignUp(email=stranger, password=PASSWORD, display_name="Ada"))
    given_up = identity.find_user(stranger)
    assert given_up is not None
    desk.merge(given_up.id, kept)
    desk.carried_out()
    assert "accounts-merged" not in [each.purpose for each in mails_to(stranger)]
    assert "accounts-merged" in [each.purpose for each in mails_to(kept.email)]


def test_a_merge_is_shown_with_what_it_did(client: Any, desk: Desk) -> None:
    kept, given_up = make_user(), make_user()
    asked = desk.merge(given_up, kept).get_json()
    assert (asked["done_at"], asked["report"]) == (None, None)
    assert (asked["from_email"], asked["into_email"]) == (given_up.email, kept.email)
    service.carry_out(JOB, UUID(asked["id"]))
    shown = client.get(f"{PATH}/{asked['id']}", headers=desk.operator.headers).get_json()
    assert shown["done_at"] is not None
    assert shown["report"]["ended"]["user_passwords"] == 1
    assert (shown["from_email"], shown["into_email"]) == ("", kept.email)
    assert shown["asked_by"] == f"operator:{desk.operator.user.id}"
    listed = client.get(f"{PATH}?limit=100", headers=desk.operator.headers).get_json()["items"]
    assert shown in listed
    assert status(client, f"{PATH}/{new_id()}", desk.operator.headers) == 404


def test_two_members_of_one_organization_are_not_merged(desk: Desk) -> None:
    """Which of the two roles should count is the organization's to say."""
    organization = make_organization(name="Twice Hall")
    other = add_member(organization, "staff")
    answer = desk.merge(other, organization.owner)
    said = answer.get_json()
    assert (answer.status_code, said["code"]) == (409, "user_merges.both-members")
    assert said["organizations"] == ["Twice Hall"]
    assert context_of(organization, other).permissions


def test_what_is_in_the_way_is_said(client: Any, desk: Desk) -> None:
    user = make_user()
    unmergeable = (409, "user_merges.unmergeable")
    assert desk.refusal(user, make_operator().user) == (*unmergeable, "operator")
    assert desk.refusal(desk.operator.user, user) == (*unmergeable, "operator")
    suspended, erased, unproved = make_user(), make_user(), f"{new_id().hex}@people.example"
    with transaction(SystemContext(job="tests.suspend")) as tx:
        identity.suspend_person(tx, suspended.id, reason="tests")
    assert desk.refusal(suspended, user) == (*unmergeable, "suspended")
    asked = client.post("/api/v1/me/erasure", json={"email": erased.email}, headers=bearer(erased))
    assert asked.status_code == 201
    assert desk.refusal(erased, user) == (*unmergeable, "being-erased")
    sign_up = {"email": unproved, "password": "harbour-lantern-violet-61", "display_name": "New"}
    assert client.post("/api/v1/auth/sign-up", json=sign_up).status_code < 300
    work.drain()
    stranger = identity.find_user(unproved)
    assert desk.refusal(user, stranger.id) == (*unmergeable, "unverified")
    third = make_user()
    assert desk.merge(user, third).status_code == 201
    assert desk.refusal(third, make_user()) == (*unmergeable, "being-merged")
    assert desk.refusal(user, make_user()) == (*unmergeable, "suspended")


def test_bad_requests_name_the_field(desk: Desk) -> None:
    user = make_user()
    for given_up, kept, pointer in (
        (user, user, "/into_user_id"),
        (new_id(), user, "/from_user_id"),
        (user, new_id(), "/into_user_id"),
    ):
        status_code, _, errors = desk.refusal(given_up, kept)
        assert (status_code, errors[0]["pointer"]) == (422, pointer)
    blank = desk.merge(user, make_user(), reason="  ")
    assert (blank.status_code, blank.get_json()["errors"][0]["pointer"]) == (422, "/reason")


def test_a_merge_waits_while_both_are_members(client: Any, desk: Desk) -> None:
    kept, given_up = make_user(), make_user()
    organization = make_organization()
    add_member(organization, "admin", user=given_up)
    merge_id = UUID(desk.merge(given_up, kept).get_json()["id"])
    add_member(organization, "staff", user=kept)
    assert service.carry_out(JOB, merge_id) is None
    events = f"/api/v1/organizations/{organization.id}/events"
    assert status(client, events, bearer(kept)) == 200
    assert (
        context_of(organization, kept).permissions
        < context_of(organization, organization.owner).permissions
    )
    with transaction(context_of(organization, organization.owner)) as tx:
        organizations.end_membership_of(tx, kept.id)
    assert service.carry_out(JOB, merge_id) is None, "somebody is at it"
    with clock.frozen(clock.now() + timedelta(hours=2)):
        tasks.sweep()
        assert merge_id in service.list_due(JOB)
        report = service.carry_out(JOB, merge_id)
    assert report is not None
    assert report.moved["memberships"] == 1
    assert service.carry_out(JOB, merge_id) is None, "it is done"


def test_only_who_may_merges(client: Any, desk: Desk) -> None:
    kept, given_up = make_user(), make_user()
    for role in ("moderator", "support"):
        other = Desk(client, make_operator(role))
        assert other.merge(given_up, kept).status_code == 403
    body = {"from_user_id": str(given_up.id), "into_user_id": str(kept.id), "reason": "mine"}
    assert client.post(PATH, json=body, headers=bearer(kept)).status_code == 404
    assert client.post(PATH, json=body).status_code == 401
