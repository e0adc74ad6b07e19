"""Members look after their organization on pages: created, changed, members, domains, plan."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from tests.factories.people import (
    MadeOrganization,
    MadeUser,
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.ids import new_id
from turnout.kernel.outbound.dns_records import answered_by
from turnout.modules.closures import api as closures
from turnout.modules.closures.service import deletions
from turnout.modules.domains import api as domains
from turnout.modules.members import api as members
from turnout.modules.organizations import api as organizations
from turnout.modules.quotas import api as quotas
from turnout.modules.roles import api as roles

INVITED = {"email": "new@people.example", "role": "staff", "locale": "en"}
NEW = "/account/organizations/new"
NIL = UUID(int=0)
WRITES_ONLY = ("events.write", "organizations.read")


@pytest.fixture
def made(running) -> MadeOrganization:
    return make_organization(name="Harbour Society")


@pytest.fixture
def home(made) -> str:
    return f"/account/organizations/{made.id}"


def name_of_address() -> str:
    return f"org-{new_id().hex[:20]}"


def creation(**fields: str) -> dict[str, str]:
    return {
        "name": "Quay Theatre",
        "slug": name_of_address(),
        "currency": "KES",
        "time_zone": "Africa/Nairobi",
        "locale": "en",
        **fields,
    }


def test_a_person_creates_an_organization_and_owns_it(browser, user):
    page = browser.open(NEW)
    assert page.form.labels[:2] == ["name", "slug"]
    typed = creation(terms="https://quay.example/terms")
    answer = browser.send(page.form, **typed)
    home = answer.location.partition("?")[0]
    shown = browser.open(answer.location)

    assert (answer.status, shown.status) == (303, 200)
    assert "Your organization is there." in shown.text
    assert "Kenyan Shilling (KES)" in shown.text
    found = organizations.find_by_slug(typed["slug"])
    assert home == f"/account/organizations/{found.id}"
    assert organizations.membership_of(found.id, user.id).permissions >= {"organizations.own"}
    assert found.terms_number == 1
    account = browser.open("/account").text
    assert "Settings" in account
    assert 'href="/console"' in account


def test_an_address_name_that_nobody_typed_is_made_of_the_name(browser, user):
    name = f"Pier {new_id().hex[-12:]}"
    made = [browser.send(browser.open(NEW).form, **creation(name=name, slug="")) for _ in range(2)]
    shown = [browser.open(each.location).text for each in made]

    plain = name.lower().replace(" ", "-")
    assert f'href="/console/{plain}/events/new"' in shown[0]
    assert re.search(rf'href="/console/{plain}-[0-9a-f]{{8}}/events/new"', shown[1])


@pytest.mark.parametrize("name", ["مسرح الميناء", "Events", "Q"])
def test_a_name_that_makes_no_address_has_one_all_the_same(browser, user, name):
    answer = browser.send(browser.open(NEW).form, **creation(name=name, slug=""))
    assert answer.status == 303
    assert re.search(r"/console/[a-z]+-[0-9a-f]{8}/events", browser.open(answer.location).text)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Use 1 to 200 visible characters, and no @."),
        ({"name": "tickets@quay"}, "Use 1 to 200 visible characters, and no @."),
        ({"slug": "a b"}, "small letters a-z, digits and single hyphens"),
        ({"slug": "account"}, "This name is kept for the platform"),
        ({"currency": "XYZ"}, "Please choose one of the list"),
        ({"time_zone": "Mars/Base"}, "Please choose one of the list"),
        ({"terms": "ftp://quay.example"}, "Use an address that begins with https://"),
    ],
)
def test_a_wrong_field_is_said_beside_it_and_nothing_is_made(browser, user, wrong, says):
    typed = creation(**wrong)
    answer = browser.send(browser.open(NEW).form, **typed)
    assert answer.status == 422
    assert says in answer.text
    assert organizations.find_by_slug(typed["slug"]) is None


def test_a_taken_address_name_is_told_at_its_field(browser, user, made):
    answer = browser.send(browser.open(NEW).form, **creation(slug=made.slug))
    assert answer.status == 422
    assert "This address name is taken; choose another" in answer.text


def test_guests_sign_in_first_and_strangers_find_nothing(browser, made, home):
    assert browser.open(NEW).location.startswith("/sign-in?next=")
    assert browser.open(home).location.startswith("/sign-in?next=")
    browser.sign_in(make_user())
    for path in ("", "/members", "/roles", "/domains", "/plan", "/profile", "/deletion"):
        assert browser.open(f"{home}{path}").status == 404, path


@pytest.mark.parametrize("role", ["staff", "partner"])
def test_who_may_not_sees_less_and_is_refused(browser, made, home, role):
    browser.sign_in(add_member(made, role))
    shown = browser.open(home)
    assert shown.status == 200
    assert "/profile" not in shown.text
    assert ("/events/new" in shown.text) is (role == "staff")
    assert (f"/console/{made.slug}" in shown.text) is (role == "staff")
    assert f"{home}/closure" not in shown.text
    for path in ("/profile", "/domains", "/plan", "/members/invite", "/domains/add"):
        assert browser.open(f"{home}{path}").status == 403, path
    assert browser.open(f"{home}/members").status == (200 if role == "staff" else 403)


@pytest.mark.parametrize(
    ("role", "grant"),
    [("writer", {}), ("staff", {"event_ids": (NIL,)})],
    ids=["no-reading", "one-event"],
)
def test_a_new_event_is_offered_to_whom_it_would_open(browser, made, home, role, grant):
    writer = roles.NewRole(key="writer", name="Writer", permissions=WRITES_ONLY)
    roles.create_role(context_of(made, made.owner), writer)
    browser.sign_in(add_member(made, role, **grant))
    shown = browser.open(home)
    assert shown.status == 200
    assert "/events/new" not in shown.text


def test_an_owner_changes_what_the_organization_says_of_itself(browser, made, home):
    browser.sign_in(made.owner)
    page = browser.open(f"{home}/profile")
    values = creation(name="Harbour & Quay", slug=made.slug, website="https://harbour.example")
    wrong = browser.send(page.form, **{**values, "website": "harbour"})
    answer = browser.send(page.form, **values)
    stale = browser.send(browser.open(f"{home}/profile").form, **values, version="1")

    assert "Use an address that begins with https://" in wrong.text
    assert (answer.status, stale.status) == (303, 412)
    assert "Harbour &amp; Quay" in browser.open(home).text
    assert organizations.find_by_slug(made.slug).website == "https://harbour.example"


def test_a_member_is_invited_given_another_role_and_removed(browser, made, home):
    browser.sign_in(made.owner)
    invited = browser.send(browser.open(f"{home}/members/invite").form, **INVITED)
    again = browser.send(browser.open(f"{home}/members/invite").form, **INVITED)
    listed = browser.open(f"{home}/members")
    assert invited.location == f"{home}/members?saved=invited"
    assert (again.status, "has an open invitation" in again.text) == (409, True)
    assert "new@people.example" in listed.text

    links = re.findall(rf"{home}/members/invitations/[0-9a-f-]+/\w+", listed.text)
    for link in links:
        assert browser.send(browser.open(link).form).status == 303
    assert "new@people.example" not in browser.open(f"{home}/members").text

    colleague = add_member(made, "staff")
    ctx = context_of(made, made.owner)
    member_id = next(each.id for each in members_of(ctx) if each.user_id == colleague.id)
    changed = browser.send(browser.open(f"{home}/members/{member_id}").form, role="admin")
    assert changed.status == 303
    assert "domains.manage" in context_of(made, colleague).permissions
    assert browser.send(browser.open(f"{home}/members/{member_id}/remove").form).status == 303
    assert organizations.membership_of(made.id, colleague.id) is None


def members_of(ctx):
    return members.list_members(ctx, PageRequest()).items


def test_the_last_owner_stays_and_is_told_why(browser, made, home):
    browser.sign_in(made.owner)
    [owner] = members_of(context_of(made, made.owner))
    refused = browser.send(browser.open(f"{home}/members/{owner.id}/remove").form)
    assert refused.status == 409
    assert "An organization keeps at least one owner" in refused.text


def test_an_administrator_offers_no_ownership(browser, made, home):
    browser.sign_in(add_member(made, "admin"))
    page = browser.open(f"{home}/members/invite")
    assert 'value="owner"' not in page.text
    assert browser.send(page.form, **{**INVITED, "role": "owner"}).status == 403


def test_a_domain_is_added_shown_with_its_record_checked_and_removed(browser, made, home):
    browser.sign_in(made.owner)
    host = f"tickets.h{new_id().hex}.example"
    wrong = browser.send(browser.open(f"{home}/domains/add").form, host="no host")
    added = browser.send(browser.open(f"{home}/domains/add").form, host=host, leads_here="yes")
    [domain] = domains.list_domains(context_of(made, made.owner))
    shown = browser.open(f"{home}/domains")
    check = shown.form_to(f"{home}/domains/{domain.id}/check")
    with answered_by(lambda _name: []):
        missing = browser.send(check)
    with answered_by(lambda _name: [domain.record_value]):
        proven = browser.send(check)

    assert (wrong.status, added.status) == (422, 303)
    assert domain.leads_here
    assert domain.record_name in shown.text
    assert domain.record_value in shown.text
    assert (missing.status, "The DNS record is not there yet" in missing.text) == (409, True)
    assert proven.location == f"{home}/domains?saved=proven"
    assert "Proven since" in browser.open(f"{home}/domains").text
    browser.send(browser.open(f"{home}/domains/{domain.id}").form, leads_here="")
    assert not domains.list_domains(context_of(made, made.owner))[0].leads_here
    browser.send(browser.open(f"{home}/domains/{domain.id}/remove").form)
    assert domains.list_domains(context_of(made, made.owner)) == []


def test_the_plan_is_a_meter_of_what_is_used(browser, made, home):
    limits = quotas.Quotas(limits={"members": 1, "events": 0})
    quotas.set_quotas(SystemContext(job="tests.quotas"), made.id, limits)
    browser.sign_in(made.owner)
    shown = browser.open(f"{home}/plan")
    assert re.search(r'<meter[^>]*max="1" value="1"', shown.text)
    assert "1 of 1" in shown.text
    assert "Nearly used up" in shown.text


def test_roles_are_shown_with_what_they_carry(browser, made, home):
    browser.sign_in(made.owner)
    shown = browser.open(f"{home}/roles")
    assert "You may run events, handle money and invite members." in shown.text
    assert "Prove domains, lead them to the pages, and remove them" in shown.text


def test_in_a_closed_organization_nothing_is_changed(browser, made, home):
    browser.sign_in(made.owner)
    page = browser.open(f"{home}/profile")
    closures.close_organization(context_of(made, made.owner), slug=made.slug)
    assert browser.open(home).status == 200
    assert browser.send(page.form, **creation()).status == 403


def test_who_closed_an_organization_reads_what_its_deletion_took(browser, elsewhere, made, home):
    other = add_member(made, "owner")
    closures.close_organization(context_of(made, made.owner), slug=made.slug)
    with clock.frozen(clock.now() + timedelta(days=31)):
        report = deletions.delete_organization(system_in(made.id, "closures.delete"))
    assert report is not None
    browser.sign_in(made.owner)
    shown = browser.open(f"{home}/deletion")
    elsewhere.sign_in(other)

    assert shown.status == 200
    assert "memberships" in shown.text
    assert str(report.kept_until.year) in shown.text
    assert elsewhere.open(f"{home}/deletion").status == 404


def test_a_form_from_elsewhere_changes_nothing(browser, made, home, client):
    browser.sign_in(made.owner)
    page = browser.open(f"{home}/profile")
    answer = browser.send(page.form, origin="https://evil.example", **creation(slug=made.slug))
    assert answer.status == 403
    shown = client.get(
        f"/api/v1/organizations/{made.id}", headers=bearer(MadeUser(made.owner.id, "", ""))
    )
    assert shown.json["name"] == "Harbour Society"


def test_many_are_invited_by_a_list_that_is_shown_line_by_line_first(browser, made, home):
    browser.sign_in(made.owner)
    page = browser.open(f"{home}/members/invite-many")
    bad = browser.send(page.form, csv="nobody,staff\nada@people.example,king\n", locale="de")
    checked = browser.send(page.form, csv="ada@people.example,staff\n", locale="de")
    assert (bad.status, checked.status) == (422, 200)
    assert "2 lines need attention" in bad.text
    assert "There is no such role here." in bad.text
    assert browser.open(f"{home}/members").text.count("ada@people.example") == 0
    sent = browser.send(checked.form)
    assert sent.location == f"{home}/members?saved=batch"
    assert "ada@people.example" in browser.open(f"{home}/members").text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_as_spreadsheets_write_it(browser, made, home, encoding):
    browser.sign_in(made.owner)
    form = browser.open(f"{home}/members/invite-many").form
    table = "E-Mail;Role;Büro\nada@people.example;staff;Köln\n".encode(encoding)
    checked = browser.send(form, csv="", locale="de", file=(BytesIO(table), "people.csv"))
    assert (checked.status, "ada@people.example" in checked.text) == (200, True)


def test_an_owner_lets_support_in_and_everybody_sees_it(browser, elsewhere, made, home):
    browser.sign_in(made.owner)
    asked = browser.open(f"{home}/support/grant").form
    answer = browser.send(asked, level="write", hours="4", reason="Payouts look odd")
    elsewhere.sign_in(add_member(made, "staff"))
    assert answer.location == f"{home}/support?saved=support"
    assert "Payouts look odd" in browser.open(f"{home}/support").text
    assert "Support may look and change things here until" in elsewhere.open(home).text
    assert elsewhere.open(f"{home}/support").status == 403
    browser.send(browser.open(f"{home}/support/end").form)
    assert "Support may look" not in elsewhere.open(home).text


def test_country_and_social_links_are_saved_on_a_page(browser, made, home):
    browser.sign_in(made.owner)
    page = browser.open(f"{home}/business-profile")
    wrong = browser.send(page.form, instagram="https://elsewhere.example/quay")
    saved = browser.send(page.form, country="DE", instagram="https://instagram.com/quay")
    again = browser.open(f"{home}/business-profile")

    assert (wrong.status, saved.status) == (422, 303)
    assert "This address is not at Instagram." in wrong.text
    assert 'value="https://instagram.com/quay"' in again.text
    assert '<option value="DE" selected>Germany</option>' in again.text


def test_the_badge_is_applied_for_and_taken_back_on_pages(browser, made, home):
    browser.sign_in(made.owner)
    before = browser.open(f"{home}/verification")
    form = browser.open(f"{home}/verification/apply").form
    empty = browser.send(form)
    browser.send(form, documents=(BytesIO(b"%PDF-1.7"), "register.pdf"))
    waits = browser.open(f"{home}/verification")
    back = browser.send(browser.open(f"{home}/verification/withdraw").form)

    assert "One of these proofs is enough for the badge." in before.text
    assert (empty.status, back.status) == (422, 303)
    assert "Your application waits for our moderators." in waits.text
    assert "Take back the application" in waits.text


def test_an_owner_takes_everything_along_from_the_closing_page(browser, elsewhere, made, home):
    browser.sign_in(made.owner)
    page = browser.open(f"{home}/closure")
    archive = browser.client.get(f"{home}/export.zip", environ_base=browser.sender)
    elsewhere.sign_in(add_member(made, "admin"))

    assert f"{home}/export.zip" in page.text
    assert f"{home}/export.yaml" in page.text
    assert archive.headers["Content-Disposition"] == f'attachment; filename="{made.slug}.zip"'
    assert archive.data.startswith(b"PK")
    assert elsewhere.open(f"{home}/export.zip").status == 404
