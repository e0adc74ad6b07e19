"""Organizations: created, named, renamed, and kept apart."""

import pytest
from tests.factories.people import (
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
    person_context,
)

from turnout.kernel.errors import Invalid
from turnout.kernel.ids import new_id
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("running")


def unused() -> str:
    return f"name-{new_id().hex}"


def test_who_creates_an_organization_owns_it(client):
    user = make_user()
    slug = unused()
    answer = client.post(
        "/api/v1/organizations",
        json={"name": "Tide Club", "slug": slug, "currency": "KES", "time_zone": "Africa/Nairobi"},
        headers=bearer(user),
    )
    assert answer.status_code == 201
    made = answer.json
    assert (made["slug"], made["currency"], made["state"]) == (slug, "KES", "active")
    mine = organizations.list_my_organizations(person_context(user))
    assert [(each.slug, each.role) for each in mine] == [(slug, "owner")]


def test_ones_organizations_are_listed_by_name_in_small_and_large_letters_alike():
    user = make_user()
    for name in ("Zebra Fairs", "acme", "Bright Lane"):
        make_organization(owner=user, name=name)
    mine = organizations.list_my_organizations(person_context(user))
    assert [each.name for each in mine] == ["acme", "Bright Lane", "Zebra Fairs"]


def test_an_organization_is_created_by_people_who_are_signed_in_only(client):
    answer = client.post("/api/v1/organizations", json={"name": "Tide Club", "slug": unused()})
    assert answer.status_code == 401


def test_a_name_leads_to_one_organization_only():
    taken = make_organization()
    with pytest.raises(organizations.SlugTaken):
        make_organization(slug=taken.slug)


@pytest.mark.parametrize(
    "slug", ["ab", "Tide", "tide club", "-tide", "tide-", "ti--de", "täde", "admin", "xn--tde-qla",
             "a" * 64, "tide\n", "аdmin-club"],
)  # fmt: skip
def test_a_slug_that_could_mislead_is_refused(slug):
    with pytest.raises(Invalid) as refused:
        make_organization(slug=slug)
    assert refused.value.errors[0].pointer == "/slug"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("currency", "XXY"),
        ("time_zone", "Mars/Olympus"),
        ("locale", "english"),
        ("website", "javascript:alert(1)"),
        ("website", "https://user@evil.example/"),
        ("brand_color", "red"),
        ("contact_email", "nobody"),
        ("name", "\u202eevil"),
        ("kind", "empire"),
    ],
)
def test_a_wrong_setting_is_named(field, value):
    with pytest.raises(Invalid) as refused:
        make_organization(**{field: value})
    assert [each.pointer for each in refused.value.errors] == [f"/{field}"]


def test_an_old_name_keeps_leading_to_the_renamed_organization():
    made = make_organization()
    renamed = unused()
    ctx = context_of(made, made.owner)
    organizations.update_organization(ctx, organizations.OrganizationUpdate(slug=renamed))
    for name in (made.slug, renamed):
        found = organizations.find_by_slug(name)
        assert found is not None
        assert (found.id, found.slug) == (made.id, renamed)


def test_nobody_else_takes_an_old_name_but_its_owner_may_return_to_it():
    made = make_organization()
    ctx = context_of(made, made.owner)
    organizations.update_organization(ctx, organizations.OrganizationUpdate(slug=unused()))
    with pytest.raises(organizations.SlugTaken):
        make_organization(slug=made.slug)
    back = organizations.update_organization(ctx, organizations.OrganizationUpdate(slug=made.slug))
    assert back.slug == made.slug


def test_an_unknown_name_leads_nowhere():
    assert organizations.find_by_slug(unused()) is None


def test_two_editors_do_not_overwrite_each_other(client):
    made = make_organization()
    headers = bearer(made.owner)
    path = f"/api/v1/organizations/{made.id}"
    seen = client.get(path, headers=headers).headers["ETag"]
    first = client.patch(path, json={"name": "One"}, headers={**headers, "If-Match": seen})
    second = client.patch(path, json={"name": "Two"}, headers={**headers, "If-Match": seen})
    assert (first.status_code, second.status_code) == (200, 412)
    assert client.get(path, headers=headers).json["name"] == "One"


def test_an_unknown_field_is_refused_by_name(client):
    made = make_organization()
    answer = client.patch(
        f"/api/v1/organizations/{made.id}", json={"state": "closed"}, headers=bearer(made.owner)
    )
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/state"


def test_a_member_of_another_organization_finds_nothing(client):
    made, stranger = make_organization(), make_organization().owner
    headers = bearer(stranger)
    path = f"/api/v1/organizations/{made.id}"
    calls = [
        client.get(path, headers=headers),
        client.patch(path, json={"name": "Mine now"}, headers=headers),
        client.get(f"{path}/members", headers=headers),
        client.get(f"{path}/invitations", headers=headers),
        client.post(
            f"{path}/invitations", json={"email": "a@b.example", "role": "owner"}, headers=headers
        ),
        client.get(f"{path}/agency-links", headers=headers),
        client.get(f"{path}/clients", headers=headers),
        client.post(f"{path}/leave", headers=headers),
        client.delete(f"{path}/members/{new_id()}", headers=headers),
    ]
    assert [each.status_code for each in calls] == [404] * len(calls)


def test_staff_see_the_organization_and_do_not_change_it(client):
    made = make_organization()
    headers = bearer(add_member(made, "staff"))
    path = f"/api/v1/organizations/{made.id}"
    assert client.get(path, headers=headers).status_code == 200
    assert client.patch(path, json={"name": "Mine"}, headers=headers).status_code == 403


def test_the_audit_log_of_an_organization_begins_with_it(owner_connection):
    made = make_organization()
    owner_connection.execute("SELECT set_config('turnout.organization', %s, true)", [str(made.id)])
    first = owner_connection.execute(
        "SELECT table_name, action, actor FROM audit_entries WHERE organization_id = %s"
        " ORDER BY seq LIMIT 1",
        [made.id],
    ).fetchone()
    assert first == ("organizations", "insert", "system:tests.make-organization")


def test_a_suspended_organization_lets_nobody_in(client):
    from turnout.kernel.context import SystemContext

    made = make_organization()
    organizations.set_state(SystemContext(job="tests"), made.id, state="suspended")
    answer = client.get(f"/api/v1/organizations/{made.id}", headers=bearer(made.owner))
    assert (answer.status_code, answer.json["code"]) == (403, "organizations.suspended")
    organizations.set_state(SystemContext(job="tests"), made.id, state="closed")
    answer = client.get(f"/api/v1/organizations/{made.id}", headers=bearer(made.owner))
    assert answer.status_code == 404


def test_jobs_walk_every_organization():
    from turnout.kernel.context import SystemContext

    made = [make_organization().id for _ in range(2)]
    organizations.set_state(SystemContext(job="tests"), made[0], state="closed")
    found = organizations.list_organization_ids(SystemContext(job="tests"))
    assert set(made) <= set(found)
    assert found == sorted(found)
