"""The database goes away in the middle of a request: the buyer is told to come again, and can."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from tests.factories.sales_desk import open_sales_desk

PAYMENTS = "SELECT count(*) FROM payments WHERE reference = %(order_id)s"


@pytest.fixture
def till(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.mark.usefixtures("plain_postgresql")  # over nodes who waits is another node's process
def test_a_payment_whose_connection_is_lost_is_told_to_come_again(app, till, ask, processes_that_wait, postgres, database_name):  # fmt: skip
    bought = till.order()
    order_id = bought.now()["id"]

    def pay():
        path = f"{bought.path}/payment"
        return app.test_client().post(path, json={}, headers=bought.headers)

    with (
        psycopg.connect(postgres.superuser_url(database_name)) as holder,
        ThreadPoolExecutor(1) as pool,
    ):
        holder.execute("SELECT 1 FROM orders WHERE id = %s FOR UPDATE", [order_id])
        asked = pool.submit(pay)
        for process in processes_that_wait():
            ask("SELECT pg_terminate_backend(%(process)s, 5000)", process=process)
        answer = asked.result()
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert bought.start()["state"] == "needs_action"
    assert ask(PAYMENTS, order_id=order_id) == [(1,)]
