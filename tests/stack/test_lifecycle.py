"""Up and its waiting: what a developer is told when something does not come up."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from turnout_dev.stack import lifecycle
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.roles import Role


class Page(BaseHTTPRequestHandler):
    """Answers 503 twice, as a web process does while it starts, and 200 from then on."""

    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.send_response(503 if self.asked <= 2 else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def page() -> Iterator[str]:
    Page.asked = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def test_waiting_lasts_until_every_address_is_content(page, tmp_path):
    lifecycle.wait(tmp_path, [Role("web", (), pages=(page,))])

    assert Page.asked == 3


def test_a_role_that_does_not_serve_is_named_with_the_end_of_its_log(tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "relay.log").write_text("one\nno such table: outbox\n", encoding="utf-8")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        role = Role("relay", (), ports=(f"127.0.0.1:{closed.getsockname()[1]}",))

        with pytest.raises(StackError, match=r"role relay does not serve(?s:.*)no such table"):
            lifecycle.wait(tmp_path, [role], patience_seconds=0)


def test_a_taken_port_stops_the_start_before_anything_is_made(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        address = f"127.0.0.1:{holder.getsockname()[1]}"
        outcome = subprocess.run(
            [sys.executable, "-m", "turnout_dev.stack", "up"],
            env={**os.environ, "TURNOUT_STATE_DIR": str(tmp_path), "TURNOUT_WEB_BIND": address},
            capture_output=True,
            text=True,
            check=False,
        )

    assert outcome.returncode == 1
    assert f"(process {os.getpid()})" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not (tmp_path / "postgres").exists()


def test_a_command_on_a_stack_that_is_down_says_so(tmp_path):
    outcome = subprocess.run(
        [sys.executable, "-m", "turnout_dev.stack", "status"],
        env={**os.environ, "TURNOUT_STATE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert outcome.returncode == 1
    assert outcome.stderr.strip() == "The stack is down. Run `make up`."
