"""An administrator connects the directory (SCIM) on its page."""

from html import unescape
from typing import Any

import pytest
from tests.factories.directories import MadeDirectory, make_directory
from tests.factories.people import add_member, make_organization, make_user
from tests.site.browser import Browser
from tests.site.sso.test_set_up import form_of, send


@pytest.fixture
def directory(client: Any) -> MadeDirectory:
    return make_directory(client)


@pytest.fixture
def owner(client: Any, directory: MadeDirectory) -> Browser:
    browser = Browser(client)
    browser.sign_in(directory.organization.owner)
    return browser


def path_of(directory: MadeDirectory) -> str:
    return f"/account/organizations/{directory.organization.id}/directory"


def secret_in(text: str) -> str:
    return unescape(text.partition('data-copy="turnout_scim_')[2].partition('"')[0])


def test_a_token_is_made_used_renewed_and_revoked(owner, directory):
    path = path_of(directory)
    page = owner.open(path).text
    assert f"http://turnout.test{directory.path}" in page
    made = send(owner, path, "token", name="Entra ID")
    assert made.status == 200, made.text
    first = directory.secret = f"turnout_scim_{secret_in(made.text)}"
    directory.somebody()
    page = owner.open(path).text
    assert first not in page
    assert "Entra ID" in page
    assert "POST /Users 201" in page

    token = page.partition('name="token" value="')[2].partition('"')[0]
    form = form_of(owner.open(path), "token")
    renewed = owner.send(form, step="rotate", token=token)
    directory.secret = f"turnout_scim_{secret_in(renewed.text)}"
    assert directory.secret != first
    directory.somebody()
    assert "the secret before is good until" in owner.open(path).text
    form = form_of(owner.open(path), "token")
    assert owner.send(form, step="revoke", token=token).status == 303
    assert directory.call("GET", "/Users").status_code == 401


def test_the_page_says_how_many_it_manages_and_what_was_refused(owner, directory):
    made = directory.somebody()
    directory.group("crew", made)
    refused = directory.call("POST", "/Users", {"schemas": [], "userName": ""})
    assert refused.status_code == 400
    page = owner.open(f"{path_of(directory)}?refused=1").text
    assert "POST /Users 400" in page
    assert "POST /Groups 201" not in page
    assert "<dt>Groups</dt><dd>1</dd>" in page
    assert "<dt>People</dt><dd>1</dd>" in page


def test_roles_of_the_directory_are_saved(owner, directory):
    path = path_of(directory)
    saved = send(owner, path, "roles", provider="", default_role="admin")
    assert saved.status == 303, saved.text
    assert "follows now" in owner.open(saved.location).text
    shown = directory.client.get(f"{directory.api}/scim", headers=directory.headers).json
    assert shown["default_role"] == "admin"
    refused = send(owner, path, "roles", provider="", default_role="owner")
    assert (refused.status, "makes nobody an owner" in refused.text) == (422, True)
    assert send(owner, path, "token", name=" ").status == 422


def test_nobody_else_finds_the_directory(app, directory):
    staff, stranger = make_user(), make_organization().owner
    add_member(directory.organization, "staff", user=staff)
    for user, status in ((staff, 403), (stranger, 404)):
        browser = Browser(app.test_client())
        browser.sign_in(user)
        assert browser.open(path_of(directory)).status == status
    guest = Browser(app.test_client())
    assert guest.open(path_of(directory)).location.startswith("/sign-in?next=")
