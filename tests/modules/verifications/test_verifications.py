"""Verifications: the badge comes and goes with its proofs, and by decisions of moderators."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from tests.factories import work
from tests.factories.operators import make_operator
from tests.factories.people import add_member, bearer, context_of, make_organization
from tests.factories.sales import make_shop
from tests.modules.connections.conftest import Desk
from tests.modules.domains.conftest import zone  # noqa: F401  fixture
from tests.modules.domains.test_domains import path as domains_path
from tests.modules.domains.test_domains import proven

from turnout.kernel import clock, runtime
from turnout.kernel.adapters import Registry
from turnout.kernel.context import system_in
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.notifications import api as notifications
from turnout.modules.verifications import api as verifications
from turnout.modules.verifications import rules, tasks
from turnout.modules.verifications.api import DocumentTooLarge
from turnout.modules.verifications.types import NewDocument, VerificationProof
from turnout_sandbox.fake import fake
from turnout_sdk.adapter import Health

PDF = b"%PDF-1.7\nregister of societies"
QUEUE = "/api/v1/platform/verification-applications"


@pytest.fixture
def organization(app, queued):
    return make_organization()


@pytest.fixture
def moderator(app):
    return make_operator("moderator")


def path(organization):
    return f"/api/v1/organizations/{organization.id}/verification"


def get(client, organization):
    answer = client.get(path(organization), headers=bearer(organization.owner))
    assert answer.status_code == 200, answer.json
    return answer.json


def apply(client, organization, *files, user=None, **form):
    documents = [(BytesIO(data), name) for name, data in files]
    data = form | ({"documents": documents} if documents else {})
    headers = bearer(user or organization.owner)
    content = {"content_type": "multipart/form-data"}
    return client.post(f"{path(organization)}/application", data=data, headers=headers, **content)


def waiting(client, moderator, organization):
    request = {"state": "waiting", "limit": 100}
    items = client.get(QUEUE, query_string=request, headers=moderator.headers).json["items"]
    return [each for each in items if each["tenant_id"] == str(organization.id)]


def decide(client, moderator, application, decision, reason="Seen."):
    body = {"decision": decision, "reason": reason}
    where = f"{QUEUE}/{application['id']}/decision"
    answer = client.post(where, json=body, headers=moderator.headers)
    work.drain()
    return answer


def withdraw(client, moderator, organization, reason="The register says otherwise."):
    where = f"/api/v1/platform/organizations/{organization.id}/verification/withdraw"
    answer = client.post(where, json={"reason": reason}, headers=moderator.headers)
    work.drain()
    return answer


def templates(organization):
    ctx = system_in(organization.id, "tests.mails")
    found = notifications.list_mails(ctx, PageRequest(limit=20)).items
    return [each.template for each in found]


def test_a_proven_domain_brings_the_badge_and_a_lost_one_takes_it(
    client,
    organization,
    zone,  # noqa: F811
):
    before = get(client, organization)
    domain = proven(client, organization, zone)
    work.drain()
    holds = get(client, organization)
    where = f"{domains_path(organization)}/{domain['id']}"
    client.delete(where, headers=bearer(organization.owner))
    work.drain()
    after = get(client, organization)

    assert (before["is_verified"], before["proofs"], before["proofs_needed"]) == (False, [], 1)
    assert (holds["is_verified"], holds["proofs"]) == (True, ["domain"])
    assert (after["is_verified"], after["proofs"], after["verified_at"]) == (False, [], None)


def test_every_public_page_shows_the_badge_and_what_it_rests_on(
    client,
    organization,
    zone,  # noqa: F811
):
    shop = make_shop(organization)
    slug = events.read_event(shop.organizer, shop.event_id).slug
    work.drain()
    home = client.get(f"/{organization.slug}?lang=en").text
    proven(client, organization, zone)
    work.drain()
    pages = [f"/{organization.slug}?lang=en", f"/{organization.slug}/{slug}?lang=en"]
    shown = [client.get(each).text for each in pages]

    assert ">Verified" not in home
    assert all("Verified</span>" in each for each in shown)
    assert "Its domain is proven" in shown[0]


class Account:
    """A provider's gateway that names an account, or says that the key is for tests."""

    def __init__(self, account, is_live):
        self._health = Health(is_healthy=True, detail="Hello", account=account, is_live=is_live)

    def health(self):
        return self._health


@pytest.mark.parametrize(
    ("account", "is_live", "proofs"),
    [("acct_1", True, ["payment_account"]), ("acct_1", None, []), ("", True, [])],
)
def test_a_live_account_that_the_provider_names_is_a_proof_until_it_goes(
    client, queued, account, is_live, proofs
):
    desk = Desk(client)
    current = runtime.current()
    before = current.adapters
    [adapter] = [each for each in before.list("payments") if each.key == fake.key]
    current.adapters = Registry([replace(adapter, build=lambda *_: Account(account, is_live))])
    try:
        made = desk.connect(mode="live").json
        desk.call("POST", f"/{made['id']}/health")
        work.drain()
        checked = get(client, desk.organization)
        desk.call("DELETE", f"/{made['id']}")
        work.drain()
    finally:
        current.adapters = before

    assert checked["proofs"] == proofs
    assert get(client, desk.organization)["proofs"] == []


def test_documents_are_sealed_seen_by_moderators_and_decided(client, organization, moderator):
    applied = apply(client, organization, ("papers/register.pdf", PDF), note="We are a society.")
    twice = apply(client, organization, ("register.pdf", PDF))
    [request] = waiting(client, moderator, organization)
    detail = client.get(f"{QUEUE}/{request['id']}", headers=moderator.headers).json
    [document] = detail["documents"]
    names = request["tenant_name"], detail["request"]["tenant_name"]
    assert names == (organization.name,) * 2
    content = f"{QUEUE}/{request['id']}/documents/{document['id']}"
    opened = client.get(content, headers=moderator.headers)
    approved = decide(client, moderator, request, "approve")
    again = decide(client, moderator, request, "decline")

    assert applied.status_code == 201, applied.json
    assert (twice.status_code, twice.json["code"]) == (409, "verifications.applied-already")
    assert (document["name"], document["media_type"]) == ("register.pdf", "application/pdf")
    assert (opened.status_code, opened.data) == (200, PDF)
    assert opened.headers["Content-Disposition"].startswith("attachment;")
    assert (approved.status_code, again.status_code) == (200, 409)
    assert get(client, organization)["proofs"] == ["documents"]
    assert "organization-verification-approved" in templates(organization)


def test_no_row_holds_a_document_in_the_clear(client, organization):
    apply(client, organization, ("register.pdf", PDF))
    with transaction(system_in(organization.id, "tests.rows")) as tx:
        [(sealed,)] = tx.query("SELECT sealed FROM verification_documents")
        logged = tx.query("SELECT entry::text FROM audit_entries entry")
    assert b"register" not in bytes(sealed)
    assert not [each for (each,) in logged if "register.pdf" in each]


@pytest.mark.parametrize("role", ["operator", "support"])
def test_only_moderators_open_documents(client, organization, moderator, role):
    apply(client, organization, ("register.pdf", PDF))
    [request] = waiting(client, moderator, organization)
    detail = client.get(f"{QUEUE}/{request['id']}", headers=moderator.headers).json
    content = f"{QUEUE}/{request['id']}/documents/{detail['documents'][0]['id']}"
    other = make_operator(role)
    member = bearer(organization.owner)

    assert client.get(content, headers=other.headers).status_code == 403
    assert client.get(content, headers=member).status_code == 404


def test_documents_go_some_days_after_the_decision(client, organization, moderator):
    apply(client, organization, ("register.pdf", PDF))
    [request] = waiting(client, moderator, organization)
    decide(client, moderator, request, "decline", "Too old.")
    days = runtime.current().settings.verification_document_days
    with clock.frozen(clock.now() + timedelta(days=days, minutes=-5)):
        tasks.delete_documents(str(organization.id))
        kept = get(client, organization)["application"]
    with clock.frozen(clock.now() + timedelta(days=days, minutes=5)):
        tasks.delete_documents(str(organization.id))

    assert (kept["state"], kept["reason"], kept["documents"]) == ("declined", "Too old.", 1)
    assert get(client, organization)["application"]["documents"] == 0
    assert "organization-verification-declined" in templates(organization)


def test_approved_documents_lapse_and_the_owners_are_told(client, organization, moderator):
    apply(client, organization, ("register.pdf", PDF))
    [request] = waiting(client, moderator, organization)
    decide(client, moderator, request, "approve")
    days = runtime.current().settings.verification_valid_days
    with clock.frozen(clock.now() + timedelta(days=days + 1)):
        tasks.refresh(str(organization.id))
        work.drain()

    assert get(client, organization)["is_verified"] is False
    assert "organization-verification-ended" in templates(organization)


def test_a_withdrawn_badge_returns_by_an_application_only(
    client,
    organization,
    moderator,
    zone,  # noqa: F811
):
    early = withdraw(client, moderator, organization)
    proven(client, organization, zone)
    work.drain()
    taken = withdraw(client, moderator, organization)
    proven(client, organization, zone)
    work.drain()
    gone = get(client, organization)
    silent = apply(client, organization)
    asked = apply(client, organization, note="It was our sister's name.")
    [request] = waiting(client, moderator, organization)
    decide(client, moderator, request, "approve")
    back = get(client, organization)

    assert (early.status_code, taken.status_code) == (409, 204)
    assert (gone["is_verified"], gone["proofs"]) == (False, ["domain"])
    assert gone["withdrawn_reason"] == "The register says otherwise."
    assert (silent.status_code, silent.json["errors"][0]["pointer"]) == (422, "/note")
    assert asked.status_code == 201
    assert (back["is_verified"], back["withdrawn_at"]) == (True, None)


def test_an_installation_may_ask_for_more_than_one_proof(client, organization, moderator):
    current = runtime.current()
    before = current.settings
    current.settings = before.model_copy(update={"verification_proofs": 2})
    try:
        apply(client, organization, ("register.pdf", PDF))
        [request] = waiting(client, moderator, organization)
        decide(client, moderator, request, "approve")
        found = get(client, organization)
    finally:
        current.settings = before
    assert (found["is_verified"], found["proofs"], found["proofs_needed"]) == (
        False,
        ["documents"],
        2,
    )


def test_an_application_is_taken_back(client, organization, moderator):
    apply(client, organization, ("register.pdf", PDF))
    where = f"{path(organization)}/application"
    headers = bearer(organization.owner)
    back = client.delete(where, headers=headers)

    assert back.json["application"]["state"] == "withdrawn"
    assert waiting(client, moderator, organization) == []
    assert client.delete(where, headers=headers).status_code == 404


@pytest.mark.parametrize(
    "files",
    [
        [],
        [("page.html", b"<html>")],
        [(f"{number}.pdf", PDF) for number in range(4)],
    ],
)
def test_what_moderators_are_not_shown_is_refused(client, organization, files):
    refused = apply(client, organization, *files)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/documents")


def test_a_document_has_a_size(organization):
    large = NewDocument(name="a.pdf", data=PDF + b"x" * rules.MAX_DOCUMENT_BYTES)
    with pytest.raises(DocumentTooLarge):
        verifications.apply(context_of(organization, organization.owner), [large])


def test_staff_look_and_do_not_apply(client, organization):
    staff = add_member(organization, "staff")
    looked = client.get(path(organization), headers=bearer(staff))
    refused = apply(client, organization, ("a.pdf", PDF), user=staff)
    assert (looked.status_code, refused.status_code) == (200, 403)


def test_proofs_count_by_themselves_and_the_badge_by_their_number():
    now = clock.now()
    held = rules.proofs_of(
        has_domain=True, has_account=True, documents_until=now + timedelta(days=1), now=now
    )
    assert held == tuple(VerificationProof)
    lapsed = rules.proofs_of(has_domain=False, has_account=False, documents_until=now, now=now)
    assert lapsed == ()
    assert rules.is_verified(held, needed=3, is_withdrawn=False)
    assert not rules.is_verified(held, needed=1, is_withdrawn=True)
    document = NewDocument(name="a", data=PDF)
    assert rules.application_errors([document], note="", is_withdrawn=False) == []
    assert rules.name_of("../../etc/passw\u202ed") == "passwd"
