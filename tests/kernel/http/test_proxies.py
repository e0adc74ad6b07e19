"""A proxy in front that nobody trusts is noticed."""

import pytest
from flask import Flask
from structlog.testing import capture_logs

from turnout.kernel import runtime
from turnout.kernel.http import proxies


def watched(**changes):
    app = Flask("watched")
    settings = runtime.current().settings.model_copy(update=changes)
    with capture_logs() as said:
        proxies.watch(app, settings)
    app.add_url_rule("/", "home", lambda: "ok")
    return app.test_client(), said


@pytest.mark.usefixtures("app")
def test_a_production_that_trusts_no_proxy_says_so_at_its_start():
    assert [each["log_level"] for each in watched(environment="production")[1]] == ["warning"]
    assert watched(environment="development")[1] == []


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("name", proxies.FORWARDED.values())
def test_forwarded_headers_that_nobody_trusts_are_an_error_once(name):
    client, _ = watched()
    with capture_logs() as said:
        client.get("/")
        assert said == []
        client.get("/", headers={name: "203.0.113.9"})
        client.get("/", headers={name: "203.0.113.9"})
    assert [(each["log_level"], each["headers"]) for each in said] == [("error", [name])]
    assert "TURNOUT_TRUSTED_PROXIES" in said[0]["why"]
