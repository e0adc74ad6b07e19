"""The settings of the stack: whose wish wins, and what a shell gets."""

import json
import os
import subprocess
import sys

import pytest

from turnout_dev.stack import providers, settings
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.redis import Redis
from turnout_dev.stack.summary import summary

REDIS = Redis("127.0.0.1", 6390, "secret")


def made(state, wishes=None) -> dict[str, str]:
    wishes = wishes or {}
    ours = settings.generated(state, postgres=None, redis=REDIS, wishes=wishes)
    return settings.write(state, ours, wishes)


def test_what_the_developer_sets_wins(tmp_path):
    wishes = {"TURNOUT_WEB_BIND": "127.0.0.1:9000"}

    effective = made(tmp_path, wishes)

    assert effective["TURNOUT_WEB_BIND"] == "127.0.0.1:9000"
    assert effective["TURNOUT_PUBLIC_URL"] == "http://localhost:9000"


def test_a_shell_that_sourced_the_file_wishes_nothing(tmp_path):
    effective = made(tmp_path)

    assert settings.chosen(tmp_path, effective) == {}


def test_a_wish_is_still_a_wish_in_the_second_start(tmp_path):
    wishes = {"TURNOUT_REDIS_URL": "redis://10.0.0.5/0"}
    ours = settings.generated(tmp_path, postgres=None, redis=None, wishes=wishes)
    settings.write(tmp_path, ours, wishes)

    assert settings.chosen(tmp_path, wishes) == wishes


def test_an_external_redis_is_the_broker_too(tmp_path):
    wishes = {"TURNOUT_REDIS_URL": "redis://10.0.0.5/0"}

    ours = settings.generated(tmp_path, postgres=None, redis=None, wishes=wishes)

    assert ours["TURNOUT_BROKER_URL"] == "redis://10.0.0.5/0"


def test_half_an_external_database_is_refused_with_what_is_missing():
    with pytest.raises(StackError, match="TURNOUT_DATABASE_OPERATOR_URL and TURNOUT_DATABASE_OWN"):
        settings.wants_own_database({"TURNOUT_DATABASE_URL": "postgresql://db/turnout"})


def test_the_file_loads_in_a_plain_shell_and_is_private(tmp_path):
    state = tmp_path / "it's 100% $mine"
    state.mkdir()
    effective = made(state)

    outcome = subprocess.run(
        ["sh", "-c", '. "$1/env"; env -0', "sh", str(state)],
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = dict(line.split("=", 1) for line in outcome.stdout.split("\0") if line)
    assert {name: loaded[name] for name in effective} == effective
    assert (state / "env").stat().st_mode & 0o777 == 0o600


def test_the_master_key_stays_the_same(tmp_path):
    assert made(tmp_path)["TURNOUT_MASTER_KEYS"] == made(tmp_path)["TURNOUT_MASTER_KEYS"]


def test_the_environment_holds_the_stacks_settings_and_the_rest(tmp_path, monkeypatch):
    monkeypatch.setenv("TURNOUT_LOG_LEVEL", "DEBUG")
    monkeypatch.delenv("TURNOUT_REDIS_URL", raising=False)
    made(tmp_path)

    found = settings.environment(tmp_path)

    assert found["TURNOUT_REDIS_URL"] == REDIS.url(0)
    assert found["TURNOUT_LOG_LEVEL"] == "DEBUG"
    assert found["PATH"] == os.environ["PATH"]


def test_a_stack_that_was_never_started_says_so(tmp_path):
    with pytest.raises(StackError, match="make up"):
        settings.environment(tmp_path)


def test_the_greeting_names_addresses_and_people(tmp_path):
    people = tmp_path / "sign-ins.yaml"
    person = {"email": "ada@example.org", "password": "lovelace", "role": "owner"}
    people.write_text(json.dumps([{**person, "organization": "Kermesse"}]), encoding="utf-8")

    text = summary(made(tmp_path), {"127.0.0.1:8090": "Card payments"}, people=people)

    assert "http://localhost:8080/" in text
    assert "http://127.0.0.1:8025/" in text
    assert "Card payments    http://127.0.0.1:8090/" in text
    assert "ada@example.org  lovelace  owner  Kermesse" in text
    assert "http://127.0.0.1:8026/" in text


def test_the_greeting_does_without_people(tmp_path):
    assert "Demo sign-ins" not in summary(made(tmp_path), {}, people=tmp_path / "none.yaml")


def test_one_setting_moves_every_port_for_a_second_stack(tmp_path, monkeypatch):
    offset = {"TURNOUT_PORT_OFFSET": "10000"}
    moved = made(tmp_path, {**offset, "TURNOUT_MAILBOX_BIND": "127.0.0.1:8025"})

    assert moved["TURNOUT_WEB_BIND"] == "127.0.0.1:18080"
    assert moved["TURNOUT_PUBLIC_URL"] == "http://localhost:18080"
    assert moved["TURNOUT_WORKER_METRICS_BIND"] == "127.0.0.1:19103"
    assert moved["TURNOUT_MAILBOX_BIND"] == "127.0.0.1:8025"
    assert moved["TURNOUT_PORT_OFFSET"] == "10000"

    before = {fake.key: providers.address(fake) for fake in providers.installed()}
    monkeypatch.setenv(*offset.popitem())
    for fake in providers.installed():
        port = int(before[fake.key].rpartition(":")[2])
        assert port == fake.port
        assert providers.address(fake) == f"127.0.0.1:{port + 10000}"
        assert f"127.0.0.1:{port + 10000}" in providers.role(fake, tmp_path).command
        said = str(fake.settings_for("demo"))
        assert f":{port + 10000}" in said or "127.0.0.1" not in said


@pytest.mark.parametrize(
    ("offset", "said"),
    [("10000", "http://127.0.0.1:18090"), ("ten", "TURNOUT_PORT_OFFSET is a whole number")],
)
def test_the_sandbox_s_connections_lead_to_its_own_stack(offset, said):
    code = "from turnout_sandbox.settings import Settings as S; print(S.model_fields)"
    environment = os.environ | {"TURNOUT_PORT_OFFSET": offset}
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert said in told.stdout + told.stderr


@pytest.mark.parametrize("offset", ["ten", "-1", "60000", "1.5"])
def test_an_offset_that_is_none_is_refused(tmp_path, monkeypatch, offset):
    monkeypatch.setenv("TURNOUT_PORT_OFFSET", offset)
    [fake, *_] = providers.installed()
    for ask in (lambda: providers.address(fake), lambda: made(tmp_path, dict(os.environ))):
        with pytest.raises(StackError, match="TURNOUT_PORT_OFFSET is a whole number"):
            ask()
