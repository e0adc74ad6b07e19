"""Whoever is deactivated or deleted cannot act a second later, and loses nothing elsewhere."""

import asyncio
import json
from typing import Any

import pytest
from tests.factories.directories import MadeDirectory, make_directory
from tests.factories.people import (
    PASSWORD,
    MadeUser,
    add_member,
    bearer,
    make_organization,
    make_user,
)
from tests.factories.sales import make_shop
from tests.factories.tokens import make_token
from tests.kernel.messaging.test_realtime import Listener, during
from tests.site.browser import Browser

from turnout.kernel import runtime
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import live

OFF = {"op": "replace", "path": "active", "value": False}


@pytest.fixture
def directory(client: Any) -> MadeDirectory:
    return make_directory(client)


def person_of(directory: MadeDirectory) -> tuple[MadeUser, str]:
    """Somebody with an account and a password, and their path in the directory."""
    person = make_user(email=f"{new_id().hex}@{directory.domain}")
    made = directory.somebody(email=person.email)
    return person, f"/Users/{made['id']}"


def signed_in(client: Any, person: MadeUser) -> Browser:
    browser = Browser(client)
    page = browser.open("/sign-in")
    back = browser.send(page.form_to("/sign-in"), email=person.email, password=PASSWORD)
    assert back.status == 303
    assert browser.open("/account").status == 200
    return browser


@pytest.mark.parametrize("how", ["deactivated", "deleted", "replaced"])
def test_who_is_out_cannot_act_a_second_later(app: Any, directory: MadeDirectory, how: str) -> None:
    """Page, access token, refresh token and API token; nothing waits for a background task."""
    person, path = person_of(directory)
    api = f"{directory.api}/events"
    browser = signed_in(app.test_client(), person)
    login, token = bearer(person), make_token(directory.organization, "events.read", owner=person)
    caller = directory.client
    assert caller.get(api, headers=login).status_code == 200
    assert caller.get(api, headers=token.headers).status_code == 200

    if how == "deleted":
        done = directory.call("DELETE", path)
    elif how == "deactivated":
        done = directory.patch(path, OFF)
    else:
        said = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "active": False}
        done = directory.call("PUT", path, {**said, "userName": person.email})
    assert done.status_code in (200, 204), done.json

    assert browser.open("/account").status != 200  # the cookie is the refresh token
    assert caller.get(api, headers=login).status_code == 401
    assert caller.get(api, headers=token.headers).status_code == 401
    assert caller.get(api, headers=bearer(person)).status_code == 404  # signed in anew: a stranger
    assert person.email not in directory.roles()
    kinds = caller.get(
        f"{directory.api}/security-events",
        query_string={"kind": "scim.deprovisioned"},
        headers=directory.headers,
    )
    assert [each["user_id"] for each in kinds.json["items"]] == [str(person.id)]


def test_a_live_stream_of_theirs_ends(app: Any, settings: Any, directory: MadeDirectory) -> None:
    directory.client = app.test_client()  # of no thread
    directory.client.environ_base["HTTP_HOST"] = "turnout.test"
    person, path = person_of(directory)
    shop = make_shop(directory.organization)
    opened = directory.client.post(
        f"{directory.api}/events/{shop.event_id}/checkins/stream", headers=bearer(person)
    )
    assert opened.status_code == 201, opened.json
    address, _, token = opened.json["url"].partition("?")
    place = "/live/" + address.partition("/live/")[2]

    async def scenario(role: Any) -> None:
        document = {shop.event_id: json.dumps({"lists": []}).encode()}
        link = runtime.current().redis
        live._tell(link, live.CHECKINS, directory.organization.id, document)
        listener = Listener(role, place, token)
        assert "lists" in await listener.hear()
        await asyncio.to_thread(directory.patch, path, OFF)
        async with asyncio.timeout(1):
            await listener.ended()
        again = Listener(role, place, token)
        await again.ended()
        assert again.status == 403

    during(scenario, settings)


def test_nobody_loses_other_organizations(directory: MadeDirectory) -> None:
    person, path = person_of(directory)
    other = make_organization()
    add_member(other, "admin", user=person)
    token = make_token(other, "events.read", owner=person)
    directory.patch(path, OFF)
    api = f"/api/v1/organizations/{other.id}/events"
    assert directory.client.get(api, headers=bearer(person)).status_code == 200
    assert directory.client.get(api, headers=token.headers).status_code == 200


def test_logins_of_an_account_that_moved_away_stay(directory: MadeDirectory) -> None:
    """The directory ends what it gave; an address elsewhere is not its own."""
    mover = make_user()
    add_member(directory.organization, "staff", user=mover)
    made = directory.somebody(email="moved")
    from turnout.kernel.context import system_in
    from turnout.kernel.db.tx import transaction
    from turnout.modules.scim.queries import users

    with transaction(system_in(directory.organization.id, "tests")) as tx:
        users.link_account(tx, made["id"], user_id=mover.id)
    login = bearer(mover)
    directory.patch(f"/Users/{made['id']}", OFF)
    assert mover.email not in directory.roles()
    assert directory.client.get("/api/v1/me", headers=login).status_code == 200


def test_who_is_active_again_has_a_role_and_no_old_token(directory: MadeDirectory) -> None:
    person, path = person_of(directory)
    token = make_token(directory.organization, "events.read", owner=person)
    directory.patch(path, OFF)
    directory.patch(path, {"op": "replace", "path": "active", "value": True})
    assert directory.roles()[person.email] == "staff"
    api = f"{directory.api}/events"
    assert directory.client.get(api, headers=token.headers).status_code == 401
    assert directory.client.get(api, headers=bearer(person)).status_code == 200


def test_a_member_by_hand_who_is_pushed_as_inactive_is_out(directory: MadeDirectory) -> None:
    member = make_user(email=f"{new_id().hex}@{directory.domain}")
    add_member(directory.organization, "admin", user=member)
    directory.somebody(email=member.email, active=False)
    assert member.email not in directory.roles()


def test_replacing_somebody_without_a_word_keeps_them_out(directory: MadeDirectory) -> None:
    person, path = person_of(directory)
    directory.patch(path, OFF)
    said = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": person.email}
    assert directory.call("PUT", path, said).json["active"] is False
    assert person.email not in directory.roles()


@pytest.mark.parametrize("how", ["deactivate", "delete"])
def test_the_last_owner_cannot_be_provisioned_away(client: Any, how: str) -> None:
    directory = make_directory(client)
    owner = make_user(email=f"{new_id().hex}@{directory.domain}")
    add_member(directory.organization, "owner", user=owner)
    made = directory.somebody(email=owner.email)
    client.post(f"{directory.api}/leave", headers=directory.headers)
    path = f"/Users/{made['id']}"
    refused = directory.call("DELETE", path) if how == "delete" else directory.patch(path, OFF)
    assert refused.status_code == 403
    assert refused.json["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert "last owner" in refused.json["detail"]
    assert client.get(f"{directory.api}/members", headers=bearer(owner)).status_code == 200


def test_the_owner_for_emergencies_cannot_be_provisioned_away(
    client: Any, openid_provider: Any
) -> None:
    from tests.factories.directories import make_directory_of
    from tests.factories.identity_providers import make_provider

    company = make_provider(client, openid_provider)
    owner = make_user(email=f"{new_id().hex}@{company.domain}")
    add_member(company.organization, "owner", user=owner)
    assert company.change(is_enforced=True, break_glass_user_id=str(owner.id)).status_code == 200
    directory = make_directory_of(client, company.organization, company.domain)
    made = directory.somebody(email=owner.email)
    refused = directory.patch(f"/Users/{made['id']}", OFF)
    assert (refused.status_code, refused.json["status"]) == (403, "403")
    assert directory.roles()[owner.email] == "owner"
