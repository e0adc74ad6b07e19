"""Roles of an organization's own are made, changed and deleted on pages, with at most one's own rights."""

import pytest
from tests.factories.people import add_member, context_of, make_organization

from turnout.kernel.security.permissions import declared
from turnout.modules.roles import api as roles
from turnout.site.settings.role_words import ALLOWS, grouped


@pytest.fixture
def made(user):
    return make_organization(owner=user, name="Harbour Society")


@pytest.fixture
def home(made):
    return home_of(made)


def home_of(made):
    return f"/account/organizations/{made.id}/roles"


def own_roles(made):
    return [each for each in roles.list_roles(context_of(made, made.owner)) if each.id]


def ticked(*permissions):
    return {f"permission.{each}": "yes" for each in permissions}


def test_a_role_is_made_shown_with_what_it_allows_changed_and_deleted(browser, made, home):
    form = browser.open(f"{home}/add").form
    saved = browser.send(form, name="Box office", **ticked("orders.read", "checkin.scan"))
    assert saved.status == 303
    [role] = own_roles(made)
    assert (role.key, role.permissions) == ("box-office", ("checkin.scan", "orders.read"))
    shown = browser.open(saved.location)
    for text in ("The role is saved.", "Box office", "See orders and attendees", "Check people in"):
        assert text in shown.text
    add_member(made, "box-office")
    change = browser.open(f"{home}/{role.id}")
    assert "1 person has this role: Ada Example" in change.text
    browser.send(change.form, name="Till", **ticked("orders.read", "orders.refund"))
    [changed] = own_roles(made)
    assert (changed.key, changed.name) == ("box-office", "Till")
    assert set(changed.permissions) == {"orders.read", "orders.refund"}
    refused = browser.send(browser.open(f"{home}/{role.id}/delete").form)
    assert refused.status == 409
    assert "give them another one first" in refused.text


def test_a_role_that_nobody_has_is_deleted(browser, made, home):
    browser.send(browser.open(f"{home}/add").form, name="Hall", **ticked("venues.read"))
    [role] = own_roles(made)
    page = browser.open(f"{home}/{role.id}/delete")
    assert "Nobody has this role." in page.text
    assert browser.send(page.form).status == 303
    assert own_roles(made) == []


def test_a_role_needs_a_name_and_a_right(browser, made, home):
    refused = browser.send(browser.open(f"{home}/add").form, name="")
    assert refused.status == 422
    assert "Please give the role a name" in refused.text
    assert "Please choose at least one" in refused.text
    assert own_roles(made) == []


def test_names_that_have_no_latin_letter_or_are_taken_get_a_free_key(browser, made, home):
    for name in ("شباك التذاكر", "Till", "till!", "Owner"):
        browser.send(browser.open(f"{home}/add").form, name=name, **ticked("venues.read"))
    assert {each.key for each in own_roles(made)} == {"role", "till", "till-2", "owner-2"}


def test_nobody_gives_rights_that_they_do_not_have(browser, running):
    made = make_organization()
    home = home_of(made)
    ctx = context_of(made, made.owner)
    lead = roles.create_role(
        ctx,
        roles.NewRole(
            key="lead",
            name="Lead",
            permissions=("organizations.read", "roles.manage", "roles.read", "venues.read"),
        ),
    )
    rich = roles.create_role(
        ctx, roles.NewRole(key="rich", name="Rich", permissions=("orders.refund", "venues.read"))
    )
    browser.sign_in(add_member(made, lead.key))
    page = browser.open(f"{home}/add")
    assert "permission.venues.read" in page.form.labels
    assert "permission.orders.refund" not in page.form.labels
    refused = browser.send(page.form, name="Till", **ticked("orders.refund"))
    assert refused.status == 422
    kept = browser.open(f"{home}/{rich.id}")
    assert 'name="permission.orders.refund"' in kept.text
    assert browser.send(kept.form, name="Poor").status == 303
    found = next(each for each in own_roles(made) if each.key == "rich")
    assert found.name == "Poor"
    assert "orders.refund" in found.permissions


def test_who_may_not_change_roles_sees_them_without_buttons(browser, running):
    made = make_organization()
    home = home_of(made)
    browser.sign_in(add_member(made, "staff"))
    assert "Add a role" not in browser.open(home).text
    assert browser.open(f"{home}/add").status == 403


def test_every_right_has_words_and_a_group():
    known = {each.key for each in declared()}
    assert known - set(ALLOWS) == set()
    shown = [key for group in grouped(known) for key, _says in group.permissions]
    assert sorted(shown) == sorted(known)
