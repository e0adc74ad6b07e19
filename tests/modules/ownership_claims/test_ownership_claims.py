"""Claims: an organization that nobody owns is claimed by its own domain, or by a link, once."""

from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.operators import make_operator
from tests.factories.people import MadeOrganization, bearer, make_organization, make_user
from tests.modules.domains.conftest import zone  # noqa: F401  fixture
from tests.modules.notifications.conftest import (  # noqa: F401  fixtures
    mailbox,
    only_own_mails,
    platform_smtp,
    port,
)
from tests.modules.notifications.mailbox import text_of
from tests.site.browser import Browser

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.agencies import api as agencies
from turnout.modules.organizations import api as organizations
from turnout.modules.ownership_claims import rules
from turnout.modules.roles.api import Grant

pytestmark = pytest.mark.usefixtures("running")
JOB = SystemContext(job="tests.claims")
ME = "/api/v1/me/ownership-claims"


class Unowned:
    """An organization as a manifest makes it: without people."""

    def __init__(self, host: str = "") -> None:
        self.host = host or f"h{new_id().hex}.example"
        self.slug = f"org-{new_id().hex[:20]}"
        new = organizations.NewOrganization(
            name="Quay Theatre", slug=self.slug, website=f"https://www.{self.host}/about"
        )
        self.id = organizations.create_organization(JOB, new)

    def owners(self):
        with transaction(system_in(self.id, "tests.owners")) as tx:
            return organizations.list_owner_ids(tx)


@pytest.fixture
def unowned():
    return Unowned()


def operators_link(client, unowned, **body):
    headers = make_operator("operator").headers
    path = f"/api/v1/platform/organizations/{unowned.id}/claim-link"
    return client.post(path, json={"reason": "They wrote to us.", **body}, headers=headers)


def by_link(client, url, user):
    organization_id, secret = url.rsplit("/", 2)[-2:]
    body = {"organization_id": organization_id, "secret": secret}
    return client.post(f"{ME}/by-link", json=body, headers=bearer(user))


def start(client, unowned, user, host=None):
    body = {"slug": unowned.slug, "host": host or unowned.host}
    return client.post(ME, json=body, headers=bearer(user))


def verify(client, claim, user):
    return client.post(f"{ME}/{claim['id']}/verify", headers=bearer(user))


def test_an_operators_link_makes_an_owner_once(client, unowned):
    made = operators_link(client, unowned)
    ada, ben = make_user(), make_user()
    claimed = by_link(client, made.json["url"], ada)
    again = by_link(client, made.json["url"], ben)
    late = operators_link(client, unowned)

    assert made.status_code == 201, made.json
    assert (claimed.status_code, claimed.json["slug"]) == (200, unowned.slug)
    assert unowned.owners() == [ada.id]
    assert (again.status_code, again.json["code"]) == (404, "ownership-claims.no-such-link")
    assert (late.status_code, late.json["code"]) == (409, "ownership-claims.has-owner")


def test_a_link_lapses_and_a_new_one_ends_the_one_before(client, unowned):
    first = operators_link(client, unowned, days=1).json["url"]
    second = operators_link(client, unowned, days=1).json["url"]
    ada = make_user()
    with clock.frozen(clock.now() + timedelta(days=2)):
        lapsed = by_link(client, second, ada)

    assert by_link(client, first, ada).status_code == 404
    assert lapsed.status_code in (401, 404)
    assert unowned.owners() == []


def test_an_operator_ends_a_link_whoever_made_it_with_a_reason(client, unowned):
    made = operators_link(client, unowned)
    headers = make_operator("operator").headers
    path = f"/api/v1/platform/organizations/{unowned.id}/claim-link/revoke"
    silent = client.post(path, json={"reason": "  "}, headers=headers)
    ended = client.post(path, json={"reason": "It went to the wrong person."}, headers=headers)
    again = client.post(path, json={"reason": "Once more."}, headers=headers)
    refused = client.post(
        path, json={"reason": "I may not."}, headers=make_operator("support").headers
    )

    assert (silent.status_code, silent.json["errors"][0]["pointer"]) == (422, "/reason")
    assert ended.status_code == 204
    assert (again.status_code, again.json["code"]) == (404, "ownership-claims.no-such-link")
    assert refused.status_code == 403
    assert by_link(client, made.json["url"], make_user()).status_code == 404
    assert unowned.owners() == []


def test_the_agency_hands_the_link_out_and_cannot_use_it(client, unowned):
    agency = make_organization(kind="agency")
    offer = agencies.AgencyLinkOffer(client_slug=unowned.slug, role="admin")
    link = agencies.offer_link(system_in(agency.id, "tests.claims"), offer)
    agencies.accept_link(system_in(unowned.id, "tests.claims"), link.id)
    path = f"/api/v1/organizations/{unowned.id}/claim-link"
    made = client.post(path, json={}, headers=bearer(agency.owner))
    own = by_link(client, made.json["url"], agency.owner)
    ada = make_user()
    claimed = by_link(client, made.json["url"], ada)
    seen = client.get(f"/api/v1/organizations/{unowned.id}", headers=bearer(agency.owner))

    assert made.status_code == 201, made.json
    assert (own.status_code, own.json["code"]) == (403, "ownership-claims.own-link")
    assert claimed.status_code == 200
    assert unowned.owners() == [ada.id]
    assert seen.status_code == 200


def test_a_claim_is_told_to_its_owner_and_how_to_object_to_who_managed_it(
    client,
    unowned,
    mailbox,  # noqa: F811
):
    agency, admin, helper = make_organization(kind="agency"), make_user(), make_user()
    offer = agencies.AgencyLinkOffer(client_slug=unowned.slug, role="admin")
    link = agencies.offer_link(system_in(agency.id, "tests.claims"), offer)
    inside = system_in(unowned.id, "tests.claims")
    agencies.accept_link(inside, link.id)
    organizations.add_member(inside, admin.id, grant=Grant(role="admin"))
    organizations.add_member(inside, helper.id, grant=Grant(role="staff"))
    update = organizations.OrganizationUpdate(contact_email=f"office@{unowned.host}")
    organizations.update_organization(inside, update)
    ada = make_user(display_name="Ada Quay")
    assert by_link(client, operators_link(client, unowned).json["url"], ada).status_code == 200
    work.drain()

    [mine] = mailbox.to(ada.email)
    assert mine["Subject"] == "You own Quay Theatre now"
    for other in (admin.email, agency.owner.email, f"office@{unowned.host}"):
        [told] = mailbox.to(other)
        assert told["Subject"] == "A new owner for Quay Theatre"
        assert f"Ada Quay ({ada.email}) claimed it" in text_of(told)
        assert f"/{unowned.slug}/report" in text_of(told)
    assert mailbox.to(helper.email) == []
    assert client.get(f"/{unowned.slug}/report").status_code == 200


def test_an_administrator_makes_no_owner_of_themselves(client, unowned):
    admin = make_user()
    inside = system_in(unowned.id, "tests.claims")
    organizations.add_member(inside, admin.id, grant=Grant(role="admin"))
    path = f"/api/v1/organizations/{unowned.id}/claim-link"
    refused = client.post(path, json={}, headers=bearer(admin))
    assert refused.status_code == 403


def test_its_own_domain_makes_an_owner(client, unowned, zone):  # noqa: F811
    ada = make_user()
    claim = start(client, unowned, ada).json
    early = verify(client, claim, ada)
    zone.records[claim["record_name"]] = [claim["record_value"]]
    other = verify(client, claim, make_user())
    claimed = verify(client, claim, ada)

    assert claim["record_name"] == f"_turnout-claim.{unowned.host}"
    assert (early.status_code, early.json["code"]) == (409, "ownership-claims.not-proven")
    assert other.status_code == 404
    assert claimed.status_code == 200
    assert unowned.owners() == [ada.id]


def test_the_record_of_one_person_is_no_others(client, unowned, zone):  # noqa: F811
    ada, ben = make_user(), make_user()
    hers, his = start(client, unowned, ada).json, start(client, unowned, ben).json
    zone.records[hers["record_name"]] = [hers["record_value"]]

    assert hers["record_value"] != his["record_value"]
    assert verify(client, his, ben).status_code == 409
    assert unowned.owners() == []


def test_silent_name_servers_prove_nothing(client, unowned, zone):  # noqa: F811
    ada = make_user()
    claim = start(client, unowned, ada).json
    zone.is_silent = True
    assert verify(client, claim, ada).status_code == 503
    assert unowned.owners() == []


def test_a_domain_that_it_does_not_name_proves_nothing(client, unowned):
    refused = start(client, unowned, make_user(), host="evil.example")
    assert (refused.status_code, refused.json["code"]) == (409, "ownership-claims.not-its-domain")


def test_who_has_an_owner_is_not_claimed(client, zone):  # noqa: F811
    made: MadeOrganization = make_organization()
    body = {"slug": made.slug, "host": "anything.example"}
    refused = client.post(ME, json=body, headers=bearer(make_user()))
    assert (refused.status_code, refused.json["code"]) == (409, "ownership-claims.has-owner")


def test_a_claim_is_made_on_pages(client, unowned, zone):  # noqa: F811
    ada = make_user()
    browser = Browser(client)
    browser.sign_in(ada)
    url = operators_link(client, unowned).json["url"]
    path = url.split("/account/", 1)[1]
    wrong = browser.open("/account/claims/new")
    refused = browser.send(wrong.form, slug=unowned.slug, host="evil.example")
    started = browser.send(wrong.form, slug=unowned.slug, host=unowned.host)
    record = browser.open(started.location)
    early = browser.send(record.form)
    taken = browser.send(browser.open(f"/account/{path}").form)

    assert refused.status == 409
    assert "names no such domain" in refused.text
    assert f"_turnout-claim.{unowned.host}" in record.text
    assert early.status == 409
    assert taken.location == f"/account?joined={unowned.id}"
    assert unowned.owners() == [ada.id]


def test_the_hosts_of_an_organization_are_those_it_names():
    named = rules.hosts_of(
        website="https://www.Quay.example/x", contact_email="a@mail.example", named=["t.example"]
    )
    assert named == {"quay.example", "mail.example", "t.example"}
    assert rules.hosts_of(website="", contact_email="", named=()) == frozenset()
