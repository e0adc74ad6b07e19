"""The limit (pgbench running the floor's SQL) and the number of statements per request."""

import itertools
import subprocess
import tempfile
from pathlib import Path

from tests.bench.load import Request
from tests.bench.requests import orders_ours, scans_ours
from tests.bench.setup import DATABASE, Sale
from tests.bench.statements import named
from turnout.kernel.db import tx
from turnout.kernel.settings import Settings
from turnout_dev.stack.postgres import Postgres

FIXED = {
    "quantity": "1",
    "key": "gen_random_uuid()::text",
    "answer": "'{}'",
    "order_id": "gen_random_uuid()",
    "number": "gen_random_uuid()::text",
    "email": "'buyer@example.com'",
    "now": "now()",
    "holder": "'Guest'",
    "nonce": "'\\x0000000000000000'::bytea",
    "ticket_ids": "ARRAY[gen_random_uuid()]",
    "fact_id": "gen_random_uuid()",
    "payload": "'{}'",
    "list_id": "gen_random_uuid()",
    "id": "gen_random_uuid()",
}


def pgbench(postgres: Postgres, sale: Sale, name: str, *, clients: int, seconds: float) -> float:
    """Transactions per second of the floor's statement without any web server."""
    ticket, nonce = sale.floor_tickets[0]
    values = {
        **FIXED,
        "organization_id": f"'{sale.organization_id}'::uuid",
        "event_id": f"'{sale.event_id}'::uuid",
        "pool_id": f"'{sale.hot.pool_id}'::uuid",
        "ticket_type_id": f"'{sale.hot.ticket_type_id}'::uuid",
        "ticket_id": f"'{ticket}'::uuid",
    }
    if name == "scan":
        values["nonce"] = f"'\\x{nonce}'::bytea"
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / f"{name}.sql"
        script.write_text(named()[name] % values + ";\n", encoding="utf-8")
        done = subprocess.run(
            [
                str(postgres.binaries / "pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "2",
                "-T", str(max(1, int(seconds))), "-f", str(script),
                postgres.url("turnout_app", DATABASE),
            ],
            capture_output=True,
            text=True,
            check=True,
        )  # fmt: skip
    line = next(each for each in done.stdout.splitlines() if each.startswith("tps ="))
    return float(line.split()[2])


def count_statements(settings: Settings, sale: Sale, page: str) -> dict[str, int]:
    """Statements per order, scan and page, sign-in check included; BEGIN, COMMIT and context not."""
    from turnout.app import create_app

    app = create_app(settings)
    counted: dict[str, int] = {}
    with app.test_client() as client:
        for name, requests in (
            ("order", orders_ours(sale, [sale.hot])),
            ("scan", scans_ours(sale)),
            ("page", itertools.repeat(Request(page, {}, method="GET"))),
        ):
            for last in (False, False, True):
                each = next(requests)
                sent: list[str] = []
                tx.observer = sent.append if last else None
                answer = client.open(
                    each.path,
                    method=each.method,
                    json=each.body if each.method == "POST" else None,
                    headers=each.headers,
                    base_url=settings.public_url,
                )
                assert answer.status_code in (200, 201), answer.data
            counted[name] = len(sent)
    tx.observer = None
    return counted
