"""`python -m turnout_acme_fake --bind 127.0.0.1:8099 --state DIR` plays Acme Pay."""

import json
import sys
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from turnout_acme_fake import sign, webhook_secret_of
from turnout_sdk.money import Money
from turnout_sdk.testing.serving import Handle, Reply, Request, main, reply


@dataclass
class Acme:
    """Everything Acme Pay knows; one lock makes each request happen at once or not at all."""

    address: str
    payments: dict[str, dict[str, Any]] = field(default_factory=dict)
    operations: dict[tuple[str, str], tuple[bytes, Reply]] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def handle(self, request: Request) -> Reply:
        with self.lock:
            parts = request.path.strip("/").split("/")
            if parts[0] == "pay":
                return self.page(request, parts[1])
            account = request.bearer.removeprefix("key_").removesuffix("_of_a_test")
            if not account or request.bearer == account:
                return refuse(401, "unauthorized", "Who are you?")
            return self.route(request, account, parts)

    def route(self, request: Request, account: str, parts: list[str]) -> Reply:
        match request.method, parts:
            case "GET", ["account"]:
                return reply(200, {"id": account})
            case "GET", ["operations"]:
                _, found = self.operations.get((account, request.query["key"]), (b"", None))
                return found or reply(200, None)
            case "POST", ["payments"]:
                return self.once(request, account, lambda: self.start(request, account))
            case "GET", ["payments", ref] if self.owner(ref) == account:
                return reply(200, self.payments[ref])
            case "POST", ["payments", ref, "refunds"] if self.owner(ref) == account:
                return self.once(request, account, lambda: self.refund(request, ref))
        return refuse(404, "not_found", "There is no such payment.")

    def once(self, request: Request, account: str, act: Any) -> Reply:
        """Act once for each idempotency key; the same key and another body is a mistake."""
        key = request.headers.get("idempotency-key")
        if not key:
            return refuse(400, "key_missing", "An Idempotency-Key is needed.")
        done = self.operations.get((account, key))
        if done is None:
            done = self.operations[account, key] = (request.body, act())
        same = done[0] == request.body
        return done[1] if same else refuse(409, "key_reused", "This key was used before.")

    def start(self, request: Request, account: str) -> Reply:
        wanted, ref = request.json(), f"pay_{len(self.payments)}"
        if type(wanted["amount"]) is not int or wanted["amount"] <= 0:
            return refuse(400, "amount", "Amounts are whole and positive.")
        self.payments[ref] = wanted | {
            "id": ref,
            "account": account,
            "status": "open",
            "refunded": 0,
            "pay_url": f"{self.address}/pay/{ref}",
            "events": [],
        }
        return reply(201, self.payments[ref])

    def refund(self, request: Request, ref: str) -> Reply:
        payment, amount = self.payments[ref], request.json()["amount"]
        if payment["status"] != "paid" or payment["refunded"] + amount > payment["amount"]:
            return refuse(409, "too_much", "There is not so much to give back.")
        payment["refunded"] += amount
        refund_id = f"{ref}_refund_{len(payment['events'])}"
        self.tell(payment, "refunded", refund_id, amount=amount)
        made = {"id": refund_id, "payment": ref, "amount": amount}
        return reply(201, made | {"currency": payment["currency"]})

    def page(self, request: Request, ref: str) -> Reply:
        """Show the buyer what is to be paid, or hear what they decide."""
        if request.method == "POST":
            return self.decide(ref, request.json()["outcome"])
        payment = self.payments[ref]
        return reply(200, {"total": Money(payment["amount"], payment["currency"]).decimal()})

    def decide(self, ref: str, outcome: str) -> Reply:
        payment = self.payments[ref]
        payment["status"] = outcome
        self.tell(payment, outcome, ref, amount=payment["amount"])
        return reply(200, payment)

    def tell(self, payment: dict[str, Any], kind: str, about: str, *, amount: int) -> None:
        event = {
            "id": f"evt_{payment['id']}_{len(payment['events'])}",
            "type": kind,
            "payment": payment["id"],
            "object": about,
            "amount": amount,
            "currency": payment["currency"],
            "reference": payment["reference"],
            "at": datetime.now(UTC).isoformat(),
        }
        payment["events"].append(event)
        if payment["webhook_url"]:
            threading.Thread(target=deliver, args=(payment, event), daemon=True).start()

    def owner(self, ref: str) -> str:
        return str(self.payments.get(ref, {}).get("account", ""))


def deliver(payment: dict[str, Any], event: dict[str, Any]) -> None:
    body = json.dumps(event).encode()
    headers = sign(body, webhook_secret_of(payment["account"]), datetime.now(UTC))
    httpx.post(payment["webhook_url"], content=body, headers=headers, trust_env=False)


def refuse(status: int, code: str, message: str) -> Reply:
    return reply(status, {"error": {"code": code, "message": message}})


def build(_: Path, address: str) -> Handle:
    return Acme(address=address).handle


if __name__ == "__main__":
    sys.exit(main(build))
