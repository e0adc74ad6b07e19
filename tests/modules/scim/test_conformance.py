"""Conformance: an independent tester finds nothing amiss."""

from typing import Any

from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server
from tests.factories.directories import make_directory


def test_an_independent_tester_finds_nothing_amiss(app: Any, client: Any) -> None:
    directory = make_directory(client)
    caller = WSGISCIMClient(
        app.wsgi_app,
        base_url=f"http://turnout.test{directory.path}",
        headers={"Authorization": f"Bearer {directory.secret}"},
    )
    caller.discover()
    results = list(check_server(caller))
    wrong = [f"{each.title}: {each.reason}" for each in results if each.status != Status.SUCCESS]
    assert wrong == []
    assert len(results) > 100
