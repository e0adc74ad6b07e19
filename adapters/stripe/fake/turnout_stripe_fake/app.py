"""The fake as one object: authentication, idempotency, routes, and scripted misbehaviour."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime

from turnout_stripe_fake import browser, control_api, hosted
from turnout_stripe_fake.accounts import Caller, authenticate
from turnout_stripe_fake.messages import ApiError, Request, Response, json_response
from turnout_stripe_fake.routes import route
from turnout_stripe_fake.store import Json, Store, Tx

_LONGEST_KEY = 255


class Provider:
    """Everything but the sockets; `wake` tells the sender that there may be deliveries."""

    def __init__(
        self,
        *,
        store: Store,
        now: Callable[[], datetime],
        public_url: str,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self.store, self.now, self.public_url, self._wake = store, now, public_url, wake

    def handle(self, request: Request) -> Response:
        """Answer; what an `ApiError` refused has left no trace but its idempotency record."""
        if request.path == "/healthz":
            return Response(status=200, body=b"ok\n", headers={"Content-Type": "text/plain"})
        try:
            if request.path.startswith(("/pay/", "/assets/")):
                with self.store.transaction(self.now()) as tx:
                    return hosted.answer(tx, request)
            if request.path.startswith("/endive/"):
                return browser.script(request.path.removeprefix("/endive/"))
            if browser.ASKED.fullmatch(request.path):
                with self.store.transaction(self.now()) as tx:
                    return browser.answer(tx, request)
            return self._api(request)
        except ApiError as error:
            return _refusal(error)
        finally:
            self._wake()

    def _api(self, request: Request) -> Response:
        with self.store.transaction(self.now()) as tx:
            caller = authenticate(tx, request)
            if request.path.startswith("/_fake/"):
                return json_response(200, _public(control_api.answer(tx, caller, request)))
            script = control_api.take_script(tx, caller, request)
        if script in ("unavailable", "rate_limit"):
            status = 503 if script == "unavailable" else 429
            return json_response(status, {"error": {"type": "api_error"}}, {"Retry-After": "2"})
        response = self._once(caller, request)
        return control_api.distort(script, response)

    def _once(self, caller: Caller, request: Request) -> Response:
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        with self.store.transaction(self.now()) as tx:
            if key is None:
                return json_response(200, self._carry_out(tx, caller, request))
            if not 0 < len(key) <= _LONGEST_KEY:
                raise ApiError(400, "Idempotency keys may be up to 255 characters.")
            record = tx.find(caller.account, "idempotency", f"{caller.account}/{key}")
            if record is not None:
                return _replay(record, key, request)
            refusal: ApiError | None = None
            try:
                status, answer = 200, self._carry_out(tx, caller, request)
            except ApiError as error:
                if not error.is_kept:
                    raise
                refusal, status, answer = error, error.status, error.body
            _keep(tx, caller, request, key=key, status=status, answer=_public(answer))
        return _refusal(refusal) if refusal else json_response(status, _public(answer))

    def _carry_out(self, tx: Tx, caller: Caller, request: Request) -> Json:
        return _public(route(tx, caller, request, public_url=self.public_url))


def _replay(record: Json, key: str, request: Request) -> Response:
    """The same answer again, or the provider's complaint about a key used for something else."""
    hint = f"Try using a key other than '{key}' if you meant to execute a different request."
    if record["path"] != request.path:
        raise ApiError(
            400,
            "Keys for idempotent requests can only be used for the same endpoint they were first "
            f"used for ('{request.path}' vs '{record['path']}'). {hint}",
            kind="idempotency_error",
        )
    if record["digest"] != _digest(request):
        raise ApiError(
            400,
            "Keys for idempotent requests can only be used with the same parameters they were "
            f"first used with. {hint}",
            kind="idempotency_error",
        )
    return json_response(record["status"], record["answer"], {"Idempotent-Replayed": "true"})


def _keep(tx: Tx, caller: Caller, request: Request, *, key: str, status: int, answer: Json) -> None:
    record = {
        "id": f"{caller.account}/{key}",
        "path": request.path,
        "digest": _digest(request),
        "status": status,
        "answer": answer,
    }
    tx.put(caller.account, "idempotency", record)


def _digest(request: Request) -> str:
    form = json.dumps(request.form(), sort_keys=True)
    return hashlib.sha256(f"{request.path}\n{form}".encode()).hexdigest()


def _refusal(error: ApiError) -> Response:
    return json_response(error.status, error.body, {"Request-Id": "req_fake"})


def _public(thing: Json) -> Json:
    """What begins with `_` stays inside, at every depth."""

    def cleaned(value: object) -> object:
        if isinstance(value, dict):
            return {name: cleaned(each) for name, each in value.items() if name[:1] != "_"}
        return [cleaned(each) for each in value] if isinstance(value, list) else value

    return dict(cleaned(thing))  # type: ignore[call-overload,no-any-return]
