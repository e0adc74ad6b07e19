"""Conformance: an independent tester finds nothing amiss; groups only, outside `make prove`."""

from typing import Any

from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server
from tests.factories.directories import make_directory
from tests.prove.counts import PROVE


def test_an_independent_tester_finds_nothing_amiss(app: Any, client: Any) -> None:
    directory = make_directory(client)
    caller = WSGISCIMClient(
        app.wsgi_app,
        base_url=f"http://turnout.test{directory.path}",
        headers={"Authorization": f"Bearer {directory.secret}"},
    )
    caller.discover()
    results = list(check_server(caller, resource_types=None if PROVE else ["Group"]))
    wrong = [f"{each.title}: {each.reason}" for each in results if each.status != Status.SUCCESS]
    assert wrong == []
    assert len(results) > (100 if PROVE else 20)
