"""Certificates of attendance: for who came, once it is over; genuine until the team revokes them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.people import add_member, bearer, make_user
from tests.modules.attendance_certificates.conftest import SETTINGS, Conference
from tests.reading.qr import codes_in_pdf, texts_of_pdf

from turnout.kernel import clock, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import CROCKFORD
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.attendance_certificates import rules
from turnout.modules.attendance_certificates.service import documents
from turnout.modules.checkin import api as checkin
from turnout.modules.events import api as events
from turnout.modules.programme import api as programme
from turnout.modules.tickets import api as tickets

LABEL = "Certificate of attendance"


def test_at_first_an_event_gives_none(conference: Conference) -> None:
    answer = conference.ask("GET", "/certificate-settings")
    assert answer.json["is_enabled"] is False
    assert (answer.json["version"], answer.json["required_days"]) == (0, 1)
    ticket = conference.ticket()
    conference.enter(ticket)
    with clock.frozen(conference.after):
        assert conference.issue(ticket).status_code == 404
        assert conference.download(ticket).json["code"] == "attendance-certificates.not-offered"
        assert LABEL not in conference.client.get(conference.page).get_data(as_text=True)


def test_who_came_has_one_after_the_event_and_anybody_can_check_it(conference: Conference) -> None:
    conference.set_up()
    ticket = conference.ticket()
    conference.enter(ticket)
    assert conference.issue(ticket).json["code"] == "attendance-certificates.event-not-over"
    assert LABEL not in conference.client.get(conference.page).get_data(as_text=True)

    with clock.frozen(conference.after):
        page = conference.client.get(conference.page).get_data(as_text=True)
        assert LABEL in page
        path = f"{conference.page}/tickets/{ticket.id}/certificate.pdf"
        assert path in page
        pdf = conference.client.get(path)
    assert (pdf.status_code, pdf.content_type) == (200, "application/pdf")
    [text] = texts_of_pdf(pdf.data)
    event = conference.read()
    for said in ("Guest 0", event.title, "6 CPD points", "Grace Hopper", "Harbour Hall"):
        assert said in text
    [url] = codes_in_pdf(pdf.data)
    code = url.rpartition("/")[2]
    proof = conference.check(code).json
    assert (proof["state"], proof["holder_name"], proof["credit"]) == (
        "valid",
        "Guest 0",
        "6 CPD points",
    )
    assert proof["event_title"] == event.title
    [listed] = conference.ask("GET", "/certificates").json["items"]
    assert (listed["code"], listed["issued_by"].split(":")[0]) == (code, "guest")


def test_asked_again_it_is_the_same_and_a_corrected_name_replaces_it(
    conference: Conference,
) -> None:
    conference.set_up()
    ticket = conference.ticket()
    conference.enter(ticket)
    first = conference.issued(ticket)
    assert conference.issued(ticket) == first
    with transaction(conference.shop.organizer) as tx:
        tickets.rename(tx, ticket.id, holder_name="Ada  Lovelace", holder_email="ada@x.example")
    second = conference.issued(ticket)
    assert second["holder_name"] == "Ada Lovelace"
    assert second["code"] != first["code"]
    assert conference.check(first["code"]).json["state"] == "replaced"
    assert conference.check(second["code"]).json["holder_name"] == "Ada Lovelace"
    gone = conference.ask("GET", f"/certificates/{first['id']}/certificate.pdf")
    assert gone.json["code"] == "attendance-certificates.replaced"
    undone = conference.ask("POST", f"/certificates/{first['id']}/reinstate")
    assert undone.status_code == 409


def test_so_many_days_are_asked_for_by_the_clocks_of_the_event(conference: Conference) -> None:
    conference.set_up(required_days=2)
    new = checkin.NewList(name="Daily", once_per="day")
    daily = checkin.create_list(conference.shop.organizer, conference.event_id, new).id
    ticket = conference.ticket()
    conference.enter(ticket, list_id=daily)
    with clock.frozen(conference.after):
        refused = conference.issue(ticket)
    assert refused.json["code"] == "attendance-certificates.attended-too-little"
    assert (refused.json["attended_days"], refused.json["required_days"]) == (1, 2)
    assert conference.ask("GET", "/certificate-figures").json["eligible"] == 0
    conference.enter(ticket, at=conference.opens + timedelta(days=1, hours=3), list_id=daily)
    assert conference.issued(ticket)["state"] == "valid"
    figures = conference.ask("GET", "/certificate-figures").json
    assert figures == {"eligible": 1, "issued": 1, "revoked": 0}


def test_who_did_not_come_or_whose_entry_was_taken_back_has_none(conference: Conference) -> None:
    conference.set_up()
    ticket = conference.ticket()
    with clock.frozen(conference.after):
        assert conference.issue(ticket).status_code == 409
    admission = conference.enter(ticket).admission_id
    undo = f"/checkins/{admission}/undo"
    assert conference.ask("POST", undo, {"reason": "Wrong person"}).status_code in {200, 204}
    with clock.frozen(conference.after):
        refused = conference.download(ticket)
    assert refused.json["attended_days"] == 0


def test_a_void_ticket_has_none(conference: Conference) -> None:
    conference.set_up()
    ticket = conference.ticket()
    conference.enter(ticket)
    with transaction(conference.shop.organizer) as tx:
        tickets.void(tx, reference=ticket.reference, reason="refunded")
    with clock.frozen(conference.after):
        assert conference.issue(ticket).status_code == 409
        assert LABEL not in conference.client.get(conference.page).get_data(as_text=True)


def test_without_a_name_none_is_issued(conference: Conference) -> None:
    conference.set_up()
    ticket = conference.ticket()
    conference.enter(ticket)
    with transaction(conference.shop.organizer) as tx:
        tickets.rename(tx, ticket.id, holder_name=" ", holder_email="")
    with clock.frozen(conference.after):
        assert conference.issue(ticket).json["code"] == "attendance-certificates.name-missing"
        page = conference.client.get(f"{conference.page}/tickets/{ticket.id}/certificate.pdf")
    assert page.status_code == 409
    assert "The ticket has no name yet" in page.get_data(as_text=True)


def test_the_team_revokes_and_reinstates_and_the_holder_sees_it(conference: Conference) -> None:
    conference.set_up()
    ticket = conference.ticket()
    conference.enter(ticket)
    made = conference.issued(ticket)
    one = f"/certificates/{made['id']}"
    assert conference.ask("POST", f"{one}/revoke", {"reason": " "}).status_code == 422
    revoked = conference.ask("POST", f"{one}/revoke", {"reason": "Left after the coffee"}).json
    assert (revoked["state"], revoked["revoke_reason"]) == ("revoked", "Left after the coffee")
    proof = conference.check(made["code"]).json
    assert proof["state"] == "revoked"
    assert "revoke_reason" not in proof
    with clock.frozen(conference.after):
        assert conference.download(ticket).json["code"] == "attendance-certificates.revoked"
        assert LABEL not in conference.client.get(conference.page).get_data(as_text=True)
    assert conference.ask("GET", f"{one}/certificate.pdf").status_code == 409
    assert conference.ask("GET", "/certificates?state=revoked").json["items"] == [revoked]
    again = conference.ask("POST", f"{one}/reinstate").json
    assert again == made
    assert conference.check(made["code"]).json["state"] == "valid"
    with clock.frozen(conference.after):
        assert conference.download(ticket).status_code == 200


def test_sessions_are_named_with_their_length(conference: Conference) -> None:
    conference.set_up(lists_sessions=True)
    ctx, event_id = conference.shop.organizer, conference.event_id
    start = conference.opens + timedelta(hours=2)
    new = programme.NewSession(
        title="Looms and engines",
        starts_at=start,
        ends_at=start + timedelta(minutes=90),
        capacity=20,
        needs_registration=True,
    )
    session = programme.create_session(ctx, event_id, new)
    stated = checkin.NewList(name="Hall 2", session_ids=[session.id])
    door = checkin.create_list(ctx, event_id, stated).id
    ticket = conference.ticket()
    with transaction(ctx) as tx:
        tx.query(
            "INSERT INTO session_registrations (organization_id, id, event_id, session_id,"
            " ticket_id, registered_at) VALUES (%(organization_id)s, gen_random_uuid(),"
            " %(event_id)s, %(session_id)s, %(ticket_id)s, %(now)s)",
            tx.here(event_id=event_id, session_id=session.id, ticket_id=ticket.id),
        )
    conference.enter(ticket, at=start, list_id=door)
    with clock.frozen(conference.after):
        [text] = texts_of_pdf(conference.download(ticket).data)
    assert "Looms and engines" in text
    assert "1 h 30 min" in text


def test_codes_that_are_wrong_tell_nothing_and_are_limited(
    conference: Conference, monkeypatch
) -> None:
    monkeypatch.setattr("turnout.kernel.security.rate_limits.LOCAL_SHARE", 1)
    monkeypatch.setattr(runtime.current(), "limiter", Limiter(None, now=lambda: 0.0))
    tries = [conference.check(each).status_code for each in ["0000-0000-0000", *["no"] * 30]]
    assert tries == [404] * 30 + [429]


def test_a_code_of_another_organization_is_unknown(conference: Conference, client) -> None:
    conference.set_up()
    ticket = conference.ticket()
    conference.enter(ticket)
    made = conference.issued(ticket)
    elsewhere = make_user()
    assert conference.ask("GET", "/certificates", who=elsewhere).status_code in {403, 404}
    page = client.get(f"/{conference.shop.organization.slug}/certificates/{made['code'].lower()}")
    assert page.status_code == 200
    assert "This certificate is genuine" in page.get_data(as_text=True)


def test_the_page_for_checking_reads_what_people_type(conference: Conference, client) -> None:
    conference.set_up()
    ticket = conference.ticket()
    conference.enter(ticket)
    made = conference.issued(ticket)
    home = f"/{conference.shop.organization.slug}/certificates"
    assert "Check a certificate" in client.get(home).get_data(as_text=True)
    sent = client.get(home, query_string={"code": f" {made['code'].lower()} "})
    assert sent.status_code == 303
    shown = client.get(sent.headers["Location"])
    assert "Guest 0" in shown.get_data(as_text=True)
    assert shown.headers["Cache-Control"] == "no-store"
    wrong = client.get(f"{home}/ABCD")
    assert wrong.status_code == 404
    assert "There is no certificate with this code" in wrong.get_data(as_text=True)


def test_the_secret_of_the_order_opens_its_own_tickets_only(conference: Conference) -> None:
    conference.set_up()
    ticket = conference.ticket()
    conference.enter(ticket)
    first = conference.order
    conference.buy()
    with clock.frozen(conference.after):
        assert conference.download(ticket).status_code == 404
        conference.order = first
        assert conference.download(ticket, secret="x").status_code in {401, 404}
        german = conference.download(ticket, query="?language=de")
    assert "Teilnahmebescheinigung" in texts_of_pdf(german.data)[0]


def test_bad_settings_name_their_field(conference: Conference) -> None:
    for field, value in (("required_days", 0), ("required_days", 32), ("title", "x" * 121)):
        answer = conference.ask("PUT", "/certificate-settings", SETTINGS | {field: value})
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json["errors"]] == [f"/{field}"]
    partly = {name: value for name, value in SETTINGS.items() if name != "credit"}
    assert conference.ask("PUT", "/certificate-settings", partly).status_code == 422


def test_settings_are_guarded_by_their_version_and_copied_with_the_event(
    conference: Conference,
) -> None:
    made = conference.set_up()
    stale = conference.ask("PUT", "/certificate-settings", SETTINGS, **{"If-Match": '"0"'})
    assert (made["version"], stale.status_code) == (1, 412)
    copy = events.copy_event(conference.shop.organizer, conference.event_id, events.NewCopy())
    path = f"{conference.base}/events/{copy.id}/certificate-settings"
    copied = conference.client.get(path, headers=bearer(conference.shop.organization.owner)).json
    assert (copied["is_enabled"], copied["credit"]) == (True, "6 CPD points")


def test_who_scans_sees_them_and_issues_or_revokes_none(conference: Conference) -> None:
    conference.set_up()
    ticket = conference.ticket()
    conference.enter(ticket)
    made = conference.issued(ticket)
    staff = add_member(conference.shop.organization, role="staff")
    assert conference.ask("GET", "/certificates", who=staff).json["items"] == [made]
    revoke = f"/certificates/{made['id']}/revoke"
    assert conference.ask("POST", revoke, {"reason": "No"}, who=staff).status_code == 403
    new = {"ticket_id": str(ticket.id)}
    assert conference.ask("POST", "/certificates", new, who=staff).status_code == 403
    partner = add_member(conference.shop.organization, role="partner")
    assert conference.ask("GET", "/certificates", who=partner).status_code == 403


def test_a_ticket_has_one_however_many_ask_at_once(conference: Conference) -> None:
    conference.set_up()
    ticket = conference.ticket()
    conference.enter(ticket)
    after, barrier = conference.after, Barrier(4)
    ctx = PublicContext(organization_id=conference.shop.organization.id, request_id="test")

    def ask() -> None:
        barrier.wait()
        documents.certificate_of_ticket(ctx, ticket.id, language="en")

    with clock.frozen(after), ThreadPoolExecutor(4) as pool:
        for each in [pool.submit(ask) for _ in range(4)]:
            each.result()
    assert len(conference.ask("GET", "/certificates").json["items"]) == 1


def test_the_sample_is_drawn_from_the_settings(conference: Conference) -> None:
    conference.set_up(title="Fortbildungsnachweis")
    answer = conference.ask("GET", "/certificate-settings/sample.pdf?language=de")
    [text] = texts_of_pdf(answer.data)
    for said in ("Fortbildungsnachweis", "Muster", "Ada Lovelace"):
        assert said in text


def test_before_the_end_of_an_event_its_pages_make_no_statement_more(
    conference: Conference, statements
) -> None:
    conference.client.get(conference.page)
    statements.clear()
    conference.client.get(conference.page)
    assert not [each for each in statements if "certificate" in each]


@given(st.text(alphabet=CROCKFORD, min_size=12, max_size=12))
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    typed = rules.written(code).replace("0", "o").replace("1", "l").lower()
    assert rules.read_code(f" {typed} ") == code


@pytest.mark.parametrize("text", ["", "ABC", "U" * 12, "é" * 12, "0" * 13])
def test_what_is_no_code_is_none(text: str) -> None:
    assert rules.read_code(text) is None
