"""The provider as people run it: a process with a port, a folder and a hard life."""

import signal
import socket
import subprocess
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from turnout_sandbox import adapter
from turnout_sandbox.fake import fake
from turnout_sdk.adapter import Services
from turnout_sdk.payments import Delivery, OperationState
from turnout_sdk.testing.local_http import local_client


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(state, port):
    process = subprocess.Popen(
        fake.command(state, bind=f"127.0.0.1:{port}"), stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline() == f"serves at http://127.0.0.1:{port}\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@contextmanager
def shop():
    """Receive webhooks on a real port; `arrived` is released once for each."""
    deliveries, arrived = [], threading.Semaphore(0)

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            deliveries.append(Delivery(headers=dict(self.headers), body=body))
            self.send_response(204)
            self.end_headers()
            arrived.release()

        def log_message(self, *_):
            return

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/hooks", deliveries, arrived
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def http():
    with local_client() as client:
        yield client


def gateway_at(port, http, webhook_url=None):
    settings = fake.settings_for("demo", base_url=f"http://127.0.0.1:{port}")
    services = Services(http=http, now=lambda: datetime.now(UTC), webhook_url=webhook_url)
    return adapter.open(settings, services)


def test_a_kill_loses_no_payment_and_no_webhook(tmp_path, http, make_charge):
    port = free_port()
    with shop() as (webhook_url, deliveries, arrived):
        gateway = gateway_at(port, http, webhook_url)
        with running(tmp_path, port) as process:
            ref = gateway.start(make_charge()).provider_ref
            http.post(
                f"http://127.0.0.1:{port}/v1/payments/{ref}/complete",
                json={"outcome": "success", "webhooks": {"delay_seconds": 0.5}},
                headers={"Authorization": "Bearer sk_test_demo"},
            ).raise_for_status()
            process.send_signal(signal.SIGKILL)
            process.wait()
        with running(tmp_path, port):
            assert gateway.fetch(ref).state is OperationState.SUCCEEDED
            assert arrived.acquire(timeout=10)
            assert arrived.acquire(timeout=10)
        for delivery in deliveries:
            gateway.verify(delivery)
        assert {gateway.read(each).provider_ref for each in deliveries} == {ref}


def test_sigterm_ends_it_at_once_even_while_an_answer_hangs(tmp_path, http, make_charge):
    port = free_port()
    with running(tmp_path, port) as process:
        key = {"Authorization": "Bearer sk_test_demo"}
        script = {"behaviour": "hang", "operation": "find", "seconds": 600}
        http.post(f"http://127.0.0.1:{port}/v1/scripts", json=script, headers=key)
        with pytest.raises(httpx.ReadTimeout):
            http.get(f"http://127.0.0.1:{port}/v1/operations/x", headers=key, timeout=0.1)
        process.terminate()
        assert process.wait(timeout=5) == 0


def test_an_oversized_body_is_refused(tmp_path, http):
    port = free_port()
    with running(tmp_path, port):
        answer = http.post(f"http://127.0.0.1:{port}/v1/payments", content=b"x" * 100_000)
        assert answer.status_code == 413
