"""A copy of one's data: asked for, gathered in stretches by workers, downloaded, over after days."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import bearer, make_organization, make_user, person_context
from tests.factories.personal_data import JOB, PATH, copy_data
from tests.factories.sales import make_shop
from tests.modules.notifications.conftest import (  # noqa: F401  fixtures
    mailbox,
    only_own_mails,
    platform_smtp,
    port,
)
from tests.modules.notifications.mailbox import text_of
from tests.modules.privacy.test_erasure import ask as ask_for_erasure
from tests.modules.privacy.test_erasure import buy
from tests.site.browser import Browser

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity
from turnout.modules.privacy import tasks
from turnout.modules.privacy.queries import copies as queries
from turnout.modules.privacy.service import copies

FILE = f"{PATH}/file"


def later(**time: int):
    return clock.frozen(clock.now() + timedelta(**time))


def ask(client, user):
    return client.post(PATH, headers=bearer(user))


def kinds_of(user):
    with transaction(JOB) as tx:
        found = "SELECT kind FROM platform_security_events WHERE user_id = %(id)s ORDER BY id"
        return [kind for (kind,) in tx.query(found, {"id": user.id})]


def pieces_of(user):
    with transaction(person_context(user)) as tx:
        [(number,)] = tx.query("SELECT count(*) FROM personal_data_pieces")
        return number


def test_the_copy_has_the_person_and_no_secret(client, queued):
    user = make_user(display_name="Grace Copied")
    shop = make_shop()
    buy(client, shop, user.email, name="Grace Copied", key=f"{new_id()}")
    buy(client, shop, "other@people.example", name="Other", key=f"{new_id()}")
    work.drain()
    data = copy_data(client, bearer(user))
    tables = {(each["organization"], each["table"]) for each in data}
    assert ("", "users") in tables
    assert (shop.organization.name, "orders") in tables
    text = str(data)
    assert "Grace Copied" in text
    assert "other@people.example" not in text
    assert "argon2" not in text
    assert "token_hash" not in text


def test_a_copy_is_asked_for_made_by_a_worker_told_by_mail_and_downloaded(
    client,
    mailbox,  # noqa: F811
):
    user = make_user()
    assert client.get(PATH, headers=bearer(user)).json["code"] == "privacy.no-such-copy"
    asked = ask(client, user)
    assert (asked.status_code, asked.headers["Location"]) == (202, PATH)
    early = client.get(FILE, headers=bearer(user))
    assert (early.status_code, early.json["code"]) == (409, "privacy.copy-not-ready")
    again = ask(client, user)
    assert (again.status_code, again.json["code"]) == (409, "privacy.already-copying")
    work.drain()
    ready = client.get(PATH, headers=bearer(user)).json
    assert (ready["id"], ready["state"]) == (asked.json["id"], "ready")
    file = client.get(FILE, headers=bearer(user))
    assert file.headers["Content-Disposition"] == 'attachment; filename="personal-data.json"'
    assert file.headers["Cache-Control"] == "private, no-store"
    assert file.json["user_id"] == str(user.id)
    [told] = mailbox.to(user.email)
    assert told["Subject"] == "The copy of your data is ready"
    assert "/account/personal-data" in text_of(told)
    assert kinds_of(user) == ["personal-data.copy-asked", "export.downloaded"]


def test_a_copy_is_nobody_elses(client, queued):
    user, stranger = make_user(), make_user()
    copy_data(client, bearer(user))
    assert pieces_of(user) >= 1
    assert pieces_of(stranger) == 0
    assert client.get(FILE, headers=bearer(stranger)).status_code == 404
    assert client.get(FILE).status_code == 401


def test_a_worker_that_stopped_is_followed_by_one_that_goes_on_after_it(
    client, queued, monkeypatch
):
    make_organization()
    user, shops = make_user(), [make_shop(), make_shop()]
    for shop in shops:
        buy(client, shop, user.email, name="Ada", key=f"{new_id()}")
    work.drain()
    copy_id = UUID(ask(client, user).json["id"])
    with monkeypatch.context() as hasty:
        hasty.setattr(copies, "STRETCH", timedelta(0))
        assert not copies.make_copy(JOB, copy_id), "one organization, then others have their turn"
        with transaction(JOB) as tx:
            queries.note(
                tx, copy_id, last=UUID(int=shops[0].organization.id.int - 1), is_kept=False
            )
        assert not copies.make_copy(JOB, copy_id), "the first shop"
    with transaction(JOB) as tx:
        assert queries.claim(tx, copy_id) is not None, "a worker takes it and is killed"
    assert copies.make_copy(JOB, copy_id), "it has it still"
    assert copies.find_copy(person_context(user)).state == "waiting"
    with later(minutes=6):
        assert copy_id in copies.list_due(JOB)
        assert copies.make_copy(JOB, copy_id)
    data = client.get(FILE, headers=bearer(user)).json["data"]
    found = [each["organization"] for each in data if each.get("table") == "orders"]
    assert found == [each.organization.name for each in shops], "each once"


def test_a_copy_is_over_after_some_days_and_the_next_takes_its_place(client, queued):
    user = make_user()
    copy_data(client, bearer(user))
    first = client.get(PATH, headers=bearer(user)).json["id"]
    copy_data(client, bearer(user))
    assert client.get(PATH, headers=bearer(user)).json["id"] != first
    with later(days=8):
        assert copies.find_copy(person_context(user)) is None
        tasks.forget_copies()
    assert pieces_of(user) == 0


def test_a_copy_is_deleted_before_its_time_ready_or_not(client, queued):
    user = make_user()
    copy_id = UUID(ask(client, user).json["id"])
    assert client.delete(PATH, headers=bearer(user)).status_code == 204
    assert copies.make_copy(JOB, copy_id), "nothing to do any more"
    copy_data(client, bearer(user))
    assert client.delete(PATH, headers=bearer(user)).status_code == 204
    assert pieces_of(user) == 0
    assert client.delete(PATH, headers=bearer(user)).status_code == 404


def test_a_closed_account_gets_no_copy_and_an_erased_one_keeps_none(client, queued):
    user, gone = make_user(), make_user()
    copy_id = UUID(ask(client, user).json["id"])
    with transaction(JOB) as tx:
        identity.suspend_person(tx, user.id, reason="tests")
    assert copies.make_copy(JOB, copy_id)
    assert copies.find_copy(person_context(user)) is None
    copy_data(client, bearer(gone))
    ask_for_erasure(client, gone)
    with later(days=15):
        tasks.sweep()
        work.drain()
    assert pieces_of(gone) == 0


@pytest.mark.usefixtures("queued")
def test_the_account_asks_shows_how_far_it_is_and_offers_the_file_without_scripts(client):
    user, browser = make_user(), Browser(client)
    make_organization()
    browser.sign_in(user)
    assert 'href="/account/personal-data"' in browser.open("/account").text
    page = browser.open("/account/personal-data")
    assert browser.open("/account/personal-data/file").location == "/account/personal-data"
    assert browser.send(page.form).location == "/account/personal-data"
    waiting = browser.open("/account/personal-data")
    assert "We are gathering your data" in waiting.text
    again = browser.send(page.form)
    work.drain()
    ready = browser.open("/account/personal-data")
    assert "/account/personal-data/file" in ready.text
    assert again.status in (303, 403)
    file = browser.open("/account/personal-data/file")
    assert str(user.id) in file.text
    assert browser.send(ready.form).location == "/account/personal-data"
    assert "We are gathering your data" in browser.open("/account/personal-data").text
    ending = browser.open("/account/personal-data/delete")
    assert "Stop gathering your data?" in ending.text
    assert browser.send(ending.form).location == "/account"
    assert pieces_of(user) == 0
    assert "We gather everything" in browser.open("/account/personal-data").text
    assert browser.open("/account/personal-data/delete").location == "/account/personal-data"
