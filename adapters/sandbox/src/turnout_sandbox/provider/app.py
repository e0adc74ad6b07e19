"""The provider as one object: authentication, routes, scripted misbehaviour, timers."""

from http import HTTPStatus

from turnout_sandbox.provider import accounts, api, card_fields, events, hosted, payments, refunds
from turnout_sandbox.provider.rules import Refused, not_found
from turnout_sdk.testing.provider import misbehaviour
from turnout_sdk.testing.provider.app import FakeProvider
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.provider.webhooks import Message
from turnout_sdk.testing.serving import Reply, Request

_BROKEN = Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "Something went wrong.").reply()


class Provider(FakeProvider):
    """Everything the sandbox does; a use case is one transaction."""

    name = "sandbox"
    file = "sandbox.sqlite3"
    pauses = events.PAUSES
    missing = staticmethod(not_found)
    deliveries_at_once = 8
    too_large = Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "Too large.").reply()

    def answer(self, request: Request) -> Reply:
        area, _, name = request.path.removeprefix("/").partition("/")
        if area == "assets":
            return hosted.asset(name)
        with self.store.transaction(self.now()) as tx:
            if area == "pay":
                return hosted.answer(tx, request, payment_id=name)
            if area == "fields":
                return card_fields.answer(tx, request, payment_id=name)
            account = accounts.authenticate(tx, request.bearer)
            route = api.find(request)
            script = _script(tx, account, route) if route else None
        if route is None:
            raise api.unknown(request)
        if script is None:
            return self._handled(account, request, route, None)
        behaviour, seconds = script["behaviour"], script["seconds"]
        if behaviour == "unavailable":
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", "Please try again later.")
        answer = self._handled(account, request, route, script)
        return misbehaviour.distort(behaviour, answer, error=_BROKEN, seconds=seconds)

    def _handled(
        self, account: str, request: Request, route: api.Route, script: Json | None
    ) -> Reply:
        try:
            with self.store.transaction(self.now()) as tx:
                return route.handler(
                    api.Call(
                        tx=tx,
                        account=account,
                        request=request,
                        target=route.target,
                        public_url=self.address,
                        script=script,
                    )
                )
        except Refused as refused:
            return refused.reply()

    def pass_time(self, tx: Tx) -> None:
        """Carry out what was promised for later; a promise that came too late is dropped."""
        for account, timer in tx.everywhere("timer"):
            if timer["due_at"] > tx.time.timestamp():
                continue
            tx.remove("timer", timer["id"])
            target, outcome = timer["object"], timer["outcome"]
            try:
                if target.startswith("re_"):
                    refunds.settle(tx, tx.get(account, "refund", target), outcome)
                else:
                    payments.advance(tx, tx.get(account, "payment", target), outcome)
            except Refused:
                continue

    def compose(self, tx: Tx, account: str, delivery: Json) -> Message:
        return events.compose(tx, account, delivery)

    def note_attempt(self, tx: Tx, delivery: Json, *, state: str, answer: str) -> None:
        events.note_attempt(tx, delivery, state=state, answer=answer)


def _script(tx: Tx, account: str, route: api.Route) -> Json | None:
    """Use up the oldest script that is meant for this request."""

    def fits(script: Json) -> bool:
        is_meant = script["operation"] in ("any", route.operation)
        return is_meant and script["payment"] in (None, route.target)

    return misbehaviour.use_up(tx, account, fits) if route.operation else None
