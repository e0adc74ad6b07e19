"""Apps register the token of their push service, and are told as browsers are: once, or never."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr
from tests.factories import work
from tests.factories.people import MadeUser, bearer, make_organization, make_user, person_context
from tests.modules.inbox.conftest import tell, write_to
from tests.modules.push_messages.conftest import MINE, awake, end_logins, later, sweep
from turnout_firebase_fake import Controls, fake

from turnout.kernel import cache, runtime
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.consents.api import Channel, ConsentSource, ConsentTopic, choose
from turnout.modules.inbox.api import MessageKind
from turnout_sdk.testing.kit import run_fake

STATES = "SELECT state, reason FROM push_messages WHERE organization_id = %(organization_id)s"
APPS = f"{MINE}/apps"
ANDROID = "TurnoutTickets/1.0 (Linux; Android 16)"


@pytest.fixture(scope="session")
def _firebase(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run_fake(fake, tmp_path_factory.mktemp("firebase")) as served:
        yield served.base_url


@dataclass
class Apps:
    """The apps of one test, and the API by which people register them."""

    client: Any
    address: str
    account: str

    @property
    def controls(self) -> Controls:
        return Controls(self.address, self.account)

    def token(self, name: str = "phone") -> str:
        return self.controls.device(name).address

    def register(self, user: MadeUser, token: str, *, status: int = 200, **said: Any) -> Any:
        body = {"token": token, "audience": "team"} | said
        headers = bearer(user) | {"User-Agent": ANDROID}
        answer = self.client.post(APPS, json=body, headers=headers)
        assert answer.status_code == status, answer.json
        return answer.json

    def listed(self, user: MadeUser) -> Any:
        return self.client.get(MINE, headers=bearer(user)).json

    def titles(self) -> list[str]:
        return [each["notification"]["title"] for each in self.controls.sent()]


@pytest.fixture
def apps(_firebase: str, client: Any, queued: Any) -> Iterator[Apps]:
    current = runtime.current()
    before = current.rules, current.settings
    allowed = current.rules.loopback_hosts | {urlsplit(_firebase).netloc}
    current.rules = replace(current.rules, loopback_hosts=allowed)
    account = f"test{new_id().hex}"
    projects = {fake.key: fake.settings_for(account, base_url=_firebase)}
    current.settings = current.settings.model_copy(update={"push": SecretStr(json.dumps(projects))})
    forget_rest()
    yield Apps(client, _firebase, account)
    forget_rest()
    current.rules, current.settings = before


def forget_rest() -> None:
    cache.delete(runtime.current().redis, cache.key(None, "push", "rests", fake.key))


@pytest.fixture
def made(ada):
    return make_organization(owner=ada, time_zone="UTC")


def ended(made):
    with transaction(system_in(made.id, "tests")) as tx:
        return [tuple(each) for each in tx.query(STATES, tx.here())]


def test_a_member_is_told_in_the_app_that_they_registered(apps, ada, made):
    registered = apps.register(ada, apps.token(), label="  Pixel\n9 ")
    assert (registered["kind"], registered["label"]) == ("app", "Pixel 9")
    tell(made)
    work.drain()
    [shown] = apps.controls.sent()
    assert shown["notification"] == {"title": "A refund did not work", "body": made.name}
    assert shown["data"]["url"].endswith(f"/console/{made.slug}/money")
    assert shown["android"]["collapse_key"] == shown["data"]["topic"]
    sweep()
    assert (apps.titles(), ended(made)) == (["A refund did not work"], [("sent", "")])


def test_the_list_names_apps_and_shows_no_token(apps, ada):
    token = apps.token()
    apps.register(ada, token)
    listed = apps.listed(ada)
    assert listed["has_apps"] is True
    [device] = listed["items"]
    assert device["kind"] == "app"
    assert token not in json.dumps(listed)


def test_a_browser_and_an_app_of_one_person_are_each_told_once(apps, browsers, ada, made):
    apps.register(ada, apps.token(), audience="attendee")
    browser = browsers.subscribe(ada, browsers.device(), audience="attendee")
    assert browser["kind"] == "browser"
    write_to(made, ada.email, title="New times")
    work.drain()
    sweep()
    assert apps.titles() == browsers.titles() == ["New times"]


def test_one_access_token_serves_many_messages(apps, ada, made):
    apps.register(ada, apps.token())
    for _ in range(3):
        tell(made)
        work.drain()
    assert (len(apps.titles()), apps.controls.exchanges()) == (3, 1)


def test_an_app_that_was_removed_is_forgotten(apps, ada, made):
    apps.register(ada, apps.token("gone"))
    apps.controls.refuse("gone")
    tell(made)
    work.drain()
    assert apps.listed(ada)["items"] == []


def test_an_app_that_is_signed_out_is_told_nothing_and_forgotten(apps, ada, made):
    apps.register(ada, apps.token())
    end_logins(ada)
    tell(made)
    work.drain()
    assert (apps.titles(), apps.listed(ada)["items"]) == ([], [])


def test_whoever_signs_in_on_a_phone_last_has_it(apps, ada, made):
    token, other = apps.token(), awake(make_user())
    apps.register(ada, token)
    tell(made)
    apps.register(other, token)
    work.drain()
    assert apps.titles() == []
    assert apps.listed(ada)["items"] == []
    assert len(apps.listed(other)["items"]) == 1


def test_a_registered_app_is_removed_by_its_person_alone(apps, ada):
    registered = apps.register(ada, apps.token())
    path = f"{MINE}/{registered['id']}"
    assert apps.client.delete(path, headers=bearer(make_user())).status_code == 404
    assert apps.client.delete(path, headers=bearer(ada)).status_code == 204
    assert apps.listed(ada)["items"] == []


def test_who_wants_no_pushes_about_events_gets_none_in_an_app(apps, ada, made):
    apps.register(ada, apps.token(), audience="attendee")
    ctx, source = person_context(ada), ConsentSource.PREFERENCES
    choose(ctx, ConsentTopic.EVENT_CHANGES, channel=Channel.PUSH, is_on=False, source=source)
    write_to(made, ada.email, kind=MessageKind.ANNOUNCEMENT)
    work.drain()
    assert (apps.titles(), [state for state, _ in ended(made)]) == ([], ["dropped"])


@pytest.mark.parametrize("code", ["QUOTA_EXCEEDED", "UNAVAILABLE"])
def test_a_quota_that_is_used_up_rests_and_the_message_comes_then(apps, ada, made, code):
    apps.register(ada, apps.token())
    apps.controls.fail_next(code, retry_after="120")
    tell(made)
    work.drain()
    with later(60):
        sweep()
    assert apps.titles() == []
    forget_rest()
    with later(200):
        sweep()
        sweep()
    assert apps.titles() == ["A refund did not work"]


def test_what_may_be_on_the_screen_is_never_sent_again(apps, ada, made):
    apps.register(ada, apps.token())
    apps.controls.fail_next("INTERNAL")
    tell(made)
    work.drain()
    with later(3_600):
        sweep()
    assert (apps.titles(), [state for state, _ in ended(made)]) == ([], ["unknown"])


def test_an_app_of_another_project_stays_listed_and_is_said_to_have_failed(apps, ada, made):
    token = apps.controls.device("theirs", sender="app-of-another").address
    apps.register(ada, token)
    tell(made)
    work.drain()
    assert [state for state, _ in ended(made)] == ["failed"]
    assert len(apps.listed(ada)["items"]) == 1


def test_without_a_service_no_app_registers_and_none_is_sent_to(apps, ada, made):
    apps.register(ada, apps.token())
    current = runtime.current()
    current.settings = current.settings.model_copy(update={"push": SecretStr("{}")})
    assert apps.listed(ada)["has_apps"] is False
    answer = apps.register(ada, apps.token(), status=404)
    assert answer["code"] == "push-messages.none"
    tell(made)
    work.drain()
    assert [state for state, _ in ended(made)] == ["failed"]


@pytest.mark.parametrize("token", ["short", "with space " * 5, "ü" * 40, "x" * 3_990 + "/" * 5])
def test_what_no_service_gives_an_app_is_refused_with_its_field(apps, ada, token):
    answer = apps.register(ada, token, status=422)
    assert [each["pointer"] for each in answer["errors"]] == ["/token"]
