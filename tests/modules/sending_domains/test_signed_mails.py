"""Mails from the organization's own address: signed, aligned, held to the warm-up, and back."""

import dkim
from tests.factories import work
from tests.modules.notifications.orders import place
from tests.modules.sending_domains.conftest import record

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.sending_domains import api as sending_domains
from turnout.modules.sending_domains import rules, tasks
from turnout_sdk.email import Address, OutgoingMail

PLATFORM = "no-reply@turnout.example"


def sent(client, mailbox, shop):
    """The mail of an order that was placed now: parsed, and as it came over the wire."""
    order = place(client, shop)
    work.drain()
    [mail] = mailbox.to(order["email"])
    return mail, mailbox.raw[mailbox.taken.index(mail)]


def from_of(mail):
    return mail["From"].addresses[0].addr_spec


def is_signed(raw, zone):
    def find(name, timeout=5):
        found = zone.texts.get(name.decode().rstrip("."))
        return found[0].encode() if found else None

    return dkim.verify(raw, dnsfunc=find)


def test_a_mail_leaves_from_the_organizations_address_with_a_signature(
    client, mailbox, organizer, zone
):
    before, raw = sent(client, mailbox, organizer.shop)
    assert from_of(before) == PLATFORM
    assert b"DKIM-Signature" not in raw
    domain = organizer.verified(zone)
    mail, raw = sent(client, mailbox, organizer.shop)
    assert from_of(mail) == f"tickets@{organizer.domain}"
    assert mail["From"].addresses[0].display_name == before["From"].addresses[0].display_name
    assert is_signed(raw, zone)
    said = raw.split(b"\r\n\r\n")[0].decode()
    assert f"d={organizer.domain}" in said
    assert f"s={domain['selector']}" in said
    for odd in (raw.replace(b"Subject: ", b"Subject: Re: "), raw[:-10] + b"changed.\r\n"):
        assert not is_signed(odd, zone)


def test_a_mail_leaves_from_the_platforms_address_once_a_record_is_gone(
    client, mailbox, organizer, zone
):
    domain = organizer.verified(zone)
    zone.texts[record(domain, "spf")["name"]] = ["v=spf1 -all"]
    tasks.check_again(str(organizer.shop.organization.id), domain["id"])
    mail, raw = sent(client, mailbox, organizer.shop)
    assert from_of(mail) == PLATFORM
    assert b"DKIM-Signature" not in raw


def test_each_key_signs_in_its_turn(client, mailbox, organizer, zone):
    domain = organizer.verified(zone)
    zone.set(organizer.rotate(domain))
    second = organizer.check(domain)
    mail, raw = sent(client, mailbox, organizer.shop)
    assert is_signed(raw, zone)
    assert f"s={second['selector']}" in raw.decode()
    assert from_of(mail).endswith(organizer.domain)


def test_a_provider_of_its_own_does_not_get_a_domain_that_it_cannot_sign_for(organizer, zone):
    organizer.verified(zone)
    sender = chosen(organizer)
    plain = mail_of(PLATFORM)
    assert sending_domains.align(sender, plain, takes_signatures=False) == plain
    own = sending_domains.align(sender, plain, takes_signatures=True)
    assert (own.sender.email, own.sign is not None) == (f"tickets@{organizer.domain}", True)


def test_a_new_domain_takes_so_many_announcements_a_day_and_every_other_mail(
    organizer, zone, monkeypatch
):
    monkeypatch.setattr(rules, "FIRST_DAY", 3)
    domain = organizer.verified(zone)
    found = [chosen(organizer, is_news=True) is not None for _ in range(5)]
    assert found == [True, True, True, False, False]
    assert chosen(organizer) is not None, "what somebody waits for is not held to it"
    assert organizer.get(domain)["announced_today"] == 3


def chosen(organizer, *, is_news=False):
    ctx = system_in(organizer.shop.organization.id, "tests.send")
    with transaction(ctx) as tx:
        return sending_domains.choose_sender(tx, is_news=is_news)


def mail_of(address):
    return OutgoingMail(
        message_id="<one@turnout.example>",
        sender=Address(email=address, name="Harbour"),
        to=(Address(email="ada@people.example"),),
        subject="Tickets",
        text="Here they are.",
    )
