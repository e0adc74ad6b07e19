"""Tokens of a directory and its settings: by administrators, confirmed, shown once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.directories import MadeDirectory, make_directory
from tests.factories.people import add_member, bearer

from turnout.kernel import clock
from turnout.kernel.ids import new_id

DOCUMENTED = re.compile(r"turnout_scim_[0-9A-Za-z]{33}")
"""As docs/how-to/push-users-by-scim.md gives it to secret scanners."""


@pytest.fixture
def directory(client: Any) -> MadeDirectory:
    return make_directory(client)


def opens(directory: MadeDirectory, secret: str) -> int:
    headers = {"Authorization": f"Bearer {secret}"}
    answer = directory.client.get(f"{directory.path}/ServiceProviderConfig", headers=headers)
    return int(answer.status_code)


def make(directory: MadeDirectory, **said: Any) -> Any:
    path = f"{directory.api}/scim/tokens"
    return directory.client.post(path, json={"name": "Okta", **said}, headers=directory.headers)


def test_a_secret_is_shown_once_and_kept_as_a_hash(directory: MadeDirectory) -> None:
    made = make(directory)
    assert made.status_code == 201, made.json
    secret = made.json["secret"]
    assert DOCUMENTED.fullmatch(secret)
    assert opens(directory, secret) == 200
    listed = directory.client.get(f"{directory.api}/scim/tokens", headers=directory.headers)
    logged = directory.client.get(f"{directory.api}/audit?limit=100", headers=directory.headers)
    for answer in (listed, logged):
        assert secret not in answer.text
        assert "secret_hash" not in answer.text
    assert listed.json["items"][0]["last_used_at"] is not None


def test_a_rotated_secret_is_good_for_the_overlap(
    directory: MadeDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(directory).json
    path = f"{directory.api}/scim/tokens/{made['token']['id']}"
    rotated = directory.client.post(
        f"{path}/rotate", json={"overlap_seconds": 60}, headers=directory.headers
    )
    assert rotated.status_code == 200, rotated.json
    assert [opens(directory, each) for each in (made["secret"], rotated.json["secret"])] == [
        200
    ] * 2
    assert rotated.json["token"]["replaced_until"] is not None
    later = clock.now() + timedelta(seconds=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert [opens(directory, each) for each in (made["secret"], rotated.json["secret"])] == [
        401,
        200,
    ]


def test_a_revoked_token_opens_nothing_from_then_on(directory: MadeDirectory) -> None:
    made = make(directory).json
    path = f"{directory.api}/scim/tokens/{made['token']['id']}"
    assert directory.client.delete(path, headers=directory.headers).status_code == 204
    assert opens(directory, made["secret"]) == 401
    assert directory.requests()[0]["reason"] == "token-revoked"
    again = directory.client.post(f"{path}/rotate", json={}, headers=directory.headers)
    assert again.status_code == 409


def test_a_token_may_have_an_end(directory: MadeDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    until = clock.now() + timedelta(days=1)
    secret = make(directory, expires_at=until.isoformat()).json["secret"]
    assert opens(directory, secret) == 200
    monkeypatch.setattr(clock, "now", lambda: until)
    assert opens(directory, secret) == 401
    past = (until - timedelta(days=2)).isoformat()
    assert make(directory, expires_at=past).status_code == 422


def test_managers_set_it_up_and_nobody_else(directory: MadeDirectory) -> None:
    staff = bearer(add_member(directory.organization, "staff"))
    for path in ("scim", "scim/tokens", "scim/requests"):
        assert directory.client.get(f"{directory.api}/{path}", headers=staff).status_code == 403


def test_a_default_role_is_within_ones_own_rights(directory: MadeDirectory) -> None:
    path, admin = f"{directory.api}/scim", bearer(add_member(directory.organization, "admin"))
    for role, status in (("owner", 422), ("nothing", 422), ("staff", 200)):
        changed = directory.client.patch(path, json={"default_role": role}, headers=admin)
        assert changed.status_code == status, changed.json
    unknown = {"identity_provider_id": str(new_id())}
    assert directory.client.patch(path, json=unknown, headers=admin).status_code == 422


def test_the_status_says_what_was_pushed(directory: MadeDirectory) -> None:
    ada = directory.somebody()
    directory.somebody(active=False)
    directory.group("crew", ada)
    shown = directory.client.get(f"{directory.api}/scim", headers=directory.headers)
    said = {name: shown.json[name] for name in ("users", "active_users", "linked_users", "groups")}
    assert said == {"users": 2, "active_users": 1, "linked_users": 1, "groups": 1}
    assert shown.json["base_url"] == f"http://turnout.test{directory.path}"


def test_a_suspended_organization_has_no_directory(directory: MadeDirectory) -> None:
    from turnout.kernel.context import SystemContext
    from turnout.modules.closures import api as closures

    closures.suspend_organization(
        SystemContext(job="tests"), directory.organization.id, reason="tests"
    )
    assert opens(directory, directory.secret) == 403
