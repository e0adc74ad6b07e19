"""The base of fakes that send mails or texts: what arrived, who is refused, what webhooks tell."""

import base64
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, ClassVar

from turnout_sdk.testing.local_http import local_client
from turnout_sdk.testing.provider import misbehaviour
from turnout_sdk.testing.provider.app import FakeProvider, Refusal
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.provider.webhooks import Message, plan
from turnout_sdk.testing.serving import Reply, Request, reply
from turnout_sdk.webhooks import Delivery

UNKNOWN = "an event that nobody has heard of"
ANSWERED = "answered"
"""Not about a message of ours: somebody wrote one."""
_CONTROLS = "/_fake/"
_PATIENCE_SECONDS = 300
"""To say what reached a hundred thousand takes a fake the better part of a minute."""


class MessageProvider(FakeProvider):
    """An account takes messages, keeps them as they arrived, and tells what became of them."""

    pauses: ClassVar[Sequence[int]] = (60, 600, 3600)
    told: ClassVar[Sequence[str]] = ("accepted", "delivered")
    """What is told of a message by itself, in this order."""

    @abstractmethod
    def authenticate(self, request: Request) -> str:
        """Name the account that asks, or refuse."""

    @abstractmethod
    def serve(self, tx: Tx, account: str, request: Request) -> Reply:
        """Answer a request of the API."""

    @abstractmethod
    def event(self, account: str, report: Json) -> Any:
        """Write an event in the provider's words.

        A report has `id`, `mail` (the provider's name for it), `message_id` (ours), `recipient`,
        `state` (of `turnout_sdk.email` or `sms`, or `UNKNOWN`), `is_permanent` and `at` in Unix
        seconds, and `hook`: where it is delivered.
        """

    @abstractmethod
    def signed(self, account: str, event: Any, at: datetime) -> Delivery:
        """Write an event down as it is delivered, with its signature."""

    def hook_of(self, tx: Tx, account: str, said: Json) -> str:  # noqa: ARG002 - most have one
        """Name the address where a report is delivered; empty where nobody hears it."""
        hook = tx.find(account, "hook", account)
        return "" if hook is None else str(hook["url"])

    def free_answer(self, request: Request) -> Reply | None:  # noqa: ARG002 - most have nothing such
        """Answer what needs no credentials; None when nothing does."""
        return None

    def answer(self, request: Request) -> Reply:
        if request.path.startswith(_CONTROLS):
            return self._control(request.path.removeprefix(_CONTROLS), request.json())
        free = self.free_answer(request)
        if free is not None:
            return free
        account = self.authenticate(request)
        with self.store.transaction(self.now()) as tx:
            behaviour = misbehaviour.take(tx, account, request)
            if behaviour == "busy":
                return reply(503, {"message": "busy"})
            if behaviour == "lost":
                return Reply(is_silent=True)
            if self._is_over_limit(tx, account):
                return reply(429, {"message": "too many requests"}, {"Retry-After": "1"})
            answer = self.serve(tx, account, request)
        return misbehaviour.distort(behaviour, answer, error=reply(500, {"message": "it broke"}))

    def _is_over_limit(self, tx: Tx, account: str) -> bool:
        """Count a request against the account's limit of a second, where it has one."""
        limit = tx.find(account, "limit", account)
        if limit is None:
            return False
        second = int(self.now().timestamp())
        count = limit["count"] + 1 if limit["second"] == second else 1
        tx.put(account, "limit", {**limit, "second": second, "count": count})
        return bool(count > limit["per_second"])

    def take(
        self,
        tx: Tx,
        account: str,
        *,
        message_id: str,
        recipients: Sequence[str],
        raw: bytes,
        **more: Any,
    ) -> str:
        """Keep a message and plan what is told of it; the provider's name for it.

        `more` stands in the record and in every report.
        """
        mail_id = token_hex(16)
        kept = {
            "id": mail_id,
            "message_id": message_id,
            "recipients": list(recipients),
            "raw": base64.b64encode(raw).decode(),
            "at": int(self.now().timestamp()),
            **more,
        }
        tx.put(account, "mail", kept)
        for recipient in recipients:
            for state in self.told:
                said = {"message_id": message_id, "recipient": recipient, "state": state}
                self._plan(tx, account, said | {"mail": mail_id, **more})
        return mail_id

    def is_refused(self, tx: Tx, account: str, recipients: Sequence[str]) -> bool:
        return any(tx.find(account, "refused", f"{account}:{each}") for each in recipients)

    def compose(self, tx: Tx, account: str, delivery: Json) -> Message | None:
        report = delivery["report"]
        report = report | {"hook": self.hook_of(tx, account, report)}
        if not report["hook"]:
            return None
        sent = self.signed(account, self.event(account, report), self.now())
        return Message(url=report["hook"], body=sent.body, headers=sent.headers)

    def _plan(self, tx: Tx, account: str, said: Json) -> None:
        if self.hook_of(tx, account, said):
            report = self._report(said)
            plan(tx, account, {"id": report["id"], "report": report})

    def _report(self, said: Json) -> Json:
        at = said.get("at", int(self.now().timestamp()))
        return {"mail": token_hex(16), "is_permanent": False, **said, "id": token_hex(16), "at": at}

    def _control(self, verb: str, given: Json) -> Reply:
        account = given["account"]
        with self.store.transaction(self.now()) as tx:
            match verb:
                case "received":
                    return reply(200, [each["raw"] for each in tx.in_order("mail", account)])
                case "reached":
                    kept = tx.in_order("mail", account)
                    return reply(200, [[each["message_id"], each["recipients"]] for each in kept])
                case "refuse":
                    tx.put(account, "refused", {"id": f"{account}:{given['recipient']}"})
                case "deliver-to":
                    tx.put(account, "hook", {"id": account, "url": given["url"]})
                case "limit":
                    none_yet = {"id": account, "second": 0, "count": 0}
                    tx.put(account, "limit", {**none_yet, "per_second": given["per_second"]})
                case "misbehave":
                    misbehaviour.plan(tx, account, {"id": token_hex(16), **given["script"]})
                case "tell":
                    self._plan(tx, account, given["report"])
                case "report":
                    report = self._report(given["report"])
                    report |= {"hook": self.hook_of(tx, account, report)}
                    at = datetime.fromtimestamp(report["at"], UTC)
                    sent = self.signed(account, self.event(account, report), at)
                    body = base64.b64encode(sent.body).decode()
                    told = {"headers": dict(sent.headers), "query": dict(sent.query)}
                    return reply(200, told | {"body": body})
                case _:
                    raise Refusal(404, {"message": f"no control {verb}"})
        return reply(200, {})


class MessageControls:
    """The far end of an account, for the kit and for tests."""

    def __init__(
        self, base_url: str, account: str, *, send: Callable[[str, Json], Any] | None = None
    ) -> None:
        self._base_url, self._account = base_url, account
        self._send = send or self._post

    def received(self) -> list[bytes]:
        return [base64.b64decode(each) for each in self._control("received")]

    def reached(self) -> list[tuple[str, list[str]]]:
        """Return the Message-ID and the recipients of each message that arrived."""
        return [(message_id, recipients) for message_id, recipients in self._control("reached")]

    def refuse(self, recipient: str) -> None:
        self._control("refuse", recipient=recipient)

    def deliver_to(self, url: str) -> None:
        self._control("deliver-to", url=url)

    def misbehave(self, **script: object) -> None:
        """Let the next requests suffer, `lost` and `busy` without being carried out.

        `drop`, `hang`, `error` and `nonsense` are carried out all the same.
        """
        self._control("misbehave", script=script)

    def limit(self, per_second: int) -> None:
        """Answer more requests than so many in a second with 429 and `Retry-After`."""
        self._control("limit", per_second=per_second)

    def tell(self, message_id: str, recipient: str, state: str, **more: object) -> None:
        """Have the provider deliver what became of a message."""
        said = {"message_id": message_id, "recipient": recipient, "state": state, **more}
        self._control("tell", report=said)

    def report(
        self, message_id: str, recipient: str, state: str, *, at: datetime, **more: object
    ) -> Delivery:
        """Return what the provider would deliver at that time."""
        said = {"message_id": message_id, "recipient": recipient, "state": state, **more}
        found = self._control("report", report={**said, "at": int(at.timestamp())})
        return Delivery(
            headers=found["headers"],
            body=base64.b64decode(found["body"]),
            query=found["query"],
        )

    def answer(self, sender: str, text: str, *, at: datetime, wish: str = "") -> Delivery:
        """Return what the provider would deliver when somebody answers by a text."""
        return self.report("", sender, ANSWERED, at=at, text=text, wish=wish)

    def _control(self, verb: str, **given: object) -> Any:
        return self._send(f"{_CONTROLS}{verb}", {"account": self._account, **given})

    def _post(self, path: str, given: Mapping[str, object]) -> Any:
        with local_client(timeout=_PATIENCE_SECONDS) as http:
            answer = http.post(f"{self._base_url}{path}", json=given)
        answer.raise_for_status()
        return answer.json()
