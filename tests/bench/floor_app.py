"""The floor: a bare Flask view over a psycopg pool, under the same server as ours."""

import json
import os
import secrets
import uuid
from datetime import UTC, datetime

from flask import Flask, Response, request
from psycopg_pool import ConnectionPool

from tests.bench.statements import named


def create_app() -> Flask:
    app = Flask("floor", static_folder=None)
    pool = ConnectionPool(
        os.environ["FLOOR_DATABASE_URL"],
        min_size=int(os.environ["FLOOR_POOL"]),
        max_size=int(os.environ["FLOOR_POOL"]),
        open=True,
    )
    sql = named()

    def answer(body: dict, status: int = 201) -> Response:
        return Response(json.dumps(body), status, content_type="application/json")

    @app.post("/order")
    def order() -> Response:
        asked = request.get_json()
        order_id, quantity = uuid.uuid4(), asked["quantity"]
        now = datetime.now(UTC)
        body = {"id": str(order_id), "number": f"REG-{secrets.token_hex(6)}", "state": "confirmed"}
        values = {
            "organization_id": asked["organization_id"],
            "pool_id": asked["pool_id"],
            "quantity": quantity,
            "key": request.headers.get("Idempotency-Key") or str(order_id),
            "answer": json.dumps(body),
            "order_id": order_id,
            "number": body["number"],
            "event_id": asked["event_id"],
            "email": asked["email"],
            "now": now,
            "ticket_type_id": asked["ticket_type_id"],
            "holder": asked["name"],
            "nonce": secrets.token_bytes(8),
            "ticket_ids": [uuid.uuid4() for _ in range(quantity)],
            "fact_id": uuid.uuid4(),
            "payload": json.dumps({"order_id": str(order_id)}),
        }
        with pool.connection() as connection:
            row = connection.execute(sql["order"], values).fetchone()
        return answer(body) if row else answer({"sold_out": True}, 409)

    @app.post("/scan")
    def scan() -> Response:
        asked = request.get_json()
        values = {
            **asked,
            "nonce": bytes.fromhex(asked["nonce"]),
            "id": uuid.uuid4(),
            "now": datetime.now(UTC),
        }
        with pool.connection() as connection:
            known, admitted = connection.execute(sql["scan"], values).fetchone()
        verdict = "admitted" if admitted else "refused"
        return answer({"verdict": verdict, "known": bool(known)}, 200)

    return app
