"""No secret lies in the database as it was given, nor comes back in an answer or the log."""

from typing import Any

import psycopg
import pytest
from psycopg import sql
from tests.factories.people import PASSWORD, bearer, make_organization, make_user
from tests.factories.sales import make_shop
from tests.factories.work import drain

from turnout.kernel.context import system_in
from turnout.modules.organizations.service import invitations

API_KEY = "sk_test_acme_0f5b8a7c1d"
MAIL_PASSWORD = "hunter-two-and-a-half"
NEW_PASSWORD = "marble-kettle-orbit-thirty-one"


def everywhere(superuser_url: str, words: dict[str, str]) -> dict[str, list[str]]:
    """The tables in which one of the words stands, as text or as bytes."""
    found: dict[str, list[str]] = {}
    with psycopg.connect(superuser_url) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r'"
                " AND relnamespace = 'public'::regnamespace"
            )
        ]
        assert len(tables) >= 40
        for table in tables:
            for what, word in words.items():
                [(count,)] = connection.execute(
                    sql.SQL(
                        "SELECT count(*) FROM {} AS t WHERE strpos(t::text, %s) > 0"
                        " OR strpos(t::text, %s) > 0"
                    ).format(sql.Identifier(table)),
                    [word, word.encode().hex()],
                ).fetchall()
                if count:
                    found.setdefault(what, []).append(table)
    return found


@pytest.fixture
def superuser_url(postgres: Any, database_name: str) -> str:
    return str(postgres.superuser_url(database_name))


def test_no_secret_stands_in_any_table(client: Any, queued: Any, superuser_url: str) -> None:
    shop = make_shop()
    order = client.post(
        shop.orders_path,
        json=shop.basket(shop.add_type()),
        headers={"Idempotency-Key": "6f1c2f0e-8a5b-4c1d-9e7a-000000000007"},
    ).get_json()
    person = make_user()
    signed_in = client.post(
        "/api/v1/auth/sign-in", json={"email": person.email, "password": PASSWORD}
    )
    access = signed_in.get_json()["access_token"]
    cookie = signed_in.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
    client.post(
        "/api/v1/auth/sign-up",
        json={
            "email": f"new-{person.email}",
            "password": NEW_PASSWORD,
            "display_name": "New Person",
        },
    )
    headers = bearer(shop.organization.owner)
    base = f"/api/v1/organizations/{shop.organization.id}"
    for kind, key, values in (
        ("payments", "sandbox", {"api_key": API_KEY, "webhook_secret": "whsec_f00dfeed"}),
        ("email", "smtp", {"host": "mail.example.com", "password": MAIL_PASSWORD}),
    ):
        made = client.post(
            f"{base}/connections",
            json={"kind": kind, "adapter_key": key, "name": kind, "values": values},
            headers=headers,
        )
        assert made.status_code == 201, made.get_data(as_text=True)
    invited = client.post(
        f"{base}/invitations", json={"email": "guest@example.com", "role": "staff"}, headers=headers
    ).get_json()
    drain()
    mail = invitations.find_invitation_mail(
        system_in(shop.organization.id, "tests.read"), invited["id"]
    )
    token = client.post(
        f"{base}/api-tokens",
        json={"name": "x", "scopes": ["orders.read"], "expires_at": "2027-01-01T00:00:00Z"},
        headers=headers,
    ).get_json()
    rotated = client.post(
        f"{base}/api-tokens/{token['token']['id']}/rotate", json={}, headers=headers
    ).get_json()
    words = {
        "an API token": token["secret"],
        "a rotated API token": rotated["secret"],
        "the order's secret": order["secret"],
        "a password": PASSWORD,
        "a new password": NEW_PASSWORD,
        "an access token": access.rpartition(".")[2],
        "a refresh token": cookie.rpartition(".")[2][-30:],
        "a provider's key": API_KEY,
        "a webhook's secret": "whsec_f00dfeed",
        "a mail server's password": MAIL_PASSWORD,
        **({"an invitation": mail.secret.rpartition(".")[2]} if mail else {}),
    }
    assert all(len(word) >= 10 for word in words.values()), words.keys()
    assert everywhere(superuser_url, words) == {}


def test_the_search_for_secrets_finds_what_is_there(superuser_url: str) -> None:
    organization = make_organization(name="Findable Harbour Words")
    assert organization.id
    found = everywhere(superuser_url, {"a name": "Findable Harbour Words"})
    assert {"organizations", "audit_entries"} <= set(found["a name"])


def test_no_answer_shows_a_connection_s_secret(client: Any) -> None:
    organization = make_organization()
    headers = bearer(organization.owner)
    base = f"/api/v1/organizations/{organization.id}"
    made = client.post(
        f"{base}/connections",
        json={
            "kind": "payments",
            "adapter_key": "sandbox",
            "name": "Cards",
            "values": {"api_key": API_KEY, "webhook_secret": "whsec_f00dfeed"},
        },
        headers=headers,
    )
    wrong = client.post(
        f"{base}/connections",
        json={
            "kind": "payments",
            "adapter_key": "sandbox",
            "name": "Cards",
            "values": {"api_key": "wrong-" + API_KEY, "webhook_secret": "whsec_f00dfeed"},
        },
        headers=headers,
    )
    assert (made.status_code, wrong.status_code) == (201, 422)
    path = f"{base}/connections/{made.get_json()['id']}"
    answers = [
        made,
        wrong,
        client.get(path, headers=headers),
        client.patch(path, json={"name": "Cards again"}, headers=headers),
        client.get(f"{base}/connections", headers=headers),
        client.get(f"{base}/audit?limit=100", headers=headers),
        client.get("/api/v1/adapters"),
    ]
    for answer in answers:
        text = answer.get_data(as_text=True)
        assert API_KEY not in text
        assert "whsec_f00dfeed" not in text
