"""What a buyer gets: one mail with tickets, calendar and links, whatever their name is."""

import io
import re

import pypdfium2
import pytest
from icalendar import Calendar
from PIL import Image
from tests.factories import work
from tests.factories.people import make_organization
from tests.factories.sales import make_shop
from tests.modules.notifications.mailbox import html_of, papers_of, text_of
from tests.modules.notifications.orders import mails_of, place
from tests.reading.qr import pages_of_pdf
from tests.site.conftest import Place
from tests.site.showing import add_image

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging import outbox
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.files import queries, stores
from turnout.modules.files.service import pictures
from turnout.modules.orders.facts import OrderConfirmed, OrderRefunded
from turnout.modules.organizations import api as organizations


def test_a_confirmed_order_is_mailed_with_tickets_calendar_and_links(client, mailbox, shop):
    order = place(client, shop, quantity=2)
    work.drain()
    (mail,) = mailbox.to(order["email"])
    papers = papers_of(mail)

    assert mail["From"].addresses[0].display_name == "Harbour Society"
    assert mail["From"].addresses[0].addr_spec == "no-reply@turnout.example"
    assert mail["To"].addresses[0].display_name == "Bea Buyer"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Subject"].startswith("Your tickets for Autumn Assembly")
    assert len(pypdfium2.PdfDocument(papers["application/pdf"])) == 2
    entry = Calendar.from_ical(papers["application/ics"]).walk("VEVENT")[0]
    assert entry["SUMMARY"] in mail["Subject"]
    for body in (html_of(mail), text_of(mail)):
        assert order["number"] in body
        assert f"/orders/{shop.organization.id}/{order['id']}/{order['secret']}" in body
        assert "Brussels Time" in body
        assert "Guest 0" in body


def test_the_mails_secret_opens_the_order(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    (mail,) = mailbox.to(order["email"])
    organization, order_id, secret = re.search(
        r"/orders/([^/\s]+)/([^/\s]+)/([\w-]+)\s", text_of(mail)
    ).groups()
    opened = client.get(
        f"/api/v1/organizations/{organization}/orders/{order_id}",
        headers={"Turnout-Order-Secret": secret},
    )
    assert opened.json["number"] == order["number"]


def test_answers_go_to_the_event_before_the_organization(client, mailbox, shop):
    changes = organizations.OrganizationUpdate(contact_email="hello@harbour.example")
    organizations.update_organization(shop.organizer, changes)
    hall = make_shop(shop.organization, contact_email="hall@harbour.example")
    orders = [place(client, each) for each in (shop, hall)]
    work.drain()
    answers = [mailbox.to(each["email"])[0]["Reply-To"] for each in orders]
    assert answers == ["hello@harbour.example", "hall@harbour.example"]


def test_without_a_contact_there_is_nobody_to_answer_to(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    assert mailbox.to(order["email"])[0]["Reply-To"] is None


def test_a_fact_told_twice_makes_one_mail(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    (mail,) = mails_of(shop, order["id"])
    with transaction(shop.organizer) as tx:
        source_id = tx.query(
            "SELECT source_id FROM mails WHERE organization_id = %(o)s AND id = %(id)s",
            {"o": shop.organization.id, "id": mail.id},
        )[0][0]
    outbox.handle(
        "notifications.confirm",
        OrderConfirmed.name,
        organization_id=shop.organization.id,
        fact_id=source_id,
        payload={"order_id": order["id"], "event_id": str(shop.event_id)},
        request_id="again",
    )
    work.drain()
    assert len(mailbox.to(order["email"])) == 1


def test_the_mail_is_written_in_the_handlers_one_transaction(client, mailbox, shop, statements):
    order = place(client, shop)
    statements.clear()
    work.drain()
    written = [each for each in statements if "INSERT INTO mails" in each]
    assert len(written) == 1
    assert len(mails_of(shop, order["id"])) == 1


@pytest.mark.parametrize(
    "name",
    ["محمد عبد الرحمن الحسيني", "山田太郎", "Nguyễn Thị Minh Khai", "Wolfeschlegelstein" * 6],
    ids=["arabic", "japanese", "vietnamese", "long"],
)
def test_a_name_of_any_script_and_length_arrives(client, mailbox, shop, name):
    order = place(client, shop, name=name)
    work.drain()
    (mail,) = mailbox.to(order["email"])
    assert mail["To"].addresses[0].display_name == name
    assert name in html_of(mail)
    assert papers_of(mail)["application/pdf"].startswith(b"%PDF")


def test_hostile_names_and_titles_are_text(client, mailbox):
    organization = make_organization(name="Evil <b>Corp</b>, Inc.")
    shop = make_shop(organization, title="Party <script>alert(1)</script> {{ 7 * 7 }} %(name)s")
    order = place(client, shop, name='"><img src=x onerror=alert(1)>')
    work.drain()
    (mail,) = mailbox.to(order["email"])
    html = html_of(mail)
    assert "<script" not in html
    assert re.findall(r'<img src="([^"]+)"', html) == ["cid:cover@turnout"]
    assert "<b>" not in html
    assert "Party &lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }} %(name)s" in html
    subject = " ".join(mail["Subject"].split())
    assert subject == "Your ticket for Party <script>alert(1)</script> {{ 7 * 7 }}…"
    assert mail["From"].addresses[0].display_name == "Evil <b>Corp</b>, Inc."


def test_the_logo_travels_with_the_mail(client, mailbox, shop):
    place_of = Place(shop, "")
    logo = add_image(place_of, width=900, height=300)
    pictures.set_logo(shop.organizer, logo)
    order = place(client, shop)
    work.drain()
    (mail,) = mailbox.to(order["email"])
    [shown] = [each for each in mail.walk() if each["Content-ID"] == "<logo@turnout>"]
    assert shown.get_content_disposition() == "inline"
    with Image.open(io.BytesIO(shown.get_payload(decode=True)), formats=["PNG"]) as drawn:
        assert drawn.size == (288, 96)
    body = html_of(mail)
    assert '<img src="cid:logo@turnout" alt="Harbour Society" width="144"' in body
    assert "/public" not in body
    assert set(papers_of(mail)) == {"application/pdf", "application/ics"}


def test_the_logo_is_read_and_packed_once_for_all_mails(shop, statements):
    pictures.set_logo(shop.organizer, add_image(Place(shop, ""), width=900, height=300))
    with transaction(shop.organizer) as tx:
        branding = organizations.branding_of(tx)
    first = events.logo_png(branding, box=(480, 96))
    statements.clear()
    assert first is not None
    assert events.logo_png(branding, box=(480, 96)) is first
    assert statements == []


def test_a_logo_that_is_gone_leaves_the_name(client, mailbox, shop):
    logo = add_image(Place(shop, ""))
    pictures.set_logo(shop.organizer, logo)
    with transaction(shop.organizer) as tx:
        row = queries.get_file(tx, logo)
    stores.named(row.store).delete(row.storage_key)
    order = place(client, shop)
    work.drain()
    (mail,) = mailbox.to(order["email"])
    assert "logo@turnout" not in html_of(mail)
    assert "Harbour Society" in html_of(mail)


def test_the_events_cover_travels_with_the_mail_cut_around_its_focus(client, mailbox, shop):
    image = Image.new("RGB", (1200, 1200), (220, 30, 30))
    image.paste((30, 30, 220), (0, 600, 1200, 1200))
    out = io.BytesIO()
    image.save(out, "PNG")
    public = files.FileVisibility.PUBLIC
    upload = files.Upload(name="halves.png", data=out.getvalue(), visibility=public)
    cover = files.store(shop.organizer, upload).id
    change = {"cover_file_id": cover, "cover_focus_y": 100}
    events.change_event(shop.organizer, shop.event_id, change, version=None)
    order = place(client, shop)
    work.drain()
    (mail,) = mailbox.to(order["email"])
    [shown] = [each for each in mail.walk() if each["Content-ID"] == "<cover@turnout>"]
    with Image.open(io.BytesIO(shown.get_payload(decode=True)), formats=["JPEG"]) as drawn:
        assert drawn.size == (1200, 450)
        assert drawn.getpixel((600, 225))[2] > 180
    assert '<img src="cid:cover@turnout"' in html_of(mail)
    [paper] = pages_of_pdf(papers_of(mail)["application/pdf"])
    assert paper.convert("RGB").getpixel((paper.width // 2, 60))[2] > 180, "the PDF shows it too"


def test_an_event_without_a_picture_has_its_drawn_cover_in_mails(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    (mail,) = mailbox.to(order["email"])
    [shown] = [each for each in mail.walk() if each["Content-ID"] == "<cover@turnout>"]
    assert len(shown.get_payload(decode=True)) < 90_000


def test_a_cancelled_order_is_told_of(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    headers = {"Turnout-Order-Secret": order["secret"]}
    assert (
        client.post(f"{shop.orders_path}/{order['id']}/cancel", headers=headers).status_code == 200
    )
    work.drain()
    first, second = mailbox.to(order["email"])
    assert second["Subject"] == f"Your order {order['number']} is cancelled"
    assert set(papers_of(second)) == {"application/ics"}, "no tickets, but the calendar is told"
    assert first["Message-ID"] != second["Message-ID"]


def test_a_checkout_that_was_given_up_is_no_news(client, mailbox, shop):
    paid = shop.add_type(price_minor=900)
    order = client.post(shop.orders_path, json=shop.basket(paid)).json
    headers = {"Turnout-Order-Secret": order["secret"]}
    assert (
        client.post(f"{shop.orders_path}/{order['id']}/cancel", headers=headers).status_code == 200
    )
    work.drain()
    assert mails_of(shop) == []


def test_a_refund_names_the_amount(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    with transaction(system_in(shop.organization.id, "tests.refund")) as tx:
        fact = OrderRefunded(
            order_id=order["id"],
            event_id=shop.event_id,
            refund_id=shop.event_id,
            amount_minor=1250,
            currency="EUR",
        )
        tx.publish(fact)
    work.drain()
    refund = mailbox.to(order["email"])[1]
    assert refund["Subject"] == f"Refund of €12.50 for order {order['number']}"
    assert "Your tickets stay valid." in text_of(refund)


def test_tickets_that_were_taken_back_meanwhile_are_not_mailed(client, mailbox, shop, queued):
    order = place(client, shop)
    headers = {"Turnout-Order-Secret": order["secret"]}
    client.post(f"{shop.orders_path}/{order['id']}/cancel", headers=headers)
    work.drain()
    assert [each["Subject"] for each in mailbox.to(order["email"])] == [
        f"Your order {order['number']} is cancelled"
    ]
    confirmation = mails_of(shop, order["id"])[-1]
    assert (confirmation.template, confirmation.state) == ("order-confirmed", "failed")
    assert confirmation.reason == "The order was cancelled before this mail left."


def test_an_event_without_a_page_or_place_is_mailed_too(client, mailbox):
    shop = make_shop(kind="online", location=None, online_url="https://meet.example/room")
    order = place(client, shop)
    work.drain()
    (mail,) = mailbox.to(order["email"])
    page = f"/orders/{shop.organization.id}/{order['id']}/"
    assert f'href="http://turnout.test{page}' in html_of(mail), "where each ticket has its link"
    assert "https://meet.example/room" not in html_of(mail) + text_of(mail)
    assert "Where" not in text_of(mail)
