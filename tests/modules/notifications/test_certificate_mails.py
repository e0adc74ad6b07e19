"""Certificates of attendance come by mail after the event: to who came, once, and again if asked."""

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.modules.attendance_certificates.conftest import Conference
from tests.modules.notifications.mailbox import html_of, text_of
from tests.reading.qr import texts_of_pdf

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.checkin import service as checkin

ADDRESS = """
    UPDATE tickets SET holder_email = %(email)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
SUBJECT = "Your certificate of attendance"


class Told(Conference):
    """A conference whose attendees are told, and what each of them gets."""

    def tell(self) -> None:
        with clock.frozen(self.after):
            work.run_timed("attendance_certificates.notify_due")
            work.drain()

    def subjects(self, mailbox, address: str) -> list[str]:
        return [each["Subject"] for each in mailbox.to(address) if SUBJECT in each["Subject"]]

    def address(self, number: int = 0) -> str:
        return self.ticket(number).holder_email

    def certificate_mails(self) -> list[dict]:
        path = f"{self.base}/mails?limit=100"
        listed = self.client.get(path, headers=self.shop_headers).json["items"]
        return [each for each in listed if each["template"] == "certificate-ready"]

    @property
    def shop_headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)


@pytest.fixture
def told(client, mailbox) -> Told:
    made = Told(client, make_shop())
    checkin.ensure_default_list(made.shop.organizer, made.event_id)
    made.buy(quantity=2)
    made.set_up(notifies_attendees=True)
    for number, name in enumerate(("ada", "ben")):
        ticket = made.ticket(number)
        email = f"{name}-{ticket.id.hex}@people.example"
        with transaction(made.shop.organizer) as tx:
            tx.query(ADDRESS, tx.here(email=email, id=ticket.id))
    return made


def test_who_came_gets_theirs_once_after_the_event(told, mailbox):
    told.enter(told.ticket(0))
    work.run_timed("attendance_certificates.notify_due")
    work.drain()
    assert told.subjects(mailbox, told.address(0)) == [], "the event has not even begun"
    told.tell()
    told.tell()
    assert len(told.subjects(mailbox, told.address(0))) == 1
    assert told.subjects(mailbox, told.address(1)) == [], "who did not come has no certificate"
    [mail] = [each for each in mailbox.to(told.address(0)) if SUBJECT in each["Subject"]]
    [pdf] = [each for each in mail.iter_attachments() if each.get_filename().endswith(".pdf")]
    [text] = texts_of_pdf(pdf.get_content())
    assert told.ticket(0).holder_name in text
    [issued] = told.ask("GET", "/certificates").json["items"]
    assert f"/certificates/{issued['code']}" in text_of(mail)
    assert issued["code"] in html_of(mail)


def test_who_was_scanned_without_a_connection_is_told_when_the_scan_arrives(told, mailbox):
    told.enter(told.ticket(0))
    told.tell()
    told.enter(told.ticket(1))
    told.tell()
    assert [len(told.subjects(mailbox, told.address(each))) for each in (0, 1)] == [1, 1]


def test_an_event_that_tells_nobody_sends_nothing(told, mailbox):
    told.set_up(notifies_attendees=False)
    told.enter(told.ticket(0))
    told.tell()
    assert told.subjects(mailbox, told.address(0)) == []


def test_the_team_sends_it_again_while_the_certificate_is_valid(told, mailbox):
    told.enter(told.ticket(0))
    told.tell()
    [sent] = told.certificate_mails()
    again = f"{told.base}/mails/{sent['id']}/resend"
    assert told.client.post(again, headers=told.shop_headers).status_code == 201
    with clock.frozen(told.after):
        work.drain()
    assert len(told.subjects(mailbox, told.address(0))) == 2
    [issued] = told.ask("GET", "/certificates").json["items"]
    told.ask("POST", f"/certificates/{issued['id']}/revoke", {"reason": "Left early"})
    assert told.client.post(again, headers=told.shop_headers).status_code == 201
    with clock.frozen(told.after):
        work.drain()
    assert len(told.subjects(mailbox, told.address(0))) == 2
    assert {each["state"] for each in told.certificate_mails()} == {"sent", "failed"}


def test_a_copy_of_the_event_and_a_client_that_does_not_know_the_setting_send_none_unasked(told):
    known = {"is_enabled", "title", "text", "credit", "signatory_name", "signatory_role"}
    body = {name: value for name, value in told.set_up().items() if name in known}
    answer = told.ask(
        "PUT", "/certificate-settings", {**body, "lists_sessions": False, "required_days": 1}
    )
    assert answer.json["notifies_attendees"] is False
