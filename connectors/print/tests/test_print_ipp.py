"""IPP: how printers are, what they refuse, and a real server where one is installed."""

import http.server
import shutil
import socket
import subprocess
import threading
import time

import httpx
import pytest
from pyipp.enums import IppOperation

from turnout_print.ipp import IppPrinter, _status_of
from turnout_print.printers import (
    InterruptedPrintError,
    NotSentError,
    RefusedError,
    printer_at,
)

PDF = b"%PDF-1.4 a badge"


def unused_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def attribute(tag, name, *values):
    out = b""
    for place, value in enumerate(values):
        named = name.encode() if place == 0 else b""
        out += bytes([tag]) + len(named).to_bytes(2, "big") + named
        out += len(value).to_bytes(2, "big") + value
    return out


def number(value):
    return value.to_bytes(4, "big")


class IppServer:
    """An IPP printer that does what a test wants: its answers are written here by RFC 8011."""

    def __init__(self, **stated):
        self.formats = stated.get("formats", [b"application/pdf", b"image/urf"])
        self.status = stated.get("status", 0)
        self.job_states = list(stated.get("job_states", (9,)))
        self.hangs_up = stated.get("hangs_up", False)
        self.operations, self.documents = [], []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                answer = server.answer(body)
                if answer is None:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self.send_response(200)
                self.send_header("Content-Type", "application/ipp")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def answer(self, body):
        operation = int.from_bytes(body[2:4], "big")
        self.operations.append(operation)
        head = body[:2] + (0).to_bytes(2, "big") + body[4:8]
        texts = attribute(0x47, "attributes-charset", b"utf-8")
        texts += attribute(0x48, "attributes-natural-language", b"en")
        rest = b""
        if operation == IppOperation.GET_PRINTER_ATTRIBUTES:
            rest = b"\x04" + attribute(0x23, "printer-state", number(3))
            rest += attribute(0x44, "printer-state-reasons", b"none")
            rest += attribute(0x49, "document-format-supported", *self.formats)
        elif operation == IppOperation.PRINT_JOB:
            if self.hangs_up:
                return None
            head = body[:2] + self.status.to_bytes(2, "big") + body[4:8]
            self.documents.append(body.partition(b"\x03%PDF")[2])
            rest = b"\x02" + attribute(0x21, "job-id", number(7))
        elif operation == IppOperation.GET_JOB_ATTRIBUTES:
            state = self.job_states.pop(0) if len(self.job_states) > 1 else self.job_states[0]
            rest = b"\x02" + attribute(0x23, "job-state", number(state))
            rest += attribute(0x44, "job-state-reasons", b"document-unprintable-error")
        return head + b"\x01" + texts + rest + b"\x03"

    def close(self):
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def make_server():
    made = []

    def make(**stated):
        made.append(IppServer(**stated))
        return made[-1]

    yield make
    for each in made:
        each.close()


def printer_of(server, **options):
    place = f"127.0.0.1:{server.port}/ipp/print"
    return IppPrinter(f"http://{place}", printer_uri=f"ipp://{place}", **options)


def ignored(status):
    pass


def test_a_badge_is_printed_once_its_job_is_completed(make_server):
    server = make_server(job_states=(3, 5, 9))
    printer_of(server).print(PDF, name="Badge", watch=ignored)
    assert server.documents == [PDF.removeprefix(b"%PDF")]
    assert server.operations.count(IppOperation.PRINT_JOB) == 1


@pytest.mark.parametrize("state", [7, 8])
def test_a_job_that_the_printer_gave_up_is_refused(make_server, state):
    server = make_server(job_states=(5, state))
    with pytest.raises(RefusedError, match="document-unprintable-error"):
        printer_of(server).print(PDF, name="Badge", watch=ignored)


def test_a_printer_without_pdf_gets_nothing_and_says_what_helps(make_server):
    server = make_server(formats=[b"image/urf", b"image/pwg-raster"])
    with pytest.raises(RefusedError, match="CUPS"):
        printer_of(server).print(PDF, name="Badge", watch=ignored)
    assert server.documents == []


@pytest.mark.parametrize("status", [0x0506, 0x0507, 0x0502])
def test_a_printer_that_takes_no_job_now_is_asked_later(make_server, status):
    with pytest.raises(NotSentError):
        printer_of(make_server(status=status)).print(PDF, name="Badge", watch=ignored)


def test_a_printer_that_refuses_a_job_is_not_asked_again(make_server):
    server = make_server(status=0x040A)
    with pytest.raises(RefusedError, match="0x040a"):
        printer_of(server).print(PDF, name="Badge", watch=ignored)
    assert server.operations.count(IppOperation.PRINT_JOB) == 1


def test_a_printer_that_hangs_up_with_the_badge_may_have_printed_it(make_server):
    server = make_server(hangs_up=True)
    with pytest.raises(InterruptedPrintError):
        printer_of(server).print(PDF, name="Badge", watch=ignored)
    assert server.operations.count(IppOperation.PRINT_JOB) == 1


def test_a_printer_that_never_ends_has_the_badge_and_nobody_knows(make_server):
    server = make_server(job_states=(5,))
    with pytest.raises(InterruptedPrintError):
        printer_of(server, print_seconds=0.05).print(PDF, name="Badge", watch=ignored)


def test_nothing_reaches_a_printer_that_is_away():
    printer = printer_at(f"ipp://127.0.0.1:{unused_port()}/ipp/print")
    assert printer.status().state == "away"
    with pytest.raises(NotSentError):
        printer.print(PDF, name="Badge", watch=ignored)


@pytest.mark.parametrize(
    ("state", "reasons", "expected"),
    [
        (3, "none", "ready"),
        (3, ["marker-supply-low-warning"], "ready"),
        (4, "none", "printing"),
        (5, ["media-empty-error"], "paper_out"),
        (4, ["media-needed"], "paper_out"),
        (5, ["marker-supply-empty-error"], "ribbon_out"),
        (5, ["cover-open"], "head_open"),
        (5, ["paused"], "paused"),
        (5, "none", "trouble"),
        (3, ["offline-report"], "ready"),
    ],
)
def test_reasons_say_how_a_printer_is(state, reasons, expected):
    found = _status_of({"printer-state": state, "printer-state-reasons": reasons})
    assert found.state == expected


@pytest.fixture
def cups(tmp_path):
    """A CUPS of this test's own with a raw queue that prints nowhere, and keeps what it was sent."""
    port = unused_port()
    for folder in ("etc", "spool", "cache", "run", "log"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder).chmod(0o777)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    (tmp_path / "etc/cups-files.conf").write_text(
        f"ServerRoot {tmp_path}/etc\nRequestRoot {tmp_path}/spool\nCacheDir {tmp_path}/cache\n"
        f"StateDir {tmp_path}/run\nTempDir {tmp_path}/spool\nErrorLog {tmp_path}/log/error\n"
        f"AccessLog {tmp_path}/log/access\nPageLog {tmp_path}/log/page\nFileDevice Yes\n"
    )
    (tmp_path / "etc/cupsd.conf").write_text(
        f"Listen 127.0.0.1:{port}\nBrowsing No\nDefaultAuthType None\nWebInterface No\n"
        "PreserveJobFiles Yes\nPreserveJobHistory Yes\n<Location />\nOrder allow,deny\nAllow all\n"
        "</Location>\n<Policy default>\n<Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>\n"
    )
    (tmp_path / "etc/printers.conf").write_text(
        "<Printer badges>\nDeviceURI file:///dev/null\nState Idle\nAccepting Yes\n"
        "JobSheets none none\n</Printer>\n"
    )
    command = [
        "cupsd",
        "-f",
        "-c",
        f"{tmp_path}/etc/cupsd.conf",
        "-s",
        f"{tmp_path}/etc/cups-files.conf",
    ]
    with (tmp_path / "log/out").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        try:
            until = time.monotonic() + 30
            while time.monotonic() < until and process.poll() is None:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.05)
            assert process.poll() is None, (tmp_path / "log/out").read_text()
            yield port, tmp_path / "spool"
        finally:
            process.terminate()
            process.wait(20)


@pytest.mark.skipif(shutil.which("cupsd") is None, reason="apt install cups-daemon")
def test_a_queue_of_cups_gets_a_badge_byte_for_byte(cups):
    port, spool = cups
    printer = printer_at(f"ipp://127.0.0.1:{port}/printers/badges")
    assert printer.status().state == "ready"
    printer.print(PDF, name="Badge of Ada", watch=ignored)
    [document] = spool.glob("d*-001")
    assert document.read_bytes() == PDF
    missing = printer_at(f"ipp://127.0.0.1:{port}/printers/others")
    assert missing.status().state == "trouble"
    assert isinstance(printer.http, httpx.Client)
