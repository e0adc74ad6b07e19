import gc
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, IPv6Address
from time import monotonic

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.errors import Invalid
from turnout.kernel.outbound.addresses import is_public
from turnout.kernel.outbound.outbound_http import (
    AddressRefused,
    NoAnswer,
    Rules,
    lend_client,
    require_callable,
    send_request,
)

HOST = "hooks.example"
stop_dripping = threading.Event()


class Endpoint(BaseHTTPRequestHandler):
    """The other side: says back what it got, or misbehaves as its path asks."""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def do_GET(self):
        self.server.seen.append((self.command, self.path, dict(self.headers)))
        getattr(self, f"say_{self.path.strip('/')}", self.say_hello)()

    def say_hello(self):
        self._answer(200, b"hello")

    def say_redirect(self):
        self._answer(302, b"", Location=f"http://127.0.0.1:{self.server.server_port}/hello")

    def say_long(self):
        self._answer(200, b"x" * 100_000)

    def say_packed(self):
        self._answer(200, b"\x1f\x8b", **{"Content-Encoding": "gzip"})

    def say_drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self._drip(b"x")

    def say_slowhead(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._drip(b"x")

    def say_nothing(self):
        self.close_connection = True

    def _drip(self, piece):
        try:
            for _ in range(400):
                self.wfile.write(piece)
                if stop_dripping.wait(0.02):
                    break
        except OSError:
            self.close_connection = True

    def _answer(self, status, body, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class PatientEndpoint(Endpoint):
    """The same, which keeps a connection for the next request."""

    protocol_version = "HTTP/1.1"


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


def serve(tls=None, endpoint=Endpoint):
    server = QuietServer(("127.0.0.1", 0), endpoint)
    server.seen = []
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


@pytest.fixture(scope="module", autouse=True)
def _stop_dripping():
    stop_dripping.clear()
    yield
    stop_dripping.set()


@pytest.fixture(scope="module")
def plain():
    server = serve()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    """(server with a certificate for HOST, a client's trust in it)"""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    start = datetime.now(UTC) - timedelta(hours=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path_factory.mktemp("tls") / "server.pem"
    pem.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(pem)
    server = serve(ours)
    yield server, ssl.create_default_context(cafile=pem)
    server.shutdown()
    server.server_close()


def local(server, *, tls=None, resolve=lambda _host, _port: ["127.0.0.1"]):
    """Rules under which HOST is a development host that leads to the server."""
    return Rules(
        loopback_hosts=frozenset({f"{HOST}:{server.server_port}"}), resolve=resolve, tls=tls
    )


def call(server, path="/hello", **more):
    rules = more.pop("rules", None) or local(server)
    url = f"http://{HOST}:{server.server_port}{path}"
    return send_request(more.pop("method", "GET"), url, rules=rules, purpose="test", **more)


def test_an_answer_comes_back_with_status_headers_and_body(plain):
    answer = call(plain, method="POST", content=b"{}", headers={"X-Ours": "1"})
    assert (answer.status, answer.body, answer.truncated) == (200, b"hello", False)
    assert answer.is_success
    _, _, headers = plain.seen[-1]
    assert headers["Host"] == f"{HOST}:{plain.server_port}"
    assert (headers["X-Ours"], headers["Content-Length"]) == ("1", "2")


def test_over_tls_the_name_is_asked_for_although_the_address_is_dialled(certified):
    server, trust = certified
    url = f"https://{HOST}:{server.server_port}/hello"
    assert send_request("GET", url, rules=local(server, tls=trust), purpose="test").body == b"hello"


def test_a_certificate_for_another_name_is_refused(certified):
    server, trust = certified
    other = f"other.example:{server.server_port}"
    rules = Rules(
        loopback_hosts=frozenset({other}), resolve=lambda _h, _p: ["127.0.0.1"], tls=trust
    )
    with pytest.raises(NoAnswer, match="certificate") as caught:
        send_request("GET", f"https://{other}/hello", rules=rules, purpose="test")
    assert not caught.value.was_sent


def test_a_redirect_is_an_answer_and_not_followed(plain):
    before = len(plain.seen)
    assert call(plain, "/redirect").status == 302
    assert len(plain.seen) == before + 1


def test_a_long_answer_is_cut_at_the_cap(plain):
    answer = call(plain, "/long")
    assert (len(answer.body), answer.truncated) == (64 * 1024, True)
    assert len(call(plain, "/long", answer_bytes=200_000).body) == 100_000


def test_a_compressed_answer_is_not_unfolded(plain):
    with pytest.raises(NoAnswer, match="compressed"):
        call(plain, "/packed")
    assert plain.seen[-1][2]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("path", ["/drip", "/slowhead"])
def test_a_slow_drip_ends_with_the_time_for_the_whole_request(plain, path):
    started = monotonic()
    with pytest.raises(NoAnswer) as caught:
        call(plain, path, total_seconds=0.3)
    assert monotonic() - started < 2
    assert caught.value.was_sent


def test_a_connection_closed_without_an_answer_may_have_been_acted_on(plain):
    with pytest.raises(NoAnswer) as caught:
        call(plain, "/nothing")
    assert caught.value.was_sent


def test_a_name_that_cannot_be_found_was_never_called():
    def nowhere(host, port):
        raise OSError

    with pytest.raises(NoAnswer, match="could not be found") as caught:
        send_request("GET", "https://gone.example/", rules=Rules(resolve=nowhere), purpose="test")
    assert not caught.value.was_sent


def test_a_hanging_name_server_costs_no_more_than_the_whole_time():
    hang = threading.Event()

    def hanging(host, port):
        hang.wait(5)
        return []

    started = monotonic()
    with pytest.raises(NoAnswer, match="looking up"):
        send_request(
            "GET",
            "https://slow.example/",
            rules=Rules(resolve=hanging),
            purpose="test",
            total_seconds=0.2,
        )
    hang.set()
    assert monotonic() - started < 2


def test_a_name_is_looked_up_once_so_it_cannot_change_between_check_and_connect(plain):
    answers = []

    def changing(host, port):
        answers.append("127.0.0.1" if not answers else "10.0.0.1")
        return [answers[-1]]

    assert call(plain, rules=local(plain, resolve=changing)).status == 200
    assert answers == ["127.0.0.1"]


REFUSED = [
    "127.0.0.1", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:93.184.216.34", "::7f00:1", "64:ff9b::7f00:1",
    "64:ff9b::5db8:d822", "64:ff9b:1::1", "2002:7f00:1::", "2002:5db8:d822::1",
    "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "3fff::1", "100::1",
    "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "2606:4700::1%1", "fec0::1", "ff02::1",
    "5f00::1", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_outside_the_open_internet_is_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111"])
def test_an_address_of_the_open_internet_is_taken(address):
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_never_taken_wrapped_in_ipv6(address):
    number = int(IPv4Address(address))
    wrappings = (
        IPv6Address(number),
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address((0x64FF9B << 96) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
    )
    assert not any(is_public(str(each)) for each in wrappings)


@pytest.mark.parametrize("address", REFUSED[:-2])
def test_a_name_that_leads_inside_is_refused_before_anything_connects(address):
    rules = Rules(resolve=lambda _host, _port: [address])
    with pytest.raises(AddressRefused, match="leads to a network"):
        send_request("GET", "https://innocent.example/", rules=rules, purpose="test")


def test_one_inner_answer_among_public_ones_refuses_the_name():
    rules = Rules(resolve=lambda _host, _port: ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(AddressRefused, match="leads to a network"):
        send_request("GET", "https://innocent.example/", rules=rules, purpose="test")


@pytest.mark.parametrize(
    "url",
    [
        "http://93.184.216.34/",
        "https://93.184.216.34:8443/",
        "https://user@93.184.216.34/",
        "https://user:pass@93.184.216.34/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://localhost/",
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "gopher://93.184.216.34/",
        "https://",
        "//93.184.216.34/",
        "https://exa\x00mple.org/",
        "not a url",
        "",
    ],
)
def test_an_address_that_is_not_plain_https_to_the_internet_is_refused(url):
    with pytest.raises(AddressRefused):
        send_request("GET", url, rules=Rules(), purpose="test")


def test_a_development_host_may_not_lead_away_from_this_machine(plain):
    rules = local(plain, resolve=lambda _host, _port: ["10.0.0.1"])
    with pytest.raises(AddressRefused, match="leads to a network"):
        call(plain, rules=rules)


def test_a_development_host_opens_its_port_only(plain):
    with pytest.raises(AddressRefused, match="not https"):
        send_request("GET", f"http://{HOST}:1/", rules=local(plain), purpose="test")


def test_no_call_goes_out_while_a_transaction_is_open(plain, open_transaction):
    before = len(plain.seen)
    with open_transaction(), pytest.raises(RuntimeError, match="transaction"):
        call(plain)
    assert len(plain.seen) == before


def test_a_proxy_in_the_environment_is_not_used(plain, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert call(plain).status == 200
    with lend_client(local(plain)) as client:
        assert client.get(f"http://{HOST}:{plain.server_port}/hello").status_code == 200


def test_a_lent_client_keeps_the_same_rules(plain, open_transaction):
    url = f"http://{HOST}:{plain.server_port}"
    with lend_client(local(plain), total_seconds=0.3, answer_bytes=1000) as client:
        assert client.get(f"{url}/hello").text == "hello"
        assert client.get(f"{url}/redirect").status_code == 302
        with pytest.raises(httpx.ReadError, match="longer"):
            client.get(f"{url}/long")
        with pytest.raises(httpx.TransportError):
            client.get(f"{url}/drip")
        with pytest.raises(httpx.ConnectError, match="not https"):
            client.get(f"http://127.0.0.1:{plain.server_port}/hello")
        with pytest.raises(httpx.ConnectError, match="leads to a network"):
            client.get("https://localhost/")
        with open_transaction(), pytest.raises(RuntimeError, match="transaction"):
            client.get(f"{url}/hello")


def test_a_lent_client_that_nobody_holds_any_more_closes_what_it_kept():
    server = serve(endpoint=PatientEndpoint)
    client = lend_client(local(server))
    assert client.get(f"http://{HOST}:{server.server_port}/hello").status_code == 200
    (kept,) = client._transport._pool.connections
    assert kept.is_idle()
    del client
    gc.collect()
    assert kept.is_closed()
    server.shutdown()
    server.server_close()


def test_a_redirect_that_a_library_follows_by_itself_is_checked_again(plain):
    url = f"http://{HOST}:{plain.server_port}/redirect"
    with lend_client(local(plain)) as client, pytest.raises(httpx.ConnectError, match="not https"):
        client.get(url, follow_redirects=True)


def test_an_address_is_checked_when_it_is_typed(plain):
    require_callable("https://hooks.example.org/turnout", Rules(), pointer="/url")
    with pytest.raises(Invalid) as caught:
        require_callable("http://hooks.example.org/", Rules(), pointer="/url")
    assert [(each.pointer, "not https" in each.detail) for each in caught.value.errors] == [
        ("/url", True)
    ]
