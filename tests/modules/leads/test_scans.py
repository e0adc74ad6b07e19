"""Stand members scan tickets: whoever agreed is a lead once; of others nothing is stored."""

from datetime import timedelta

import pytest
from tests.factories.people import make_organization
from tests.factories.report_files import exports_of, require_no_other_format, table_of, texts_of
from tests.factories.sales import make_shop
from tests.modules.leads.conftest import Expo, StandMember, make_expo

from turnout.kernel import clock, runtime
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.events import api as events

STORED = "SELECT count(*) FROM leads WHERE organization_id = %(organization_id)s"
SCANS = "SELECT count(*) FROM lead_scans WHERE organization_id = %(organization_id)s"


def count(expo: Expo, text: str) -> int:
    with transaction(expo.shop.organizer) as tx:
        return int(tx.query(text, tx.here())[0][0])


def test_who_agreed_is_a_lead_with_what_they_agreed_to_and_no_more(expo):
    lead = expo.member().collected(expo.ada())
    assert (lead["name"], lead["email"], lead["company"]) == (
        "Ada Lovelace",
        "ada@engine.example",
        "Analytical Engines",
    )
    assert lead["answers"] == [{"label": "Role", "text": "Developer"}]
    assert "Vegan" not in str(lead)


def test_a_scan_without_consent_stores_nothing_and_says_nothing_of_the_person(expo):
    guest, member = expo.guest(), expo.member()
    answer = member.scan(guest)
    assert answer.status_code == 200
    assert (answer.json["verdict"], answer.json["reason"]) == ("refused", "no_consent")
    assert answer.json["lead"] is None
    assert "Ada" not in answer.text
    assert (count(expo, STORED), count(expo, SCANS)) == (0, 0)
    assert member.leads() == []
    guest.agree()
    assert member.scan(guest).json["verdict"] == "collected"


def test_the_printed_short_code_is_typed(expo):
    guest = expo.ada()
    assert expo.member().scan(guest.ticket.short_code.lower()).json["verdict"] == "collected"


def test_two_members_of_a_sponsor_have_one_lead_and_another_sponsor_has_its_own(expo):
    guest = expo.ada()
    mo, kim, rival = expo.member(), expo.member(name="Kim"), expo.member(expo.glow, "Ro")
    mo.collected(guest)
    second = kim.scan(guest).json
    assert (second["verdict"], second["lead"]["scanned_by"]) == ("already", "Mo")
    assert len(kim.leads()) == 1
    assert rival.leads() == []
    rival.collected(guest, note="Wants a quote")
    assert [each["note"] for each in mo.leads()] == [""]


def test_the_same_scan_again_has_the_same_answer_and_marks_nothing_twice(expo):
    guest, member, scan_id = expo.ada(), expo.member(), new_id().hex
    first = member.scan(guest, scan_id=scan_id, note="Budget in May", rating="hot").json
    lead = first["lead"]
    changed = {"rating": "cold", "tags": [], "note": "Budget in June"}
    etag = {"If-Match": f'"{lead["version"]}"'}
    assert member.ask("PUT", f"/leads/{lead['id']}", changed, **etag).status_code == 200
    again = member.scan(guest, scan_id=scan_id, note="Budget in May", rating="hot").json
    assert again["verdict"] == "collected"
    assert (again["lead"]["rating"], again["lead"]["note"]) == ("cold", "Budget in June")


@pytest.mark.parametrize("code", ["hello", "v1.nonsense", "0000-0000"])
def test_what_is_no_ticket_is_said(expo, code):
    assert expo.member().scan(code).json["reason"] == "no_ticket"


def test_a_ticket_of_another_event_is_said(expo):
    other = make_shop(expo.shop.organization)
    type_id = other.add_type()
    order = expo.client.post(other.orders_path, json=other.basket(type_id)).json
    with transaction(other.organizer) as tx:
        from turnout.modules.tickets import api as tickets

        code = tickets.code_of(tx, tickets.list_of(tx, order["id"])[0])
    assert expo.member().scan(code).json["reason"] == "wrong_event"


def test_a_ticket_of_another_organization_is_none(expo, client):
    stranger = make_expo(client).ada()
    assert expo.member().scan(stranger).json["reason"] == "no_ticket"


def test_a_cancelled_ticket_gives_no_lead_and_an_old_code_neither(expo):
    guest, member = expo.ada(), expo.member()
    code = guest.code
    expo.transfer(guest)
    assert member.scan(code).json["reason"] == "not_valid"


def test_short_codes_cannot_be_guessed(expo, monkeypatch):
    limiter = Limiter(None, limits={"wrong-code": "20/60"}, now=lambda: 0.0)
    guest, member = expo.ada(), expo.member()
    monkeypatch.setattr(runtime.current(), "limiter", limiter)
    answers = [member.scan(f"{number:08d}").status_code for number in range(8)]
    assert (answers[0], answers[-1]) == (200, 429)
    assert member.scan(guest.ticket.short_code).status_code == 429, "the right one waits as well"
    assert member.scan(guest).json["verdict"] == "collected", "a signed code does not"


def test_scans_of_a_phone_without_a_connection_are_sent_on_and_reported(expo):
    ada, bob = expo.ada(), expo.guest("Bob", "bob@example.org")
    member, before = expo.member(), (clock.now() - timedelta(minutes=20)).isoformat()
    sent = [
        {"code": ada.code, "scan_id": "0" * 31 + "1", "scanned_at": before, "note": "Met at nine"},
        {"code": bob.code, "scan_id": "0" * 31 + "2", "scanned_at": before},
        {"code": "poster", "scan_id": "0" * 31 + "3", "scanned_at": before},
    ]
    for _ in range(2):  # the answer was lost, so the phone sends it again
        answer = member.ask("POST", "/scans/uploads", {"scans": sent})
        assert answer.status_code == 200, answer.json
        said = [(each["verdict"], each["reason"]) for each in answer.json["items"]]
        assert said == [("collected", ""), ("refused", "no_consent"), ("refused", "no_ticket")]
    [lead] = member.leads()
    assert lead["note"] == "Met at nine"
    assert lead["scanned_at"][:19] == before[:19]


def test_a_note_that_was_made_offline_stands_below_what_is_there(expo):
    guest, mo, kim = expo.ada(), expo.member(), expo.member(name="Kim")
    mo.collected(guest, note="Likes lamps", tags=["Demo"])
    kim.scan(guest, note="Call in May", tags=["Call back"], rating="warm")
    [lead] = mo.leads()
    assert lead["note"] == "Likes lamps\nCall in May"
    assert (lead["tags"], lead["rating"]) == (["Demo", "Call back"], "warm")


def test_a_phone_whose_clock_is_wrong_scans_neither_tomorrow_nor_last_year(expo):
    member = expo.member()
    ahead, long_ago = clock.now() + timedelta(days=2), clock.now() - timedelta(days=400)
    lead = member.collected(expo.ada(), scanned_at=ahead.isoformat())
    assert lead["scanned_at"][:10] == clock.now().isoformat()[:10]
    second = member.collected(expo.guest().agree(), scanned_at=long_ago.isoformat())
    assert second["scanned_at"] > (clock.now() - timedelta(days=4)).isoformat()


def test_a_lead_is_marked_over_the_version_that_was_seen(expo):
    member = expo.member()
    lead = member.collected(expo.ada())
    marks = {"rating": "hot", "tags": ["Demo"], "note": " Send the price list "}
    path = f"/leads/{lead['id']}"
    saved = member.ask("PUT", path, marks, **{"If-Match": f'"{lead["version"]}"'})
    assert saved.status_code == 200, saved.json
    assert (saved.json["note"], saved.json["tags"]) == ("Send the price list", ["Demo"])
    late = member.ask("PUT", path, marks, **{"If-Match": f'"{lead["version"]}"'})
    assert late.status_code == 412


@pytest.mark.parametrize(
    ("marks", "pointer"),
    [
        ({"rating": "boiling", "tags": [], "note": ""}, "/rating"),
        ({"rating": None, "tags": ["Unknown"], "note": ""}, "/tags/0"),
        ({"rating": None, "tags": [], "note": "x" * 2001}, "/note"),
    ],
)
def test_a_mark_that_there_is_not_names_its_field(expo, marks, pointer):
    member = expo.member()
    lead = member.collected(expo.ada())
    answer = member.ask(
        "PUT", f"/leads/{lead['id']}", marks, **{"If-Match": f'"{lead["version"]}"'}
    )
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]


def test_leads_are_found_by_name_company_note_and_rating(expo):
    member = expo.member()
    member.collected(expo.ada(), note="Wants a demo", rating="hot")
    member.collected(expo.guest("Bøb Wire", "bob@example.org").agree())
    for query, names in (
        ("?q=lovel", ["Ada Lovelace"]),
        ("?q=analytical", ["Ada Lovelace"]),
        ("?q=a+demo", ["Ada Lovelace"]),
        ("?q=bob%40", ["Bøb Wire"]),
        ("?q=bob+wire", ["Bøb Wire"]),
        ("?rating=hot", ["Ada Lovelace"]),
        ("?q=vegan", []),
        ("?q=%25", []),
    ):
        assert [each["name"] for each in member.leads(query)] == names, query


def test_the_table_has_no_formula_and_nobody_who_took_it_back(expo):
    member = expo.member()
    evil = expo.guest("=HYPERLINK(1)", "evil@example.org", company="+1+1").agree()
    member.collected(evil, note="@SUM(A1)")
    gone = expo.guest("Gone Girl", "gone@example.org").agree()
    member.collected(gone)
    gone.say(is_given=False)
    answer = member.ask("GET", "/leads/export")
    assert answer.status_code == 200
    table = answer.data.decode("utf-8-sig")
    assert table.splitlines()[0] == "name,email,company,Role,rating,tags,note,scanned_at,scanned_by"
    assert "'=HYPERLINK(1)" in table
    assert "'+1+1" in table
    assert "'@SUM(A1)" in table
    assert "Gone" not in table


def test_the_workbook_has_what_the_table_has(expo):
    member = expo.member()
    member.collected(expo.guest("=1+1", "evil@example.org").agree(), note="@SUM(A1)")
    lines = texts_of(member.ask("GET", "/leads/export?format=xlsx"), stem="leads")
    assert lines == table_of(member.ask("GET", "/leads/export"))
    assert [each["name"] for each in lines] == ["'=1+1"]
    assert exports_of(expo.shop.organization.id) == ["leads", "leads"]
    require_no_other_format(lambda query: member.ask("GET", f"/leads/export?{query}"))


def test_a_sponsor_sees_no_leads_of_another_one(expo):
    lead = expo.member().collected(expo.ada())
    rival = expo.member(expo.glow, "Ro")
    assert rival.ask("GET", f"/leads/{lead['id']}").status_code == 404
    marks = {"rating": None, "tags": [], "note": ""}
    refused = rival.ask("PUT", f"/leads/{lead['id']}", marks, **{"If-Match": '"1"'})
    assert refused.status_code == 404


def test_the_stand_says_what_its_page_needs(expo):
    member = expo.member()
    member.collected(expo.ada())
    setup = member.ask("GET").json
    assert setup["sponsor_name"] == "Wicks"
    assert setup["event_title"] == "Harbour Tech Summit"
    assert (setup["company_label"], setup["question_labels"]) == ("Company", ["Role"])
    assert setup["leads"] == 1
    with transaction(expo.shop.organizer) as tx:
        ends_at = events.get_event_brief(tx, expo.shop.event_id).ends_at
    assert setup["ends_at"] == (ends_at + timedelta(days=14)).isoformat()


def test_a_link_of_another_organization_opens_nothing(expo):
    member = expo.member()
    elsewhere = f"/api/v1/organizations/{make_organization().id}"
    answer = StandMember(expo.client, elsewhere, member.issued).ask("GET")
    assert (answer.status_code, answer.json["code"]) == (401, "leads.link-unknown")
