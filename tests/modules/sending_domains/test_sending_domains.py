"""Sending domains: what to paste, what is wrong with it, and what happens when it goes."""

from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.modules.sending_domains.conftest import Organizer, record

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.outbound.dns_records import answered_by
from turnout.modules.sending_domains import service, tasks


def test_a_domain_says_what_to_paste_and_is_verified_once_it_stands_there(organizer, zone):
    domain = organizer.add(local_part="box-office")
    assert domain["address"] == f"box-office@{organizer.domain}"
    assert (domain["state"], domain["is_used"]) == ("pending", True)
    dkim = record(domain, "dkim")
    assert dkim["name"] == f"{domain['selector']}._domainkey.{organizer.domain}"
    assert dkim["value"].startswith("v=DKIM1; k=rsa; p=MII")
    assert record(domain, "spf")["value"] == "v=spf1 include:turnout.example ~all"
    assert {each["state"] for each in domain["records"]} == {"unchecked"}
    early = organizer.check(domain)
    assert early["state"] == "pending"
    assert {each["kind"]: each["problem"] for each in early["records"]} == {
        "dkim": "dkim-missing",
        "spf": "spf-missing",
        "dmarc": "dmarc-missing",
        "return": "no-mail-server",
    }
    zone.set(domain)
    found = organizer.check(domain)
    assert found["state"] == "verified"
    assert {each["state"] for each in found["records"]} == {"right"}
    assert (found["daily_limit"], found["announced_today"]) == (200, 0)


def test_a_record_that_goes_is_named_and_the_team_is_told_once(client, organizer, zone, queued):
    add_member(organizer.shop.organization, "staff")
    domain = organizer.verified(zone)
    del zone.texts[record(domain, "dkim")["name"]]
    for _ in range(2):
        tasks.check_again(str(organizer.shop.organization.id), domain["id"])
    found = organizer.get(domain)
    assert (found["state"], bool(found["failing_since"])) == ("failing", True)
    assert record(found, "dkim")["problem"] == "dkim-missing"
    inbox = f"/api/v1/organizations/{organizer.shop.organization.id}/inbox"
    told = client.get(inbox, headers=organizer.headers).json["items"]
    [message] = [each for each in told if each["kind"] == "sending-domain-failed"]
    assert organizer.domain in message["text"]
    assert message["path"] == "sending-domains"
    zone.set(domain)
    for _ in range(2):
        assert organizer.check(domain)["state"] == "verified"
    work.drain()
    who, wrong, right = organizer.shop.organization.owner.email, "failed", "restored"
    assert mails(organizer) == [(who, wrong), (who, right)], "nobody else of the team may see them"
    del zone.texts[record(domain, "dkim")["name"]]
    organizer.check(domain)
    work.drain()
    assert mails(organizer) == [(who, wrong), (who, right), (who, wrong)]


def mails(organizer):
    """To whom it was written about the domain, the first mail first."""
    with transaction(organizer.shop.organizer) as tx:
        rows = tx.query(
            "SELECT recipient, template, details ->> 'about', details ->> 'path' FROM mails"
            " WHERE template LIKE 'organization-sending-domain-%%' ORDER BY id"
        )
    assert {each[2] for each in rows} <= {organizer.domain}
    assert all(each[3].endswith("/sending-domains") for each in rows)
    return [(each[0], each[1].rpartition("-")[2]) for each in rows]


def test_silent_name_servers_change_nothing(organizer, zone):
    domain = organizer.verified(zone)
    zone.is_silent = True
    refused = organizer.check(domain, status=503)
    assert refused["code"] == "sending-domains.dns-silent"
    tasks.check_again(str(organizer.shop.organization.id), domain["id"])
    assert organizer.get(domain)["state"] == "verified"


def test_a_second_key_signs_once_its_record_is_there(organizer, zone):
    domain = organizer.verified(zone)
    rotated = organizer.rotate(domain)
    assert rotated["selector"] == domain["selector"]
    assert rotated["next_selector"] not in ("", domain["selector"])
    assert organizer.check(domain)["selector"] == domain["selector"], "not before it is found"
    assert organizer.get(domain)["state"] == "verified"
    zone.set(rotated)
    found = organizer.check(domain)
    assert (found["selector"], found["next_selector"]) == (rotated["next_selector"], "")
    assert [each["kind"] for each in found["records"]].count("dkim") == 1
    assert found["state"] == "verified"


def test_keys_are_sealed_and_in_no_answer(organizer):
    domain = organizer.add()
    with transaction(system_in(organizer.shop.organization.id, "tests.read")) as tx:
        [(sealed,)] = tx.query("SELECT keys FROM sending_domains WHERE id = %(id)s", domain)
    assert b"PRIVATE" not in bytes(sealed)
    assert "PRIVATE" not in str(domain)


def test_a_providers_key_needs_a_domain_that_is_proven(client, organizer, zone):
    refused = organizer.add(signed_by="provider", status=422)
    assert [each["pointer"] for each in refused["errors"]] == ["/selectors"]
    domain = organizer.add(signed_by="provider", selectors=["s1", "s2"])
    for selector in ("s1", "s2"):
        zone.texts[f"{selector}._domainkey.{organizer.domain}"] = ["k=rsa; p=MIIB"]
    zone.texts[f"_dmarc.{organizer.domain}"] = ["v=DMARC1; p=reject"]
    found = organizer.check(domain)
    assert (found["state"], record(found, "ownership")["problem"]) == ("pending", "not-proven")
    path = f"/api/v1/organizations/{organizer.shop.organization.id}/domains"
    named = client.post(path, json={"host": organizer.domain}, headers=organizer.headers).json
    zone.texts[named["record_name"]] = [named["record_value"]]
    client.post(f"{path}/{named['id']}/verify", headers=organizer.headers)
    assert organizer.check(domain)["state"] == "verified"
    assert organizer.rotate(domain, status=409)["code"] == "sending-domains.key-of-provider"


def test_a_subdomain_has_the_dmarc_record_of_the_domain_above(organizer, zone):
    domain = organizer.add(f"mail.{organizer.domain}")
    zone.set(domain)
    zone.texts[f"_dmarc.{organizer.domain}"] = zone.texts.pop(f"_dmarc.mail.{organizer.domain}")
    assert organizer.check(domain)["state"] == "verified"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"domain": "no host"}, "/domain"),
        ({"domain": "turnout.example"}, "/domain"),
        ({"domain": "mail.turnout.example"}, "/domain"),
        ({"domain": "ok.example", "local_part": "a b"}, "/local_part"),
        ({"domain": "ok.example", "local_part": "Ada"}, "/local_part"),
        ({"domain": "ok.example", "local_part": "a..b"}, "/local_part"),
        (
            {"domain": "ok.example", "signed_by": "provider", "selectors": ["s1", "a b"]},
            "/selectors/1",
        ),
    ],
)
def test_what_is_no_address_is_refused_by_its_field(organizer, body, pointer):
    refused = organizer.add(status=422, **body)
    assert pointer in [each["pointer"] for each in refused["errors"]]


def test_one_domain_is_used_and_another_takes_its_place(organizer):
    first = organizer.add()
    second = organizer.add(f"b.{organizer.domain}")
    assert (first["is_used"], second["is_used"]) == (True, False)
    assert organizer.add(status=409)["code"] == "sending-domains.known"
    assert organizer.change(second, is_used=True)["is_used"]
    assert not organizer.get(first)["is_used"]
    assert organizer.change(first, local_part="hello")["address"].startswith("hello@")
    organizer.delete(second)
    assert organizer.get(first)["is_used"]
    for number in range(4):
        organizer.add(f"n{number}.{organizer.domain}")
    full = organizer.add(f"more.{organizer.domain}", status=409)
    assert full["code"] == "sending-domains.full"


def test_only_managers_see_and_change_them_and_no_other_organization(client, organizer):
    domain = organizer.add()
    member = bearer(add_member(organizer.shop.organization, "staff"))
    assert client.get(organizer.path, headers=member).status_code == 403
    assert client.post(organizer.path, json={}, headers=member).status_code == 403
    other = Organizer(client, make_shop())
    path = f"{other.path}/{domain['id']}"
    assert client.get(path, headers=other.headers).status_code == 404
    assert client.delete(path, headers=other.headers).status_code == 404


def test_what_is_due_is_looked_at_by_itself(organizer, zone):
    domain = organizer.add()
    zone.set(domain)
    ctx = SystemContext(job="tests")

    def is_due():
        return domain["id"] in {str(each.id) for each in service.list_due(ctx)}

    assert is_due()
    tasks.check_again(str(organizer.shop.organization.id), domain["id"])
    assert not is_due()
    with clock.frozen(clock.now() + timedelta(hours=7)):
        assert is_due()


def test_a_domain_that_is_gone_meanwhile_is_no_failure(organizer):
    domain = organizer.add()
    organizer.delete(domain)
    with answered_by(lambda _: [], lambda _: []):
        tasks.check_again(str(organizer.shop.organization.id), domain["id"])
