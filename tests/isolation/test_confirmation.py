"""What is dangerous is done only at a login that has proved itself lately: by route, all of them."""

import pytest
from tests.factories.people import PASSWORD, add_member, bearer, make_organization
from tests.factories.second_factors import at_an_old_login, make_app
from tests.isolation.test_url_map import address, closed, routes

from turnout.kernel.http.access import Access

BASE = "/api/v1/organizations/<uuid:organization_id>"
ROLES = {
    ("PATCH", f"{BASE}/members/<uuid:member_id>"),
    ("DELETE", f"{BASE}/members/<uuid:member_id>"),
    ("POST", f"{BASE}/members/<uuid:member_id>/keep"),
    ("POST", f"{BASE}/invitations"),
    ("POST", f"{BASE}/invitations/<uuid:invitation_id>/resend"),
    ("POST", f"{BASE}/agency-links/<uuid:link_id>/accept"),
    ("PATCH", f"{BASE}/agency-links/<uuid:link_id>"),
    ("POST", f"{BASE}/clients"),
    ("POST", f"{BASE}/handovers"),
    ("POST", f"{BASE}/invitation-batches"),
    ("POST", f"{BASE}/support-access"),
    ("PUT", f"{BASE}/members/<uuid:member_id>/clients"),
}
OWN_ROLES = {
    ("POST", f"{BASE}/roles"),
    ("PATCH", f"{BASE}/roles/<uuid:role_id>"),
    ("DELETE", f"{BASE}/roles/<uuid:role_id>"),
}
MACHINES = {
    ("POST", f"{BASE}/api-tokens"),
    ("POST", f"{BASE}/api-tokens/<uuid:api_token_id>/rotate"),
    ("POST", f"{BASE}/service-accounts"),
    ("PATCH", f"{BASE}/service-accounts/<uuid:service_account_id>"),
    ("DELETE", f"{BASE}/service-accounts/<uuid:service_account_id>"),
}
"""Revoking a token is not among them: who finds one in wrong hands is not to be held up."""
DIRECTORY = {
    ("PATCH", f"{BASE}/scim"),
    ("POST", f"{BASE}/scim/tokens"),
    ("POST", f"{BASE}/scim/tokens/<uuid:scim_token_id>/rotate"),
}
LOGS = {
    ("POST", f"{BASE}/audit-streams"),
    ("PATCH", f"{BASE}/audit-streams/<uuid:audit_stream_id>"),
    ("DELETE", f"{BASE}/audit-streams/<uuid:audit_stream_id>"),
}
MONEY = {
    ("POST", f"{BASE}/bulk-actions/cancel-orders"),
    ("POST", f"{BASE}/bulk-actions/refund-orders"),
    ("POST", f"{BASE}/connections"),
    ("PATCH", f"{BASE}/connections/<uuid:connection_id>"),
    ("DELETE", f"{BASE}/connections/<uuid:connection_id>"),
}
SAML = f"{BASE}/identity-providers/<uuid:identity_provider_id>/saml"
SIGN_IN = {
    ("POST", f"{BASE}/identity-providers"),
    ("PATCH", f"{BASE}/identity-providers/<uuid:identity_provider_id>"),
    ("DELETE", f"{BASE}/identity-providers/<uuid:identity_provider_id>"),
    ("POST", f"{BASE}/identity-providers/<uuid:identity_provider_id>/setup-links"),
    ("PATCH", SAML),
    ("POST", f"{SAML}/metadata"),
    ("POST", f"{SAML}/service-certificates"),
    ("POST", f"{SAML}/service-certificates/<uuid:certificate_id>/activate"),
    ("DELETE", f"{SAML}/service-certificates/<uuid:certificate_id>"),
    ("POST", f"{BASE}/domains"),
    ("DELETE", f"{BASE}/domains/<uuid:domain_id>"),
}
SENDERS = {
    ("POST", f"{BASE}/sending-domains"),
    ("DELETE", f"{BASE}/sending-domains/<uuid:domain_id>"),
    ("POST", f"{BASE}/sending-domains/<uuid:domain_id>/rotate-key"),
}
SECOND_FACTORS = {("PUT", f"{BASE}/second-factor-policy")}
FIGURES = {("POST", f"{BASE}/report-links")}
FEEDS = {
    ("POST", f"{BASE}/warehouse-feeds"),
    ("PATCH", f"{BASE}/warehouse-feeds/<uuid:warehouse_feed_id>"),
    ("DELETE", f"{BASE}/warehouse-feeds/<uuid:warehouse_feed_id>"),
    ("POST", f"{BASE}/warehouse-feeds/<uuid:warehouse_feed_id>/runs"),
}
RETENTION = {
    ("PUT", f"{BASE}/retention-policies/<kind>"),
    ("DELETE", f"{BASE}/retention-policies/<kind>"),
    ("PUT", f"{BASE}/retention-policies/<kind>/fields/<field>"),
    ("DELETE", f"{BASE}/retention-policies/<kind>/fields/<field>"),
}
CLOSURE = {("POST", f"{BASE}/closure"), ("DELETE", f"{BASE}/closure")}
OWNERSHIP = {("POST", f"{BASE}/claim-link"), ("POST", f"{BASE}/verification/application")}
NAMED = ROLES | OWN_ROLES | MACHINES | MONEY | CLOSURE | LOGS | SIGN_IN | DIRECTORY | SECOND_FACTORS
NAMED |= OWNERSHIP | SENDERS | FEEDS | FIGURES | RETENTION


def confirmed_routes(app):
    return [
        (rule, method)
        for rule, method, access in routes(app)
        if isinstance(access, Access) and access.confirmed
    ]


def refused(answer) -> bool:
    return answer.status_code == 403 and answer.json["code"] == "confirmation-needed"


def test_roles_money_settings_and_exports_are_among_them(app):
    found = {(method, rule.rule) for rule, method in confirmed_routes(app)}
    assert found >= NAMED
    of_organization = {each for each in found if each[1].startswith(BASE)} - NAMED
    words = ("export", "settings")
    assert all(any(word in rule for word in words) for _, rule in of_organization)
    assert all(any(word in rule for _, rule in of_organization) for word in words)


def test_an_old_login_is_asked_for_a_proof_by_each_and_goes_on_with_it(app, client, settings):
    organization = make_organization()
    headers = at_an_old_login(settings, organization.owner)
    dangerous = [each for each in confirmed_routes(app) if "organization_id" in each[0].arguments]

    def ask():
        return {
            f"{method} {rule.rule}": refused(
                client.open(address(rule, organization.id), method=method, headers=headers, json={})
            )
            for rule, method in dangerous
        }

    assert set(ask().values()) == {True}
    body = {"present_password": PASSWORD}
    assert client.post("/api/v1/auth/confirm", json=body, headers=headers).status_code == 204
    assert {path for path, is_refused in ask().items() if is_refused} == set()


def test_nothing_else_is_refused_at_an_old_login(app, client, settings):
    organization = make_organization()
    headers = at_an_old_login(settings, organization.owner)
    harmless = [each for each in closed(app) if not each[2].confirmed and each[1] == "GET"]
    assert len(harmless) > 30
    wrong = [
        rule.rule
        for rule, method, _ in harmless
        if refused(client.open(address(rule, organization.id), method=method, headers=headers))
    ]
    assert wrong == []


@pytest.mark.parametrize("role", ["staff", "partner"])
def test_who_lacks_the_permission_hears_of_that_and_a_stranger_of_nothing(client, settings, role):
    organization, other = make_organization(), make_organization()
    member = at_an_old_login(settings, add_member(organization, role))
    stranger = at_an_old_login(settings, other.owner)
    path = f"/api/v1/organizations/{organization.id}/invitations"
    answer = client.post(path, json={}, headers=member)
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
    assert client.post(path, json={}, headers=stranger).status_code == 404


def test_with_a_second_factor_a_stolen_password_does_not_reach_the_roles(client, settings):
    organization = make_organization()
    app = make_app(organization.owner)
    headers = at_an_old_login(settings, organization.owner)
    path = f"/api/v1/organizations/{organization.id}/invitations"
    new = {"email": "guest@example.com", "role": "staff"}
    body = {"present_password": PASSWORD}
    assert client.post("/api/v1/auth/confirm", json=body, headers=headers).status_code == 422
    assert refused(client.post(path, json=new, headers=headers))
    by_code = {"code": app.code()}
    assert client.post("/api/v1/auth/confirm", json=by_code, headers=headers).status_code == 204
    assert client.post(path, json=new, headers=headers).status_code == 201


def test_a_fresh_login_of_the_same_person_is_not_held_up_by_the_old_one(client, settings):
    organization = make_organization()
    at_an_old_login(settings, organization.owner)
    path = f"/api/v1/organizations/{organization.id}/invitations"
    new = {"email": "guest@example.com", "role": "staff"}
    assert client.post(path, json=new, headers=bearer(organization.owner)).status_code == 201
