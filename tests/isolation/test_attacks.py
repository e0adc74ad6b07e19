"""What somebody with a browser and bad intent tries first, against the whole application."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from tests.factories.people import bearer, make_organization, make_user
from tests.factories.sales import MadeShop, make_event, make_shop
from tests.factories.work import drain
from tests.prove.counts import PROVE, one_in

from turnout.kernel.context import SystemContext
from turnout.kernel.ids import new_id
from turnout.modules.organizations.service import profile

SECRET = "Turnout-Order-Secret"
HOSTILE = "</script><script>alert(1)</script>\"><img src=x onerror=alert(1)>'{{7*7}}${7*7}<!--"
PAGES = ("/", "/events", "/api/docs", "/robots.txt", "/sitemap.xml", "/nobody/here")


class Page(HTMLParser):
    """Collects what a browser would run: scripts with text, handlers, risky links and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._script: dict[str, str | None] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._script = dict(attrs) if tag == "script" else None

    def handle_endtag(self, tag: str) -> None:
        self._script = None if tag == "script" else self._script

    def handle_data(self, data: str) -> None:
        if self._script is not None and self._script.get("type") not in (
            "application/ld+json",
            "application/json",
        ):
            self.scripts.append(data)

    def dangers(self) -> list[str]:
        found = [f"inline script: {text[:60]}" for text in self.scripts if text.strip()]
        for tag, attributes in self.elements:
            for name, value in attributes.items():
                if name.startswith("on") or name == "style":
                    found.append(f"<{tag} {name}>")
                scheme = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
                if scheme.startswith(("javascript:", "data:text", "vbscript:")):
                    found.append(f"<{tag} {name}={value}>")
            if tag in ("iframe", "object", "embed", "base"):
                found.append(f"<{tag}>")
        return found


def free_order(client: Any, shop: MadeShop, **buyer: Any) -> dict[str, Any]:
    answer = client.post(shop.orders_path, json=shop.basket(shop.add_type(), **buyer))
    assert answer.status_code == 201, answer.get_json()
    return dict(answer.get_json())


def page_of(order: dict[str, Any], shop: MadeShop, *, secret: str | None = None) -> str:
    return f"/orders/{shop.organization.id}/{order['id']}/{secret or order['secret']}"


# Guests


def test_an_order_opens_to_its_own_secret_only(client: Any) -> None:
    mine, theirs = make_shop(), make_shop()
    order, other = free_order(client, mine), free_order(client, mine)
    path = f"{mine.orders_path}/{order['id']}"
    for secret, status in (
        (order["secret"], 200),
        (other["secret"], 404),
        (order["secret"][:-1], 404),
        (order["secret"] + "A", 404),
        (order["secret"].swapcase(), 404),
        ("", 404),
        ("ünïcode", 404),
        ("x" * 5_000, 404),
    ):
        assert client.get(path, headers={SECRET: secret}).status_code == status, secret[:30]
    elsewhere = f"{theirs.orders_path}/{order['id']}"
    assert client.get(elsewhere, headers={SECRET: order["secret"]}).status_code == 404
    assert client.get(path).status_code == 401
    assert client.get(path, headers=bearer(theirs.organization.owner)).status_code == 404


def test_no_list_and_no_member_ever_reads_a_secret(client: Any) -> None:
    shop = make_shop()
    order = free_order(client, shop)
    headers = bearer(shop.organization.owner)
    for path in ("", f"/{order['id']}", "?q=buyer@example.com"):
        text = client.get(shop.orders_path + path, headers=headers).get_data(as_text=True)
        assert order["number"] in text
        assert order["secret"] not in text
    logged = client.get(f"/api/v1/organizations/{shop.organization.id}/audit", headers=headers)
    assert order["secret"] not in logged.get_data(as_text=True)


def test_the_holder_of_an_order_has_no_member_s_rights(client: Any) -> None:
    shop = make_shop()
    order = free_order(client, shop)
    headers = {SECRET: order["secret"], "Idempotency-Key": new_id().hex}
    path = f"{shop.orders_path}/{order['id']}"
    assert client.post(f"{path}/refunds", json={}, headers=headers).status_code == 401
    assert client.get(shop.orders_path, headers=headers).status_code == 401


def test_another_buyer_s_idempotency_key_answers_nothing_of_theirs(client: Any) -> None:
    shop = make_shop()
    ticket_type = shop.add_type()
    key = {"Idempotency-Key": "6f1c2f0e-8a5b-4c1d-9e7a-000000000006"}
    first = client.post(shop.orders_path, json=shop.basket(ticket_type), headers=key)
    body = shop.basket(ticket_type, email="eve@example.com")
    second = client.post(shop.orders_path, json=body, headers=key)
    assert second.status_code == 422
    assert first.get_json()["secret"] not in second.get_data(as_text=True)
    elsewhere = make_shop()
    third = client.post(
        elsewhere.orders_path, json=elsewhere.basket(elsewhere.add_type()), headers=key
    )
    assert third.status_code == 201


def test_order_pages_open_by_secret_only_and_are_kept_by_no_cache(client: Any) -> None:
    shop, stranger = make_shop(), make_shop()
    order = free_order(client, shop)
    for tail in ("", "/state.json", "/tickets.pdf", "/calendar.ics"):
        right = client.get(page_of(order, shop) + tail)
        assert right.status_code == 200, tail
        assert right.headers["Cache-Control"] == "no-store", tail
        assert right.headers["Referrer-Policy"] == "no-referrer", tail
        wrong = page_of(order, shop, secret="A" * 27) + tail
        assert client.get(wrong).status_code == 404, tail
        assert client.get(page_of(order, stranger) + tail).status_code == 404, tail
    assert client.post(page_of(order, shop, secret="A" * 27) + "/cancel").status_code == 404


# What is not published


def test_a_draft_shows_nothing_to_a_visitor(client: Any) -> None:
    shop = make_event()
    pool_type = shop.add_type(name="Secret tier")
    base = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
    stranger = bearer(make_user())
    for path in ("/offers", "/programme"):
        assert client.get(base + path).status_code == 404, path
        assert client.get(base + path, headers=stranger).status_code == 404, path
    answer = client.post(shop.orders_path, json=shop.basket(pool_type))
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("state", ["suspended", "closed"])
def test_an_organization_that_is_shut_sells_nothing(client: Any, state: str) -> None:
    shop = make_shop()
    ticket_type = shop.add_type()
    profile.set_state(SystemContext(job="tests.shut"), shop.organization.id, state=state)
    answer = client.post(shop.orders_path, json=shop.basket(ticket_type))
    assert 400 <= answer.status_code < 500


# Ways out


@pytest.mark.parametrize(
    "path",
    ["//evil.example/", "/\\evil.example/", "https://evil.example/", "/\t/evil.example",
     "\\\\evil.example", "javascript:alert(1)", "/x\n", "/@evil.example\n//evil.example"],
)  # fmt: skip
def test_a_payment_returns_to_this_site_only(client: Any, path: str) -> None:
    shop = make_shop()
    order = client.post(
        shop.orders_path, json=shop.basket(shop.add_type(price_minor=500))
    ).get_json()
    answer = client.post(
        f"{shop.orders_path}/{order['id']}/payment",
        json={"return_path": path},
        headers={SECRET: order["secret"]},
    )
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == "/return_path"


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/x", "/%2F%2Fevil.example", "/\\evil.example",
             "/evil.example%0d%0aSet-Cookie:%20a=b"]
)  # fmt: skip
def test_no_page_redirects_to_another_site(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code < 500
    target = answer.headers.get("Location", "/")
    assert (target.startswith("/") and not target.startswith(("//", "/\\"))) or (
        target.startswith("http://turnout.test/")
    )
    assert "Set-Cookie" not in answer.headers


def test_another_host_is_refused_and_never_repeated(client: Any) -> None:
    for host in (
        "evil.example",
        "turnout.test.evil.example",
        "turnout.test:9",
        "turnout.test@evil",
    ):
        answer = client.get("/api/v1/auth/jwks.json", headers={"Host": host})
        assert answer.status_code == 400, host
    forwarded = client.get("/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in forwarded.get_data(as_text=True)


def test_no_origin_may_read_the_api_with_credentials(client: Any) -> None:
    for origin in ("https://evil.example", "null"):
        answer = client.get("/api/v1/auth/jwks.json", headers={"Origin": origin})
        assert answer.headers.get("Access-Control-Allow-Origin") in (None, "*")
        assert "Access-Control-Allow-Credentials" not in answer.headers


# What a browser runs


@pytest.mark.parametrize("path", PAGES)
def test_every_page_forbids_inline_script_and_framing(client: Any, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    policy = answer.headers.get("Content-Security-Policy", "")
    if answer.mimetype == "text/html":
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert Page(answer.get_data(as_text=True)).dangers() == []
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Server" not in answer.headers


def test_hostile_words_of_an_organizer_run_on_no_page(client: Any, queued: Any) -> None:
    organization = make_organization(name=f"Org {HOSTILE}"[:100])
    slug = f"hostile-{new_id().hex[:8]}"
    shop = make_shop(
        organization,
        title=f"Title {HOSTILE}",
        summary=f"Summary {HOSTILE}",
        slug=slug,
        description=f"<p onclick=alert(1)>{HOSTILE}<a href='java\nscript:alert(1)'>x</a>"
        "<svg onload=alert(1)><math><style><img src=x onerror=alert(1)></style></math>"
        "<a href='data:text/html,x'>y</a><base href=//evil><form action=//evil>",
    )
    headers = bearer(organization.owner)
    event = f"/api/v1/organizations/{organization.id}/events/{shop.event_id}"
    shop.add_type(name=f"Type {HOSTILE}"[:100], description=HOSTILE, price_minor=900)
    track = client.post(f"{event}/tracks", json={"name": HOSTILE[:60]}, headers=headers)
    speaker = client.post(
        f"{event}/speakers", json={"name": HOSTILE, "biography": HOSTILE}, headers=headers
    )
    session = client.post(
        f"{event}/sessions",
        headers=headers,
        json={
            "title": HOSTILE,
            "subtitle": HOSTILE,
            "abstract": f"<p>{HOSTILE}</p>",
            "starts_at": "2031-05-05T10:00:00Z",
            "ends_at": "2031-05-05T11:00:00Z",
            "links": [{"title": HOSTILE[:80], "href": "https://example.com/?q=%22%3E%3Cscript%3E"}],
            **({"track_id": track.get_json()["id"]} if track.status_code == 201 else {}),
            **({"speaker_ids": [speaker.get_json()["id"]]} if speaker.status_code == 201 else {}),
        },
    )
    assert session.status_code == 201, session.get_data(as_text=True)
    drain()
    page = f"/{organization.slug}/{slug}"
    text = client.get(page).get_data(as_text=True)
    session_links = re.findall(rf'href="({re.escape(page)}/sessions/[^"]+)"', text)
    assert session_links
    seen = [
        page,
        f"{page}/checkout",
        session_links[0],
        f"/{organization.slug}",
        "/events?q=Title",
        f"/events?q={HOSTILE}",
        f"{page}?text={HOSTILE}&day={HOSTILE}&track={HOSTILE}&room={HOSTILE}",
        "/",
        f"/{HOSTILE.replace('/', '')}",
    ]
    for path in seen:
        answer = client.get(path, headers={"Accept": "text/html"})
        assert answer.status_code in (200, 404), path
        assert Page(answer.get_data(as_text=True)).dangers() == [], path
    described = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert described is not None
    graph = json.loads(described[1])["@graph"]
    assert f"Title {HOSTILE}" in [each.get("name") for each in graph]


def test_hostile_words_of_a_buyer_run_on_no_page(client: Any) -> None:
    shop = make_shop()
    order = free_order(client, shop, name=HOSTILE)
    text = client.get(page_of(order, shop)).get_data(as_text=True)
    assert "alert(1)" in text
    assert Page(text).dangers() == []


def test_an_uploaded_page_is_never_served_as_one(client: Any) -> None:
    from io import BytesIO

    organization = make_organization()
    for name, body in (
        ("x.html", b"<script>alert(1)</script>"),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("x.png", b"<script>alert(1)</script>"),
        ("x.gif", b"GIF89a/*<script>alert(1)</script>*/"),
    ):
        made = client.post(
            f"/api/v1/organizations/{organization.id}/files",
            data={"file": (BytesIO(body), name), "visibility": "public"},
            headers=bearer(organization.owner),
        )
        assert made.status_code < 500
        if made.status_code != 201:
            continue
        shown = client.get(
            f"/api/v1/organizations/{organization.id}/files/{made.get_json()['id']}/public"
        )
        shown.close()
        assert shown.mimetype not in ("text/html", "image/svg+xml", "application/xhtml+xml"), name
        assert shown.headers["X-Content-Type-Options"] == "nosniff"


# Text that other programs read


@pytest.mark.parametrize("tail", ["\n", "\r\nBcc: eve@example.com", "\u2028x", "\x0bx", "\x85x"])
@pytest.mark.parametrize("field", ["email", "name"])
def test_a_buyer_cannot_write_into_a_mail_s_header(client: Any, field: str, tail: str) -> None:
    """Refused at once, or taken as a mere text: never a header, and never a mail that is stuck."""
    shop = make_shop()
    basket = shop.basket(shop.add_type())
    basket["buyer"][field] += tail
    answer = client.post(shop.orders_path, json=basket)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == f"/buyer/{field}"


# Addresses that were not thought of


@pytest.mark.parametrize(
    "path",
    ["/%00", "/%00/x", "/x/%00", "/events?q=%00", "/events?place=%00", "/events?from=x",
     "/events?cursor=%00", "/events?cursor=WyJcdTAwMDAiLCIwMTkwYjFkZS0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAiXQ",
     "/x/y/sessions/%00", "/verify-email/%00", "/reset-password/%00", "/assets/..%2f..%2fetc/passwd",
     "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/%ff%fe", "/events?q=%ff", "/x" * 2_000,
     "/events?from=0001-01-01&until=9999-12-31", "/api/v1/events?q=%00", "/api/v1/events?from=0001-01-01",
     "/api/v1/events?until=9999-12-31"],
)  # fmt: skip
def test_no_public_address_breaks(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code < 500
    assert "root:" not in answer.get_data(as_text=True)


FORMS = (
    b"",
    b"password=%00&email=%00&token=%00",
    b"password=%ff%fe&email=%ed%a0%80",
    b"password=" + b"x" * 200_000,
    b"email=a%0d%0aBcc:b@example.com&password=harbour-lantern-violet-sixty",
    b"next=//evil.example&return=https://evil.example&email=x&password=y",
    b"&" * 10_000,
    b"password[]=1&password[$ne]=1",
)


def test_no_form_of_a_page_breaks_or_leads_away(app: Any, client: Any) -> None:
    broken, tried = {}, 0
    for number, rule in enumerate(app.url_map.iter_rules()):
        if "POST" not in rule.methods or rule.rule.startswith(("/api/", "/hooks/", "/scim/")):
            continue
        values = {
            name: new_id() if type(rule._converters[name]).__name__ == "UUIDConverter" else "x"
            for name in rule.arguments
        }
        for body in one_in(4, FORMS, what=str(number)):
            for headers in ({}, {"Accept": "text/html", "Origin": "https://evil.example"}):
                tried += 1
                answer = client.post(
                    rule.build(values)[1],
                    data=body,
                    headers={"Content-Type": "application/x-www-form-urlencoded", **headers},
                )
                if answer.status_code >= 500 or "evil.example" in answer.headers.get(
                    "Location", ""
                ):
                    broken[f"{rule.rule} {body[:30]!r}"] = answer.status_code
    assert tried >= 32
    assert broken == {}


CURSORS = (
    "x",
    "%00",
    "WyJcdTAwMDAiLCIwMTkwYjFkZS0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAiXQ",  # ["\u0000", id]
    "WyJ4IiwiMDE5MGIxZGUtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0",  # ["x", id]
    "WyItMSIsIjAxOTBiMWRlLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMCJd",  # ["-1", id]
    "WyI5OTk5OTk5OTk5OTk5OTk5OTk5OTk5IiwiMDE5MGIxZGUtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0",
    "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwiMDE5MGIxZGUtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0",
)


def test_no_list_breaks_by_its_query(app: Any, client: Any) -> None:
    shop = make_shop()
    headers = bearer(shop.organization.owner)
    known = {"organization_id": shop.organization.id, "event_id": shop.event_id}
    broken, tried = {}, 0
    for number, rule in enumerate(app.url_map.iter_rules()):
        if "GET" not in rule.methods or not set(rule.arguments) <= known.keys():
            continue
        path = rule.build({name: known[name] for name in rule.arguments})[1]
        queries = [f"cursor={each}" for each in CURSORS]
        queries += ["limit=0", "limit=-1", "limit=99999999999999999999", "limit=x", "limit=%00"]
        queries += [f"{name}=%00" for name in ("q", "state", "kind", "event_id", "reference")]
        queries += ["since=9999-12-31T23:59:59-14:00", "until=0001-01-01T00:00:00%2B14:00"]
        queries += ["page=-1", "q=" + "x" * 3_000, "q=%25_%5C'%22;--", "row_id=x", "actor=%00"]
        for query in one_in(10, queries, what=str(number)):
            tried += 1
            answer = client.get(f"{path}?{query}", headers=headers)
            if answer.status_code >= 500:
                broken[f"{rule.rule}?{query[:60]}"] = answer.status_code
    assert tried > (300 if PROVE else 100)
    assert broken == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"If-Match": '"' + "9" * 5_000 + '"'},
        {"If-Match": '"99999999999999999999999"'},
        {"If-Match": '"٣"'},
        {"If-Match": "x"},
        {"Idempotency-Key": "x" * 300},
        {"Idempotency-Key": ""},
        {"X-Request-Id": "x" * 5_000},
        {"User-Agent": "x" * 5_000},
        {"Accept-Language": "x" * 5_000},
        {"Authorization": "Bearer " + "x" * 9_000},
        {"Authorization": "Bearer a.b.c"},
        {"Authorization": "Basic eDp4"},
        {"Content-Length": "-1"},
    ],
)
def test_no_header_breaks_a_request(client: Any, headers: dict[str, str]) -> None:
    organization = make_organization()
    path = f"/api/v1/organizations/{organization.id}"
    sent = {**bearer(organization.owner), **headers}
    for method, to, body in (
        ("PATCH", path, {"name": "New name"}),
        ("POST", f"{path}/events", {"title": "x", "time_zone": "Europe/Brussels"}),
        ("GET", f"{path}/events", None),
    ):
        answer = client.open(to, method=method, json=body, headers=sent)
        assert answer.status_code < 500, (method, to)


# Guessing


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v1/auth/sign-in", {"email": "a@example.com", "password": "wrong-wrong-wrong"}),
        ("/api/v1/auth/forgot-password", {"email": "a@example.com"}),
        ("/api/v1/auth/sign-up", {"email": "a@example.com", "password": "short", "name": "x"}),
        ("/api/v1/auth/verify-email", {"token": "x"}),
        ("/api/v1/auth/verify-email/resend", {"email": "a@example.com"}),
        ("/api/v1/auth/reset-password", {"token": "x", "password": "wrong-wrong-wrong"}),
        ("/api/v1/invitations/look-up", {"token": "x"}),
    ],
)
def test_whatever_can_be_guessed_is_counted(app: Any, client: Any, path: str, body: Any) -> None:
    """By its class; the numbers behind the classes are the kernel's own tests."""
    answer = client.post(path, json=body)
    policy = answer.headers.get("RateLimit-Policy", "")
    named = policy.split(";")[0].strip('" ')
    assert named in ("sign-in", "sign-up", "wrong-secret-network"), (named, dict(answer.headers))


def test_an_address_that_is_unknown_is_answered_like_one_that_is_known(client: Any) -> None:
    known = make_user()
    answers = [
        client.post(
            "/api/v1/auth/sign-in", json={"email": email, "password": "not-the-password-at-all"}
        )
        for email in (known.email, f"nobody-{new_id().hex}@people.example")
    ]
    first, second = (each.get_json() for each in answers)
    for each in (first, second):
        each.pop("request_id")
    assert first == second
    forgotten = [
        client.post("/api/v1/auth/forgot-password", json={"email": email})
        for email in (known.email, f"nobody-{new_id().hex}@people.example")
    ]
    shapes = [(each.get_json() | {"email": ""}, each.status_code) for each in forgotten]
    assert shapes[0] == shapes[1]
