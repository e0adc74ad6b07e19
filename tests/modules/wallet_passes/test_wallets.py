"""Tickets go to wallets: offered where there is one, handed out to the holder, kept right."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.people import make_user
from tests.factories.sales import make_shop
from tests.factories.work import run_timed
from tests.modules.wallet_passes.conftest import Phone, Sold
from tests.site.browser import Browser
from turnout_google_fake import public_key

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid
from turnout.modules.connections import api as connections
from turnout.modules.tickets import api as tickets
from turnout.modules.wallet_passes import api as wallet_passes
from turnout.modules.wallet_passes import rules

APPLE, GOOGLE = "Add to Apple Wallet", "Add to Google Wallet"


def test_without_a_wallet_no_button_is_shown_and_no_statement_more_is_made(
    sold: Sold, statements
) -> None:
    sold.client.get(sold.path)
    statements.clear()
    text = sold.client.get(sold.path).get_data(as_text=True)
    asked = [each for each in statements if "text_consents" not in each]
    assert not [each for each in asked if "connections" in each or "wallet" in each]
    assert "/wallet/" not in text
    statements.clear()
    assert wallet_passes.wallets_of(sold.shop.buyer) == ()
    assert statements == []


def test_buttons_are_shown_in_the_readers_language(sold: Sold, push_service, google) -> None:
    sold.connect_apple(push_service)
    sold.connect_google(google)
    text = sold.client.get(sold.path).get_data(as_text=True)
    assert text.count(APPLE) == 1
    assert text.count(GOOGLE) == 1
    german = sold.client.get(sold.path, headers={"Accept-Language": "de"}).get_data(as_text=True)
    assert "Zu Apple Wallet hinzufügen" in german


def test_a_wallet_that_is_switched_off_is_offered_no_more(sold: Sold, push_service) -> None:
    made = sold.connect_apple(push_service)
    connections.update_connection(sold.shop.organizer, made, state="disabled")
    sold.work()
    assert APPLE not in sold.client.get(sold.path).get_data(as_text=True)
    assert sold.add(made).status_code == 404


def test_a_pass_is_handed_out_as_a_file(sold: Sold, push_service) -> None:
    answer = sold.add(sold.connect_apple(push_service))
    assert answer.status_code == 200
    assert answer.content_type == "application/vnd.apple.pkpass"
    assert answer.headers["Cache-Control"] == "no-store"
    phone = Phone(sold.client, answer.data)
    [kept] = sold.passes()
    with transaction(sold.shop.organizer) as tx:
        ticket = tickets.find_ticket(tx, kept.ticket_id)
        assert phone.said["barcodes"][0]["message"] == tickets.code_of(tx, ticket)
    assert phone.said["webServiceURL"].endswith(
        f"/wallet/{sold.organization_id}/{sold.passes()[0].connection_id}"
    )


def test_asked_again_it_is_the_same_pass(sold: Sold, push_service) -> None:
    made = sold.connect_apple(push_service)
    first, again = (Phone(sold.client, sold.add(made).data) for _ in range(2))
    assert first.serial == again.serial
    assert len(sold.passes()) == 1
    assert sold.facts().count("wallet_passes.added.v1") == 1


def test_a_pass_at_the_provider_is_kept_and_linked(sold: Sold, google) -> None:
    answer = sold.add(sold.connect_google(google))
    assert answer.status_code == 303
    token = answer.headers["Location"].rpartition("/")[2]
    claims = jwt.decode(token, public_key(), algorithms=["RS256"], audience="google")
    [kept] = [json.loads(each) for each in sold.google(google).kept_passes()]
    assert claims["payload"]["eventTicketObjects"][0]["id"] == kept["id"]
    assert kept["state"] == "ACTIVE"
    assert kept["barcode"]["value"].count(".") >= 1


def test_a_change_reaches_the_provider_once(sold: Sold, google) -> None:
    sold.add(sold.connect_google(google))
    sold.change_event(title="Moved to the hall")
    [event] = sold.google(google).kept_events()
    assert event["eventName"]["defaultValue"]["value"] == "Moved to the hall"
    changed_at = sold.passes()[0].changed_at
    sold.work()
    assert sold.passes()[0].changed_at == changed_at


def test_a_cancelled_ticket_is_void_at_the_provider(sold: Sold, google) -> None:
    sold.add(sold.connect_google(google))
    sold.client.post(f"{sold.path}/cancel", data={"amount": "0"})
    sold.work()
    [kept] = [json.loads(each) for each in sold.google(google).kept_passes()]
    assert kept["state"] == "INACTIVE"
    assert "barcode" not in kept


def test_a_cancelled_ticket_is_handed_out_no_more(sold: Sold, push_service) -> None:
    made = sold.connect_apple(push_service)
    sold.client.post(f"{sold.path}/cancel", data={"amount": "0"})
    assert sold.add(made).status_code == 410


def test_only_the_holder_gets_the_pass(sold: Sold, push_service) -> None:
    made = sold.connect_apple(push_service)
    path = sold.path
    other = f"{path[:-1]}{'A' if path[-1] != 'A' else 'B'}/tickets/{sold.ticket_id}/wallet/{made}"
    assert sold.client.get(other).status_code == 404
    assert sold.add(made, str(uuid4())).status_code == 404
    assert sold.add(uuid4()).status_code == 404
    assert sold.passes() == []


def test_another_organizations_wallet_takes_no_ticket(sold: Sold, push_service, client) -> None:
    foreign = Sold(client, make_shop()).connect_apple(push_service)
    assert sold.add(foreign).status_code == 404


def test_a_payments_connection_is_no_wallet(sold: Sold) -> None:
    new = connections.NewConnection(
        kind="email", adapter_key="smtp", name="Mail", values={"host": "mail.example.org"}
    )
    made = connections.create_connection(sold.shop.organizer, new).id
    assert sold.add(made).status_code == 404


def test_a_provider_that_fails_says_so_in_our_words(sold: Sold, google) -> None:
    values = {"api_base": "http://127.0.0.1:9"}
    made = sold.connect("google-wallet", sold.google_settings(google) | values)
    answer = sold.add(made)
    assert answer.status_code == 503
    assert "cannot be reached" in answer.get_data(as_text=True)


def test_mails_lead_to_the_pass(sold: Sold, push_service) -> None:
    made = sold.connect_apple(push_service)
    links = wallet_passes.mail_links(
        sold.shop.buyer, sold.order(), url="https://x.example/orders/1", language="de"
    )
    assert links == (
        (
            "Zu Apple Wallet hinzufügen",
            f"https://x.example/orders/1/tickets/{sold.ticket_id}/wallet/{made}",
        ),
    )


def test_of_several_tickets_the_mail_leads_to_the_order(client, queued, push_service) -> None:
    several = Sold(client, make_shop()).buy(quantity=2)
    several.connect_apple(push_service)
    [(_, url)] = wallet_passes.mail_links(
        several.shop.buyer, several.order(), url="https://x.example/orders/1", language="en"
    )
    assert url == "https://x.example/orders/1"


def test_removing_the_wallet_removes_its_passes(sold: Sold, push_service) -> None:
    made = sold.connect_apple(push_service)
    sold.add(made)
    connections.delete_connection(sold.shop.organizer, made)
    sold.work()
    assert sold.passes() == []


def test_a_certificate_and_a_key_are_refused_by_field(sold: Sold) -> None:
    wrong = {"certificate": "x", "private_key": "y", "intermediate": "z"}
    with pytest.raises(Invalid) as raised:
        sold.connect("apple-wallet", wrong)
    assert {each.pointer for each in raised.value.errors} == {
        "/values/certificate", "/values/intermediate",
    }  # fmt: skip


NOW = datetime(2026, 3, 1, 12, 0, 0, 250, tzinfo=UTC)


@given(st.timedeltas(min_value=timedelta(days=-3), max_value=timedelta(days=3)))
def test_changes_are_dated_later_and_later_in_whole_seconds(apart: timedelta) -> None:
    former = NOW.replace(microsecond=0) + timedelta(seconds=int(apart.total_seconds()))
    following = rules.next_change(former, NOW)
    assert following > former
    assert following.microsecond == 0
    assert rules.since_mark(rules.mark_of(following)) == following - rules.LATE


@pytest.mark.parametrize("mark", ["", "x", "-1", "1" * 40, "１２"])
def test_a_mark_that_was_never_given_out_asks_for_everything(mark: str) -> None:
    assert rules.since_mark(mark) is None


def test_waits_double_up_to_a_bound() -> None:
    waits = [rules.wait_after(tries) for tries in range(1, rules.MOST_TRIES + 1)]
    assert waits[0] == rules.FIRST_WAIT
    assert waits == sorted(waits)
    assert waits[-1] == rules.LONGEST_WAIT
    assert sum(waits, timedelta()) > timedelta(hours=12)


def test_the_token_of_a_pass_is_not_its_id(sold: Sold, push_service) -> None:
    phone = Phone(sold.client, sold.add(sold.connect_apple(push_service)).data)
    token = phone.said["authenticationToken"]
    assert len(token) >= 16
    assert phone.serial.replace("-", "") not in base64.urlsafe_b64decode(token + "==").hex()


def test_a_mark_changes_with_the_code(sold: Sold) -> None:
    [known] = sold.order().tickets
    with transaction(sold.shop.organizer) as tx:
        ticket = tickets.find_ticket(tx, known.id)
    assert ticket is not None
    other = replace(ticket, nonce=bytes(len(ticket.nonce)))
    assert rules.holder_mark(ticket) != rules.holder_mark(other)
    state = rules.state_of(other, rules.holder_mark(ticket), is_admitted=False, lists=())
    assert state.value == "void"


def test_a_ticket_that_was_passed_on_has_a_pass_of_its_own(sold: Sold, push_service) -> None:
    made = sold.connect_apple(push_service)
    former = Phone(sold.client, sold.add(made).data)
    held = sold.pass_on()
    sold.work()
    assert APPLE in sold.client.get(held).get_data(as_text=True)
    newer = Phone(sold.client, sold.client.get(f"{held}/wallet/{made}").data)
    assert newer.serial != former.serial
    former.take(former.fetch().data)
    assert former.said["voided"] is True
    assert "Fara Friend" not in json.dumps(former.said)
    assert newer.said["eventTicket"]["secondaryFields"][-1]["value"] == "Fara Friend"
    assert sold.add(made).status_code == 410


def test_my_tickets_lead_to_the_pass(sold: Sold, push_service) -> None:
    made = sold.connect_apple(push_service)
    browser = Browser(sold.client)
    browser.sign_in(make_user(email=sold.order().buyer_email))
    text = browser.open("/my-tickets").text
    assert text.count(f"/tickets/{sold.ticket_id}/wallet/{made}") == 1
    assert APPLE in text


def test_the_mail_with_the_tickets_has_the_link(sold: Sold, push_service) -> None:
    made = sold.connect_apple(push_service)
    mail = sold.confirmation_mail()
    link = f"/tickets/{sold.ticket_id}/wallet/{made}"
    assert link in mail.text
    assert link in (mail.html or "")
    assert APPLE in mail.text


def test_wallets_connections_are_tested_daily(sold: Sold, push_service) -> None:
    made = sold.connect_apple(push_service)
    run_timed("wallet_passes.check_connections")
    shown = connections.list_connections(sold.shop.organizer, "wallet")[0]
    assert shown.id == made
    assert shown.is_healthy
    assert shown.is_used
    assert "valid until" in shown.health_detail
    checked_at = shown.checked_at
    run_timed("wallet_passes.check_connections")
    assert connections.list_connections(sold.shop.organizer, "wallet")[0].checked_at == checked_at


def test_a_certificate_that_ends_soon_is_said(sold: Sold, push_service) -> None:
    ends = (clock.now() + timedelta(days=10)).replace(microsecond=0)
    issued = push_service.authority.pass_certificate(ends=ends)
    sold.connect("apple-wallet", issued.settings())
    run_timed("wallet_passes.check_connections")
    shown = connections.list_connections(sold.shop.organizer, "wallet")[0]
    assert shown.health_detail.endswith("Renew it soon.")
