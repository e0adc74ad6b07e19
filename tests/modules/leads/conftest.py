"""An event whose form asks for a company, with two sponsors, their stand members and attendees."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import MadeUser, bearer
from tests.factories.sales import MadeShop, make_shop
from tests.factories.tickets import Occasion, code_of
from tests.factories.work import drain

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.forms import api as forms
from turnout.modules.orders import api as orders
from turnout.modules.sponsors import api as sponsors
from turnout.modules.tickets import api as tickets

FORM = {
    "language": "en",
    "questions": [
        {"key": "company", "type": "short_text", "label": {"en": "Company"}},
        {
            "key": "role",
            "type": "single_choice",
            "label": {"en": "Role"},
            "options": [{"value": "dev", "label": {"en": "Developer"}}, {"value": "boss"}],
        },
        {"key": "diet", "type": "short_text", "label": {"en": "Diet"}},
        {"key": "passport", "type": "file", "label": {"en": "Passport"}},
        {"key": "po", "type": "short_text", "scope": "order", "label": {"en": "PO number"}},
    ],
}
SETTINGS = {
    "is_enabled": True,
    "shares_email": True,
    "company_question": "company",
    "question_keys": ["role"],
    "statement": "",
    "days_after_event": 14,
}
STAND = {"seats": 3, "ends_at": None, "tags": ["Demo", "Call back"]}


@dataclass(slots=True)
class Guest:
    """Somebody with a ticket of their own, and the page by which they decide."""

    expo: "Expo"
    order: dict[str, Any]

    @property
    def ticket(self) -> tickets.Ticket:
        with transaction(self.expo.shop.organizer) as tx:
            return tickets.list_of(tx, UUID(self.order["id"]))[0]

    @property
    def code(self) -> str:
        occasion = Occasion(self.expo.shop.organizer, self.expo.shop.event_id, new_id(), new_id())
        return code_of(occasion, self.ticket)

    @property
    def secret(self) -> dict[str, str]:
        return {"Turnout-Order-Secret": self.order["secret"]}

    @property
    def path(self) -> str:
        return f"{self.expo.base}/orders/{self.order['id']}/tickets/{self.ticket.id}"

    @property
    def page(self) -> str:
        home = f"/orders/{self.expo.shop.organization.id}/{self.order['id']}"
        return f"{home}/{self.order['secret']}"

    def consent(self, **query: Any) -> Any:
        return self.expo.client.get(
            f"{self.path}/lead-consent", headers=self.secret, query_string=query
        )

    def say(self, *, is_given: bool, **stated: Any) -> Any:
        version = self.consent().json["statement_version"]
        body = {"is_given": is_given, "statement_version": version, **stated}
        return self.expo.client.put(f"{self.path}/lead-consent", json=body, headers=self.secret)

    def agree(self) -> "Guest":
        answer = self.say(is_given=True)
        assert answer.status_code == 200, answer.json
        return self

    def refuse(self, sponsor: UUID) -> int:
        address = f"{self.path}/lead-consent/sponsors/{sponsor}"
        return self.expo.client.delete(address, headers=self.secret).status_code

    def allow(self, sponsor: UUID) -> int:
        address = f"{self.path}/lead-consent/sponsors/{sponsor}"
        return self.expo.client.put(address, headers=self.secret).status_code


@dataclass(frozen=True, slots=True)
class StandMember:
    """Somebody at a stand, as their page calls."""

    client: Any
    base: str
    issued: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.issued["member"]["id"])

    def ask(self, method: str, rest: str = "", body: Any = None, **headers: str) -> Any:
        proof = {"Authorization": f"Bearer {self.issued['token']}", **headers}
        address = f"{self.base}/lead-stand{rest}"
        return self.client.open(address, method=method, json=body, headers=proof)

    def scan(self, guest: Guest | str, **stated: Any) -> Any:
        code = guest if isinstance(guest, str) else guest.code
        body = {"code": code, "scan_id": new_id().hex, **stated}
        return self.ask("POST", "/scans", body)

    def collected(self, guest: Guest, **stated: Any) -> Any:
        answer = self.scan(guest, **stated)
        assert answer.json["verdict"] == "collected", answer.json
        return answer.json["lead"]

    def leads(self, query: str = "") -> list[Any]:
        answer = self.ask("GET", f"/leads{query}")
        assert answer.status_code == 200, answer.json
        return list(answer.json["items"])


@dataclass(slots=True)
class Expo:
    client: Any
    shop: MadeShop
    type_id: UUID
    wicks: UUID
    glow: UUID

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    @property
    def event(self) -> str:
        return f"{self.base}/events/{self.shop.event_id}"

    def ask(
        self, method: str, rest: str, body: Any = None, *, who: MadeUser | None = None, **more: str
    ) -> Any:
        headers = {**bearer(who or self.shop.organization.owner), **more}
        return self.client.open(f"{self.event}{rest}", method=method, json=body, headers=headers)

    def set_up(self, **changes: Any) -> Any:
        answer = self.ask("PUT", "/lead-settings", SETTINGS | changes)
        assert answer.status_code == 200, answer.json
        return answer.json

    def stand(self, sponsor: UUID, **changes: Any) -> Any:
        answer = self.ask("PUT", f"/lead-sponsors/{sponsor}", STAND | changes)
        assert answer.status_code == 200, answer.json
        return answer.json

    def invite(self, sponsor: UUID, name: str = "Mo") -> Any:
        return self.ask("POST", f"/lead-sponsors/{sponsor}/members", {"name": name})

    def member(self, sponsor: UUID | None = None, name: str = "Mo") -> StandMember:
        issued = self.invite(sponsor or self.wicks, name)
        assert issued.status_code == 201, issued.json
        return StandMember(self.client, self.base, issued.json)

    def guest(
        self, name: str = "Ada Lovelace", email: str = "ada@engine.example", **answers: Any
    ) -> Guest:
        basket = self.shop.basket(self.type_id, named=False)
        attendee = {"ticket_type_id": str(self.type_id), "name": name, "email": email}
        answer = self.client.post(self.shop.orders_path, json={**basket, "attendees": [attendee]})
        assert answer.status_code == 201, answer.json
        made = Guest(self, answer.json)
        if answers:
            answered = self.client.patch(
                f"{self.shop.orders_path}/{made.order['id']}"
                f"/attendees/{made.order['attendees'][0]['id']}",
                json={"answers": answers},
                headers=made.secret,
            )
            assert answered.status_code == 200, answered.json
        return made

    def ada(self) -> Guest:
        return self.guest(company="Analytical Engines", role="dev", diet="Vegan").agree()

    def transfer(self, guest: Guest, name: str = "Grace", email: str = "grace@navy.example") -> str:
        """Somebody else has the ticket now; the id of the transfer."""
        offered = self.client.post(
            f"{guest.path}/transfer", json={"email": email}, headers=guest.secret
        )
        assert offered.status_code == 201, offered.json
        transfer_id = str(offered.json["id"])
        taken = self.client.post(
            f"{self.base}/transfers/{transfer_id}/accept",
            json={"name": name},
            headers={"Turnout-Transfer-Secret": orders.transfer_secret(UUID(transfer_id))},
        )
        assert taken.status_code == 200, taken.json
        drain()
        return transfer_id


def make_expo(client: Any) -> Expo:
    shop = make_shop(title="Harbour Tech Summit")
    forms.save_form(shop.organizer, shop.event_id, FORM)
    wicks, glow = (
        sponsors.create_sponsor(shop.organizer, shop.event_id, sponsors.NewSponsor(name=name)).id
        for name in ("Wicks", "Glow")
    )
    made = Expo(client, shop, shop.add_type(capacity=200), wicks, glow)
    made.set_up()
    made.stand(wicks)
    made.stand(glow)
    return made


@pytest.fixture
def expo(client: Any, running: Any) -> Expo:
    return make_expo(client)
