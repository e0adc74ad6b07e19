"""Settings that an operator writes by hand: what is wrong with them is said at the start."""

import ssl
from urllib.parse import parse_qsl, urlsplit

import pytest
from pydantic import ValidationError

from turnout.kernel.messaging import broker
from turnout.kernel.settings import load_settings


@pytest.mark.parametrize(
    "address",
    [
        "http://calendar.example/add?t={title}",
        "javascript:alert({title})",
        "https://calendar.example/add?t={secret}",
        "https://calendar.example/add?t={title.__class__}",
        "https://calendar.example/add?t={",
    ],
)
def test_a_calendar_s_address_that_is_not_https_or_asks_for_more_is_refused(settings, address):
    given = {**settings.model_dump(), "web_calendars": {"Sundial": address}}
    with pytest.raises(ValidationError, match="WEB_CALENDARS"):
        type(settings).model_validate(given)


def test_a_calendar_s_address_may_ask_for_the_event(settings):
    address = "https://calendar.example/add?t={title}&from={start}&to={end_short}&at={place}"
    given = {**settings.model_dump(), "web_calendars": {"Sundial": address}}
    assert type(settings).model_validate(given).web_calendars == {"Sundial": address}


def test_settings_may_lie_in_files_and_a_variable_wins(settings, tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_OPERATOR_URL", "MASTER_KEYS", "MAIL_FROM"):
        given = settings.model_dump()[name.lower()]
        text = given if isinstance(given, str) else given.get_secret_value()
        (tmp_path / f"TURNOUT_{name}").write_text(f"{text}\n", encoding="utf-8")
    monkeypatch.setenv("TURNOUT_SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("TURNOUT_MAIL_FROM", "Box office <tickets@turnout.test>")
    read = load_settings.__wrapped__()
    assert read.database_url == settings.database_url
    assert read.master_keys == settings.master_keys
    assert read.mail_from == "Box office <tickets@turnout.test>"


@pytest.mark.parametrize("name", ["redis", "broker"])
def test_redis_over_tls_is_always_verified(settings, tmp_path, name):
    authorities = tmp_path / "ca.crt"
    url = "rediss://:p%40ss@cache:6379/1?ssl_cert_reqs=none"
    both = {"redis_url": url, "broker_url": url, "redis_cluster": False}
    given = {**settings.model_dump(), **both, "ca_file": authorities}
    made = type(settings).model_validate(given)
    query = dict(parse_qsl(urlsplit(getattr(made, f"{name}_address")).query))
    assert query == {
        "ssl_cert_reqs": "required",
        "ssl_check_hostname": "true",
        "ssl_ca_certs": str(authorities),
    }


def test_the_broker_s_library_verifies_as_well(settings):
    given = {**settings.model_dump(), "broker_url": "rediss://:secret@cache:6379/1"}
    with broker.make(type(settings).model_validate(given)).connection_for_write() as connection:
        assert connection.ssl == {"ssl_cert_reqs": ssl.CERT_REQUIRED, "ssl_check_hostname": True}
        assert connection.password == "secret"


def test_a_cluster_is_named_by_some_of_its_nodes(settings, tmp_path):
    url = "rediss://:p%40ss@one:6379,two,[2001:db8::1]:7000/0"
    given = {**settings.model_dump(), "redis_url": url, "redis_cluster": True}
    made = type(settings).model_validate({**given, "ca_file": tmp_path / "ca.crt"})
    parts = [urlsplit(each) for each in made.redis_addresses]
    assert [each.netloc for each in parts] == [
        ":p%40ss@one:6379",
        ":p%40ss@two",
        ":p%40ss@[2001:db8::1]:7000",
    ]
    assert {dict(parse_qsl(each.query))["ssl_cert_reqs"] for each in parts} == {"required"}


@pytest.mark.parametrize(
    ("url", "is_cluster"),
    [("redis://one,two/0", False), ("redis://one,two/1", True), ("unix:///run/redis.sock", True)],
)
def test_servers_that_no_client_could_reach_are_refused(settings, url, is_cluster):
    given = {**settings.model_dump(), "redis_url": url, "redis_cluster": is_cluster}
    with pytest.raises(ValueError, match="REDIS_URL"):
        type(settings).model_validate(given)
