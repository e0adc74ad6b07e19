"""The page of a ticket's holder: agree, see who has the details, take them back."""

from tests.modules.leads.conftest import Expo, Guest


def page(expo: Expo, guest: Guest, rest: str = "") -> str:
    answer = expo.client.get(f"{guest.page}/tickets/{guest.ticket.id}/sponsors{rest}")
    assert answer.status_code == 200
    return str(answer.text)


def send(expo: Expo, guest: Guest, **form: str) -> int:
    address = f"{guest.page}/tickets/{guest.ticket.id}/sponsors"
    return int(expo.client.post(address, data=form).status_code)


def test_a_ticket_leads_to_the_choice_and_says_nothing_of_it_without_sponsors(expo):
    guest = expo.guest()
    assert "/sponsors" in expo.client.get(guest.page).text
    assert "/sponsors" in expo.client.get(f"{guest.page}/tickets/{guest.ticket.id}").text
    expo.set_up(is_enabled=False)
    assert "/sponsors" not in expo.client.get(guest.page).text


def test_the_holder_agrees_and_takes_it_back(expo):
    guest, member = expo.guest(), expo.member()
    assert "You do not agree" in page(expo, guest)
    assert "Your answer to “Company”" in page(expo, guest)
    assert send(expo, guest, act="agree", version="1") == 303
    assert "You agree" in page(expo, guest, "?agreed")
    member.collected(guest)
    assert "Has your details" in page(expo, guest)
    assert send(expo, guest, act="end", version="1") == 303
    assert "Taken back" in page(expo, guest, "?ended")
    assert member.leads()[0]["state"] == "withdrawn"


def test_one_sponsor_is_refused_and_allowed_again(expo):
    guest, member = expo.ada(), expo.member()
    member.collected(guest)
    assert send(expo, guest, act="refuse", sponsor=str(expo.wicks)) == 303
    assert "Allow again" in page(expo, guest)
    assert member.scan(guest).json["reason"] == "withdrawn"
    assert send(expo, guest, act="allow", sponsor=str(expo.wicks)) == 303
    assert member.scan(guest).json["verdict"] == "collected"


def test_another_statement_than_the_one_that_was_read_is_not_agreed_to(expo):
    guest = expo.guest()
    expo.set_up(shares_email=False)
    assert send(expo, guest, act="agree", version="1") == 409
    assert guest.consent().json["is_given"] is False


def test_what_no_button_sends_is_not_found(expo):
    guest = expo.ada()
    assert send(expo, guest, act="refuse", sponsor="wicks") == 404
    assert send(expo, guest, act="refuse", sponsor=str(expo.glow)) == 404
    assert send(expo, guest, act="dance", sponsor=str(expo.wicks)) == 404


def test_a_wrong_secret_opens_nothing(expo):
    guest = expo.ada()
    home = guest.page.rsplit("/", 1)[0]
    address = f"{home}/{'x' * 24}/tickets/{guest.ticket.id}/sponsors"
    assert expo.client.get(address).status_code == 404


def test_who_was_given_the_ticket_decides_anew(expo):
    guest = expo.ada()
    transfer_id = expo.transfer(guest)
    from uuid import UUID

    from turnout.modules.orders import api as orders

    secret = orders.ticket_secret(UUID(transfer_id))
    address = f"/tickets/{expo.shop.organization.id}/{transfer_id}/{secret}"
    assert "/sponsors" in expo.client.get(address).text
    assert "You do not agree" in expo.client.get(f"{address}/sponsors").text
    gone = expo.client.get(f"{guest.page}/tickets/{guest.ticket.id}/sponsors")
    assert gone.status_code == 410
