"""Rows of every kind that a route can name, made the way people make them where that is short."""

import json
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image
from tests.factories import work
from tests.factories.invoices import SELLER
from tests.factories.payments import (
    account_of,
    hook_path,
    make_dispute,
    make_payment_connection,
    signed,
)
from tests.factories.people import bearer, make_organization, make_user
from tests.factories.sales import MadeShop
from turnout_banktransfer_fake import Bank

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import tasks
from turnout.modules.connections import api as connections
from turnout.modules.events.models import InvitationRow
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import MessageKind, NewTeamMessage
from turnout.modules.orders import api as orders
from turnout.modules.reconciliation.models import ReconciliationFindingRow
from turnout.modules.reconciliation.queries import insert_payout
from turnout.modules.reconciliation.types import StoredItem
from turnout.modules.saved_searches import secrets as saved_searches
from turnout.modules.tickets import api as tickets
from turnout.modules.waiting_room import api as waiting_room
from turnout.modules.waitlist import api as waitlist
from turnout_sdk.money import Money

SESSION = {
    "title": "Knots",
    "starts_at": "2031-05-05T10:00:00Z",
    "ends_at": "2031-05-05T11:00:00Z",
}
SHIFT = {
    "name": "Doors",
    "starts_at": "2031-05-05T10:00:00Z",
    "ends_at": "2031-05-05T14:00:00Z",
}
RULE = {
    "name": "A thousand an hour",
    "subject": "network",
    "measure": "orders",
    "most": 1000,
    "period_seconds": 3600,
    "outcome": "refuse",
}
TRANSFER = {"account_holder": "Congress e. V.", "iban": "DE02120300000000202051"}
PRICE_MINOR = 1_000
OF_OPERATORS = (
    "tenant_id",
    "user_id",
    "operator_id",
    "operator_token_id",
    "audit_stream_id",
    "abuse_report_id",
    "event_approval_id",
    "verification_application_id",
    "verification_document_id",
    "decision_id",
    "erasure_id",
    "user_merge_id",
)
"""What operators of the platform name, who are nobody here."""
SCHEDULE = (
    b"<schedule><conference><title>x</title></conference><day index='1' date='2030-02-02'/>"
    b"</schedule>"
)


class SampleData:
    """An owner who makes things over HTTP."""

    def __init__(self, client: Any, shop: MadeShop) -> None:
        self.client = client
        self.shop = shop
        self.headers = bearer(shop.organization.owner)
        self.base = f"/api/v1/organizations/{shop.organization.id}"
        self.event = f"{self.base}/events/{shop.event_id}"

    def post(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        answer = self.client.post(
            path,
            json=body or {},
            headers={**self.headers, "Idempotency-Key": new_id().hex, **headers},
        )
        assert answer.status_code < 300, (path, answer.get_json())
        return answer.get_json()

    def made(self, path: str, body: dict[str, Any]) -> str:
        return str(self.post(path, body)["id"])

    def first_of(self, path: str) -> str:
        answer = self.client.get(f"{self.base}{path}", headers=self.headers)
        assert answer.status_code == 200, (path, answer.get_json())
        return str(answer.get_json()["items"][0]["id"])

    def uploaded(self) -> str:
        pixel = BytesIO()
        Image.new("RGB", (1, 1)).save(pixel, format="PNG")
        pixel.seek(0)
        answer = self.client.post(
            f"{self.base}/files",
            data={"file": (pixel, "pier.png"), "visibility": "public"},
            headers=self.headers,
        )
        assert answer.status_code == 201, answer.get_json()
        return str(answer.get_json()["id"])


def make_sample_data(client: Any, shop: MadeShop) -> dict[str, str]:
    """Ids by the names that parameters of paths and fields of bodies have."""
    by = SampleData(client, shop)
    ids = {"organization_id": str(shop.organization.id), "event_id": str(shop.event_id)}
    ids |= of_event(by)
    ids |= of_organization(by)
    ids |= of_money(by)
    ids |= of_visitor(client, shop.organization.owner.email)
    ids |= {name: str(new_id()) for name in OF_OPERATORS}
    return ids


def of_visitor(client: Any, email: str) -> dict[str, str]:
    """A search of the directory that an address confirmed, and what opens it."""
    client.post("/api/v1/saved-searches", json={"email": email, "search": {}})
    with transaction(SystemContext(job="tests.saved-search")) as tx:
        where = {"email": email}
        [(found,)] = tx.query("SELECT id FROM saved_searches WHERE email = %(email)s", where)
    secret = saved_searches.secret_of(found)
    headers = {"Turnout-Saved-Search-Secret": secret}
    answer = client.post("/api/v1/saved-searches/confirmation", headers=headers)
    assert answer.status_code == 200, answer.get_json()
    return {"saved_search_id": str(found), "saved_search_secret": secret}


def of_event(by: SampleData) -> dict[str, str]:
    shop = by.shop
    ticket_type = shop.add_type(capacity=50)
    session = by.made(f"{by.event}/sessions", SESSION)
    speaker = by.made(f"{by.event}/speakers", {"name": "Ada"})
    sponsor = by.made(f"{by.event}/sponsors", {"name": "Ropes and Sons"})
    agenda = by.post(f"{by.event}/agendas")
    report = by.client.post(
        f"{by.event}/programme/imports?time_zone=Europe/Brussels",
        data=SCHEDULE,
        headers={**by.headers, "Content-Type": "application/xml"},
    )
    assert report.status_code == 201, report.get_json()
    table = by.client.post(
        f"{by.event}/attendee-imports",
        data=b"name,email\nAda,ada@example.org\n",
        headers={**by.headers, "Content-Type": "text/csv"},
    )
    assert table.status_code == 201, table.get_json()
    own_part = by.post(f"{by.event}/speakers/{speaker}/links", {"days": 30})
    until = (clock.now() + timedelta(days=30)).isoformat()
    preview = by.post(f"{by.event}/shop-previews", {"expires_at": until})
    text = {"language": "en", "subject": "Doors at nine", "body": "<p>See you there.</p>"}
    return {
        "session_id": session,
        "reminder_id": by.made(
            f"{by.event}/reminders",
            {"anchor": "start", "minutes": -30, "texts": [text], "segment": {}},
        ),
        "announcement_id": by.made(f"{by.event}/announcements", {"texts": [text], "segment": {}}),
        "session_file_id": by.made(
            f"{by.event}/sessions/{session}/files",
            {"kind": "slides", "file_id": by.uploaded(), "audience": "public"},
        ),
        "attendee_import_id": table.get_json()["id"],
        "workshop_id": by.made(
            f"{by.event}/sessions", SESSION | {"capacity": 5, "needs_registration": True}
        ),
        "speaker_id": speaker,
        "duplicate_id": by.made(f"{by.event}/speakers", {"name": "Ada L."}),
        "sponsor_id": sponsor,
        "level_id": by.made(f"{by.event}/sponsor-levels", {"name": "Gold"}),
        "track_id": by.made(f"{by.event}/tracks", {"name": "Sailing"}),
        "ticket_type_id": str(ticket_type),
        "gate_id": by.made(f"{by.event}/gates", {"name": "North"}),
        "shift_id": by.made(f"{by.event}/shifts", SHIFT),
        "task_id": by.made(f"{by.event}/plan/tasks", {"title": "Chairs"}),
        "supplier_id": by.made(f"{by.event}/plan/suppliers", {"name": "Hire of chairs"}),
        "cue_id": by.made(
            f"{by.event}/plan/run-of-show",
            {"title": "Doors", "starts_at": "2031-05-05T10:00:00Z"},
        ),
        "pool_id": str(shop.pools[ticket_type]),
        "list_id": by.made(f"{by.event}/checkin-lists", {"name": "Front"}),
        "admission_id": str(new_id()),
        "exit_id": str(new_id()),
        **_device(by),
        **_print_station(by),
        "currency": "USD",
        **_stand(by, sponsor),
        "event_file_id": by.made(
            f"{by.event}/files", {"file_id": by.uploaded(), "audience": "staff"}
        ),
        "plan_id": by.made(
            f"{by.event}/payment-plans",
            {
                "name": "In two parts",
                "currency": "EUR",
                "deposit_bp": 3_000,
                "instalments": [{"days": 7}],
            },
        ),
        "code_id": str(by.post(f"{by.event}/access-codes", {"label": "Friends"})["access"]["id"]),
        "event_invitation_id": _guest(by),
        "import_id": str(report.get_json()["id"]),
        "self_service_link_id": str(own_part["link"]["id"]),
        "own_part_secret": str(own_part["secret"]),
        "preview_id": str(preview["preview"]["id"]),
        "token": str(preview["token"]),
        "agenda_id": str(agenda["agenda"]["id"]),
        "agenda_secret": str(agenda["secret"]),
        "series_id": by.made(f"{by.event}/repeat", {"rule": "FREQ=WEEKLY;COUNT=3"}),
        "action": "postpone",
    }


def _saved_report(by: SampleData) -> dict[str, str]:
    member = by.first_of("/members")
    report = by.made(f"{by.base}/saved-reports", {"name": "Weekly", "period": "30"})
    path = f"{by.base}/saved-reports/{report}"
    until = (clock.now() + timedelta(days=30)).isoformat()
    return {
        "saved_report_id": report,
        "report_share_id": by.made(f"{path}/shares", {"member_id": member, "expires_at": until}),
        "report_link_id": by.made(
            f"{by.base}/report-links", {"saved_report_id": report, "label": "The board"}
        ),
        "report_schedule_id": by.made(f"{path}/schedules", {"cadence": "daily", "hour": 7}),
    }


def of_organization(by: SampleData) -> dict[str, str]:
    venue = by.made(f"{by.base}/venues", {"name": "Harbour Hall"})
    agency = make_organization(kind="agency")
    link = by.client.post(
        f"/api/v1/organizations/{agency.id}/clients",
        json={"client_slug": by.shop.organization.slug, "role": "staff"},
        headers=bearer(agency.owner),
    ).get_json()
    token = {"name": "x", "scopes": ["orders.read"], "expires_at": "2027-01-01T00:00:00Z"}
    planned = {"name": "pier.png", "media_type": "image/png", "bytes": 100}
    by.post(f"{by.base}/legal-texts/imprint/versions", {"texts": {"en": {"html": "<p>Quay</p>"}}})
    provider = by.made(f"{by.base}/identity-providers", {"name": "Company", "kind": "saml"})
    return {
        "venue_id": venue,
        "figure_share_id": by.made(
            f"{by.base}/figure-shares",
            {
                "member_id": by.first_of("/members"),
                "event_id": str(by.shop.event_id),
                "figures": ["sold"],
            },
        ),
        **_saved_report(by),
        "short_link_id": by.made(
            f"{by.base}/short-links",
            {"name": "Poster", "target": "event", "event_id": str(by.shop.event_id)},
        ),
        "template_id": by.made(f"{by.base}/events", {"title": "Regatta", "is_template": True}),
        "room_id": by.made(f"{by.base}/venues/{venue}/rooms", {"name": "Deck"}),
        "file_id": by.uploaded(),
        "upload_id": by.made(f"{by.base}/files/uploads", planned),
        "invitation_id": by.made(
            f"{by.base}/invitations", {"email": make_user().email, "role": "staff"}
        ),
        "link_id": str(link["id"]),
        "handover_id": by.made(f"{by.base}/handovers", {"email": make_user().email}),
        "domain_id": by.made(f"{by.base}/domains", {"host": f"h{new_id().hex}.example"}),
        "role_id": by.made(
            f"{by.base}/roles",
            {"key": "box-office", "name": "Box office", "permissions": ["orders.read"]},
        ),
        "identity_provider_id": provider,
        **_saml_of(by, provider),
        "setup_link_id": by.made(f"{by.base}/identity-providers/{provider}/setup-links", {}),
        "api_token_id": str(by.post(f"{by.base}/api-tokens", token)["token"]["id"]),
        "scim_token_id": str(by.post(f"{by.base}/scim/tokens", {"name": "x"})["token"]["id"]),
        "resource_id": str(new_id()),
        "passkey_id": str(new_id()),
        "ownership_claim_id": str(new_id()),
        "data_request_id": _data_request(by),
        "avatar_id": str(new_id()),
        "service_account_id": by.made(
            f"{by.base}/service-accounts", {"name": "Robot", "role": "staff"}
        ),
    }


def _data_request(by: SampleData) -> str:
    """What somebody asks the organization about their data."""
    asked = {
        "organization_id": str(by.shop.organization.id),
        "kind": "objection",
        "purpose": "security",
    }
    answer = by.client.post("/api/v1/me/data-requests", json=asked, headers=bearer(make_user()))
    return str(answer.get_json()["request"]["id"])


def _saml_of(by: SampleData, provider: str) -> dict[str, str]:
    """A certificate of ours for the provider, and a test sign-in that nobody has done."""
    here = f"{by.base}/identity-providers/{provider}/saml"
    saml = by.client.get(here, headers=by.headers).get_json()
    return {
        "certificate_id": str(saml["certificates"][0]["id"]),
        "test_sign_in_id": by.made(f"{here.removesuffix('/saml')}/test-sign-ins", {}),
    }


def of_money(by: SampleData) -> dict[str, str]:
    """A held order; one that was paid at the bank, with its invoice, its mail and a refund."""
    shop, bank = by.shop, Bank()
    card = make_payment_connection(shop.organizer)
    transfer = connections.create_connection(
        shop.organizer,
        connections.NewConnection(
            kind="payments", adapter_key="banktransfer", name="Bank", values=TRANSFER
        ),
    ).id
    settings = by.client.put(f"{by.base}/invoice-settings", json=SELLER, headers=by.headers)
    assert settings.status_code == 200, settings.get_json()
    paid_type = shop.add_type(capacity=50, price_minor=PRICE_MINOR)
    order = by.post(shop.orders_path, shop.basket(paid_type))
    bought = str(order["id"])
    by.post(f"{shop.orders_path}/{bought}/payment", {"connection_id": str(transfer)})
    [payment] = by.client.get(
        f"{by.base}/payments", query_string={"reference": bought}, headers=by.headers
    ).get_json()["items"]
    wanted = by.client.get(f"{by.base}/payments/{payment['id']}", headers=by.headers).get_json()
    bank.receive(Money(PRICE_MINOR, "EUR"), _reference(wanted), on=date(2026, 3, 2))
    bank.receive(Money(700, "EUR"), "membership fee", on=date(2026, 3, 2))
    with carried_out():
        _bring(by, transfer, bank)
    with carried_out():
        by.post(f"{shop.orders_path}/{bought}/refunds", {"amount_minor": 100})
    _deliver(by, card)
    with transaction(system_in(shop.organization.id, "tests.furnish")) as tx:
        payout_id = insert_payout(tx, _payout(card, tx.now))
        finding = _finding(card, tx.now)
        tx.add(finding)
    refunds = by.client.get(f"{by.base}/payments/{payment['id']}", headers=by.headers).get_json()
    confirmed = by.client.get(f"{shop.orders_path}/{bought}", headers=by.headers).get_json()
    paid_ticket_id = str(confirmed["tickets"][0]["id"])
    ticket = f"{shop.orders_path}/{bought}/tickets/{paid_ticket_id}"
    offered = by.post(f"{ticket}/transfer", {"email": "friend@people.example"})
    held = _held_order(by, paid_type)
    work.run_timed("order_search.index")
    return {
        "order_id": held,
        "note_id": by.made(f"{shop.orders_path}/{held}/notes", {"text": "Called twice."}),
        "saved_view_id": by.made(f"{by.base}/saved-views", {"kind": "orders", "name": "Mine"}),
        "job_id": by.made(f"{by.base}/bulk-actions/cancel-orders", {"order_ids": [bought]}),
        "order_export_id": by.made(
            f"{by.base}/order-exports/orders", {"format": "csv", "columns": [{"id": "number"}]}
        ),
        "export_schedule_id": _export_schedule(by),
        "warehouse_feed_id": _warehouse_feed(by),
        **_discount(by),
        **_badges(by, paid_ticket_id),
        "price_rule_id": _price_rule(by, paid_type),
        "bulk_edit_id": _bulk_edit(by),
        **_member_list(by),
        "demand_price_id": _demand_price(by, shop.add_type(capacity=50, price_minor=PRICE_MINOR)),
        "priced_type_id": str(paid_type),
        **_waitlist(by),
        **_session_waitlist(by),
        **_waiting_room(by),
        "fraud_rule_id": _fraud_rule(by),
        **_sales_channels(by),
        "embed_origin_id": by.made(
            f"{by.base}/embed-origins", {"origin": "https://www.partner.example"}
        ),
        "blocked_address_id": by.made(
            f"{by.base}/blocked-addresses",
            {
                "kind": "domain",
                "value": "spam.example",
                "outcome": "review",
                "reason": "Charged back",
            },
        ),
        "message_id": _inbox_message(shop),
        "suppression_id": by.made(
            f"{by.base}/suppressions",
            {"email": "gone@people.example", "scope": "all", "note": "Asked by phone"},
        ),
        "message_template_id": by.made(
            f"{by.base}/message-templates", {"message": "order-confirmed", "language": "en"}
        ),
        "tag_id": by.made(f"{by.base}/order-tags", {"name": "Press"}),
        "paid_order_id": bought,
        "paid_order_secret": str(order["secret"]),
        "ticket_id": str(confirmed["tickets"][0]["id"]),
        "attendee_id": str(confirmed["attendees"][0]["id"]),
        "transfer_id": str(offered["id"]),
        "transfer_secret": orders.transfer_secret(UUID(offered["id"])),
        "held_ticket_secret": orders.ticket_secret(UUID(offered["id"])),
        "connection_id": str(transfer),
        "payment_id": str(payment["id"]),
        "refund_id": str(refunds["refunds"][0]["id"]),
        "dispute_id": make_dispute(shop.organizer, card),
        "delivery_id": by.first_of("/payment-deliveries"),
        "line_id": by.first_of("/payment-statement-lines?state=unmatched"),
        "invoice_id": by.first_of("/invoices"),
        "mail_id": by.first_of("/mails"),
        "text_message_id": str(new_id()),
        "payout_id": str(payout_id),
        "finding_id": str(finding.id),
    }


class carried_out:  # noqa: N801  reads as a sentence where it stands
    """What was asked for inside is worked off at the end, in this process."""

    def __enter__(self) -> None:
        work.QUEUED.clear()
        tasks.connect(lambda name, arguments, _queue: work.QUEUED.append((name, arguments)))

    def __exit__(self, *_: object) -> None:
        try:
            work.drain()
        finally:
            tasks.connect(None)


def _reference(payment: dict[str, Any]) -> str:
    found = payment.get("payment", payment)
    return str(found["provider_ref"])


def _bring(by: SampleData, connection_id: UUID, bank: Bank) -> None:
    answer = by.client.post(
        f"{by.base}/payment-statements?connection_id={connection_id}",
        data=bank.camt053(),
        headers={**by.headers, "Content-Type": "application/xml"},
    )
    assert answer.status_code == 200, answer.get_json()
    assert (answer.get_json()["matched"], answer.get_json()["unmatched"]) == (1, 1)


def _device(by: SampleData) -> dict[str, str]:
    """A check-in device, and a code by which another may join."""
    until = (clock.now() + timedelta(days=1)).isoformat()
    codes = f"{by.event}/checkin-joining-codes"
    used = by.post(codes, {"ends_at": until})["code"]
    joined = by.post(f"{by.base}/checkin-device/join", {"code": used, "name": "Phone"})
    open_code = by.post(codes, {"ends_at": until})["joining_code"]
    return {
        "device_id": str(joined["device"]["id"]),
        "device_token": str(joined["token"]),
        "joining_code_id": str(open_code["id"]),
    }


def _print_station(by: SampleData) -> dict[str, str]:
    """A print station, and a test page that waits for its printer."""
    station = by.made(f"{by.event}/print-stations", {"name": "Front desk"})
    page = by.made(f"{by.event}/print-stations/{station}/test-page", {})
    issued = by.post(f"{by.event}/print-stations/{station}/code")["code"]
    code = issued.rpartition(".")[2]
    joined = by.post(f"{by.base}/print-connector/join", {"code": code, "name": "Laptop"})
    return {
        "print_station_id": station,
        "print_job_id": page,
        "print_connector_token": str(joined["token"]),
    }


def _stand(by: SampleData, sponsor_id: str) -> dict[str, str]:
    """A sponsor with a seat, and a member of its stand; leads have tests of their own."""
    stand, seats = (
        f"{by.event}/lead-sponsors/{sponsor_id}",
        {"seats": 2, "ends_at": None, "tags": []},
    )
    settings = {
        "is_enabled": True,
        "shares_email": True,
        "company_question": None,
        "question_keys": [],
        "statement": "",
        "days_after_event": 14,
    }
    for path, body in ((f"{by.event}/lead-settings", settings), (stand, seats)):
        answer = by.client.put(path, json=body, headers=by.headers)
        assert answer.status_code == 200, answer.get_json()
    issued = by.post(f"{stand}/members", {"name": "Mo"})
    return {
        "lead_member_id": str(issued["member"]["id"]),
        "lead_token": str(issued["token"]),
        "lead_id": str(new_id()),
    }


def _price_rule(by: SampleData, ticket_type_id: UUID) -> str:
    """An early-bird price for the first ten."""
    made = {"ticket_type_id": str(ticket_type_id), "kind": "early_bird", "name": "Early bird"}
    return by.made(f"{by.event}/price-rules", made | {"percent_bp": 1000, "sold_until": 10})


def _bulk_edit(by: SampleData) -> str:
    """A ticket type that was made dearer."""
    chosen = {"ticket_type_id": str(by.shop.add_type(price_minor=PRICE_MINOR)), "version": 1}
    edit = {"items": [chosen], "changes": {"price": {"add_minor": 1}}}
    return by.made(f"{by.event}/bulk-edits", edit)


def _member_list(by: SampleData) -> dict[str, str]:
    """A member list with a number."""
    list_id = by.made(f"{by.base}/member-lists", {"name": "Society"})
    path = f"{by.base}/member-lists/{list_id}/numbers"
    by.post(f"{path}/import", {"table": "number\nAB1234\n"})
    [number] = by.client.get(path, headers=by.headers).get_json()["items"]
    return {"member_list_id": list_id, "member_number_id": str(number["id"])}


def _demand_price(by: SampleData, ticket_type_id: UUID) -> str:
    """A price that goes up once half of the places are taken."""
    made = {"ticket_type_id": str(ticket_type_id), "floor_minor": 1, "ceiling_minor": 10**6}
    bands = {"by_share": [{"from_bp": 5000, "change_bp": 1000}]}
    return by.made(f"{by.event}/demand-prices", made | bands)


def _badges(by: SampleData, ticket_id: str) -> dict[str, str]:
    """A badge layout, and a badge that was printed by it."""
    name = {"kind": "name", "x_mm": 4, "y_mm": 4, "width_mm": 80, "height_mm": 20}
    design = {"width_mm": 90, "height_mm": 55, "elements": [name]}
    made = {"name": "Badge", "is_default": True, "design": design}
    layout_id = by.made(f"{by.event}/badge-layouts", made)
    run_id = by.made(f"{by.event}/badge-print-runs", {"ticket_ids": [ticket_id]})
    return {"badge_layout_id": layout_id, "badge_print_run_id": run_id}


def _discount(by: SampleData) -> dict[str, str]:
    """A discount with its code."""
    made = {"name": "Autumn", "code": "AUTUMN20", "percent_bp": 2000}
    discount_id = by.made(f"{by.base}/discounts", made)
    path = f"{by.base}/discounts/{discount_id}/codes"
    [code] = by.client.get(path, headers=by.headers).get_json()["items"]
    return {"discount_id": discount_id, "discount_code_id": str(code["id"])}


def _sales_channels(by: SampleData) -> dict[str, str]:
    """A sales partner with places that are kept for them."""
    partner_id = by.made(f"{by.base}/sales-partners", {"name": "Hotel", "code": "HOTEL4"})
    setting = {"ticket_type_id": str(by.shop.add_type(capacity=9)), "channel": "partner"}
    setting |= {"sales_partner_id": partner_id, "places": 4}
    setting_id = by.made(f"{by.event}/channel-settings", setting)
    return {"sales_partner_id": partner_id, "channel_setting_id": setting_id}


def _waitlist(by: SampleData) -> dict[str, str]:
    """Somebody who waits for a ticket type that is sold out."""
    settings = {"is_open": True, "freed_first": True, "offer_minutes": 60, "most_quantity": 2}
    path = f"{by.base}/events/{by.shop.event_id}"
    saved = by.client.put(f"{path}/waitlist-settings", json=settings, headers=by.headers)
    assert saved.status_code == 200, saved.get_json()
    sold_out = by.shop.add_type(capacity=1)
    by.post(by.shop.orders_path, by.shop.basket(sold_out))
    wanted = {"ticket_type_id": str(sold_out), "quantity": 1, "email": "wait@people.example"}
    by.post(f"{path}/waitlist", wanted)
    entry_id = by.first_of(f"/events/{by.shop.event_id}/waitlist")
    return {"entry_id": entry_id, "waitlist_secret": waitlist.entry_secret(UUID(entry_id))}


def _session_waitlist(by: SampleData) -> dict[str, str]:
    """A ticket that waits for a session whose one place is taken."""
    terms = {"is_open": True, "freed_first": True, "gives_at_once": False, "offer_minutes": 60}
    path = f"{by.base}/events/{by.shop.event_id}"
    said = by.client.put(f"{path}/session-waitlist-settings", json=terms, headers=by.headers)
    assert said.status_code == 200, said.get_json()
    times = {"starts_at": "2030-02-02T10:00", "ends_at": "2030-02-02T11:00"}
    full = {"title": "Knots", "capacity": 1, "needs_registration": True, **times}
    session_id = by.made(f"{path}/sessions", full)
    order = by.post(by.shop.orders_path, by.shop.basket(by.shop.add_type(), quantity=2))
    secret = {"Turnout-Order-Secret": str(order["secret"])}
    with transaction(by.shop.organizer) as tx:
        first, second = tickets.list_ids(tx, UUID(str(order["id"])))
    for end, ticket_id in (("registrations", first), ("waits", second)):
        asked = by.client.post(
            f"{path}/sessions/{session_id}/{end}",
            json={"ticket_id": str(ticket_id)},
            headers=secret,
        )
        assert asked.status_code == 201, asked.get_json()
    return {"session_entry_id": by.first_of(f"/events/{by.shop.event_id}/session-waitlist")}


def _export_schedule(by: SampleData) -> str:
    export = {"format": "csv", "columns": [{"id": "number"}]}
    when = {"name": "For the books", "cadence": "daily", "hour": 6}
    return by.made(f"{by.base}/export-schedules/orders", export | when)


def _warehouse_feed(by: SampleData) -> str:
    keys = {"bucket": "raw-data", "access_key_id": "key", "secret_access_key": "hush"}
    store = {"kind": "storage", "adapter_key": "s3-bucket", "name": "Lake", "values": keys}
    said = {"name": "Warehouse", "tables": ["orders"], "cadence": "daily"}
    said["connection_id"] = by.made(f"{by.base}/connections", store)
    return by.made(f"{by.base}/warehouse-feeds", said)


def _held_order(by: SampleData, type_id: UUID) -> str:
    """An order that is under review: the second of its buyer, by a rule that is paused then."""
    path = f"{by.base}/events/{by.shop.event_id}/fraud-rules"
    rule = by.post(path, RULE | {"subject": "email", "most": 1, "outcome": "review"})
    basket = by.shop.basket(type_id, email="second@people.example")
    by.made(by.shop.orders_path, basket)
    held = by.made(by.shop.orders_path, basket)
    headers = by.headers | {"If-Match": '"1"'}
    paused = by.client.patch(f"{path}/{rule['id']}", json={"state": "paused"}, headers=headers)
    assert paused.status_code == 200, paused.get_json()
    return held


def _inbox_message(shop: MadeShop) -> str:
    """What the owner was told as a member of the team."""
    new = NewTeamMessage(
        kind=MessageKind.REFUND_FAILED, source_id=new_id(), permission="payments.read", path="money"
    )
    with transaction(system_in(shop.organization.id, "tests.inbox")) as tx:
        inbox.tell_team(tx, new)
        return str(tx.query("SELECT id FROM inbox_messages")[0][0])


def _fraud_rule(by: SampleData) -> str:
    """A rule that is wide enough for all that is ordered here."""
    return by.made(f"{by.base}/events/{by.shop.event_id}/fraud-rules", RULE)


def _waiting_room(by: SampleData) -> dict[str, str]:
    """The token of a place in a waiting room that is set up, and off: all others may order."""
    opens_at = clock.now()
    settings = {
        "is_on": False,
        "opens_at": opens_at.isoformat(),
        "least_per_minute": 60,
        "most_per_minute": 60,
        "most_shopping": 10,
        "shopping_minutes": 10,
    }
    path = f"{by.base}/events/{by.shop.event_id}/waiting-room"
    saved = by.client.put(path, json=settings, headers=by.headers)
    assert saved.status_code == 200, saved.get_json()
    place = waiting_room.Place(
        event_id=by.shop.event_id, place_id=new_id(), run=1, score=opens_at.timestamp() * 1e6
    )
    return {"waiting_room_place": waiting_room.sign_place(place, opens_at=opens_at)}


def _deliver(by: SampleData, connection_id: UUID) -> None:
    """A delivery that is genuine and says nothing that we read."""
    account = account_of(by.shop.organizer)
    event = {"id": "evt_1", "type": "account.updated", "account": account, "data": {}}
    body = json.dumps(event).encode()
    answer = by.client.post(
        hook_path(by.shop.organizer, connection_id),
        data=body,
        headers=signed(by.shop.organizer, body),
    )
    assert answer.status_code == 204, answer.get_data(as_text=True)


def _payout(connection_id: UUID, at: datetime) -> StoredItem:
    ref = f"po_{new_id().hex}"
    return StoredItem(
        line_id=ref,
        connection_id=connection_id,
        payout_ref=ref,
        kind="payout",
        gross_minor=-5_000,
        fee_minor=0,
        currency="EUR",
        occurred_at=at,
        provider_ref=None,
        object_id=None,
    )


def _guest(by: SampleData) -> str:
    """Who was invited while the event was private."""
    with transaction(system_in(by.shop.organization.id, "tests.furnish")) as tx:
        row = InvitationRow(
            id=new_id(),
            event_id=by.shop.event_id,
            email="guest@people.example",
            name="Guest",
            locale="en",
            serial=1,
            key_id="test",
            secret_hash=b"",
            created_at=tx.now,
            asked_at=tx.now,
        )
        tx.add(row)
    return str(row.id)


def _finding(connection_id: UUID, at: Any) -> ReconciliationFindingRow:
    return ReconciliationFindingRow(
        id=new_id(),
        kind="ledger_fees",
        subject=new_id().hex,
        connection_id=connection_id,
        currency="EUR",
        expected=5_000,
        found=4_000,
        state="open",
        first_seen_at=at,
        last_seen_at=at,
        settled_by="",
        reason="",
    )
