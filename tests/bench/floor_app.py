"""The floor: a bare Flask view over a psycopg pool, under the same server as ours."""

import json
import os
import secrets
import uuid
from datetime import UTC, datetime

from flask import Flask, Response, render_template_string, request
from psycopg_pool import ConnectionPool

from tests.bench.statements import named

LEFT = "SELECT capacity - taken FROM floor.counters LIMIT 1"
ROWS = "SELECT id, order_id, ticket_type_id, holder FROM floor.tickets ORDER BY id LIMIT 50"
LINE = 80
PAGE = """<!doctype html><title>Event</title><p>{{ left }}</p>
{% for line in lines %}<p class="line">{{ line }} What happens there, in so many words.</p>
{% endfor %}"""
"""A page of about `LINE` bytes for each line, as long as ours."""


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

    @app.get("/page/<int:length>")
    def page(length: int) -> str:
        with pool.connection() as connection:
            [left] = connection.execute(LEFT).fetchone()
        lines = range(max(1, length // LINE))
        return render_template_string(PAGE, left=left, lines=lines)

    @app.get("/list")
    def listed() -> Response:
        with pool.connection() as connection:
            rows = connection.execute(ROWS).fetchall()
        names = ("id", "order_id", "ticket_type_id", "holder")
        items = [{name: str(value) for name, value in zip(names, row, strict=True)} for row in rows]
        return answer({"items": items}, 200)

    return app
