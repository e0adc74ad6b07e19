"""The index follows the database: queued, rebuilt without a gap, compared and put right."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import click
import click.testing
import pytest
from click.testing import CliRunner
from pydantic import SecretStr
from tests.factories.events import make_published_event
from tests.factories.people import MadeOrganization, context_of, make_organization
from tests.factories.search import JOB, OLD, MadeSearch, played_search
from tests.factories.work import drain

from turnout.kernel import runtime
from turnout.kernel.db.tx import transaction
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.search_index import api as search_index
from turnout.modules.search_index import rules
from turnout.modules.search_index.types import BuildState
from turnout_sdk.search import Document, Query, Removal
from turnout_sdk.testing.serving import Reply, Request, reply

pytestmark = pytest.mark.usefixtures("running", "queued")


@pytest.fixture
def server(app: Any) -> Iterator[MadeSearch]:
    with played_search() as made:
        yield made


@pytest.fixture
def organization() -> MadeOrganization:
    return make_organization(name="Harbour Society")


def titled(server: MadeSearch, text: str) -> set[str]:
    return set(server.port.search(server.alias, Query(scope="public", text=text, limit=100)).ids)


def publish(organization: MadeOrganization, title: str) -> events.Event:
    event = make_published_event(context_of(organization, organization.owner), title=title)
    drain()
    return event


def states(builds: list[search_index.Build]) -> list[BuildState]:
    return [each.state for each in builds]


def test_changes_are_sent_once_as_they_are_then_and_removals_too(server, organization) -> None:
    server.serve()
    event = publish(organization, "Marimba at Dawn")
    organizer = context_of(organization, organization.owner)
    for title in ("Marimba at Noon", "Marimba at Night"):
        events.change_event(organizer, event.id, {"title": title}, version=None)
        drain()
    assert search_index.count_waiting(JOB) == 1
    sent = len(server.requests)
    assert server.send() == 1
    assert len(server.requests) == sent + 1, "three changes of one document are one request"
    assert titled(server, "marimba night") == {str(event.id)}
    assert titled(server, "marimba dawn") == set()
    events.act_on_event(organizer, event.id, events.Action.UNPUBLISH)
    drain()
    server.send()
    assert titled(server, "marimba") == set()
    assert search_index.count_waiting(JOB) == 0


def test_nothing_is_lost_while_the_server_is_away(server, organization) -> None:
    server.serve()
    server.fail()
    made = [publish(organization, f"Calypso {number}") for number in range(3)]
    assert server.send() == 0
    [status] = search_index.status(JOB)
    assert status.waiting == 3
    assert status.lag_seconds >= 0
    server.recover()
    server.send()
    assert titled(server, "calypso") == {str(each.id) for each in made}
    assert search_index.count_waiting(JOB) == 0


def test_one_document_that_cannot_be_kept_holds_up_no_other(server, organization) -> None:
    server.serve()

    def refuse(request: Request) -> Reply | None:
        if request.path.endswith("_bulk") and b"unkeepable" in request.body:
            error = {"type": "mapper_parsing_exception"}
            return reply(
                200, {"errors": True, "items": [{"index": {"status": 400, "error": error}}]}
            )
        return None

    server.trouble = refuse
    publish(organization, "Zydeco Unkeepable")
    good = publish(organization, "Zydeco Hall")
    assert server.send() == 1
    assert titled(server, "zydeco") == {str(good.id)}
    assert search_index.count_waiting(JOB) == 1
    assert search_index.send_changes(JOB) == 0, "it is tried seldom, until it changes"


def test_a_new_index_takes_over_while_writes_and_searches_go_on(
    server, organization, monkeypatch
) -> None:
    monkeypatch.setattr(rules, "BATCH", 2)
    made = [publish(organization, f"Ragtime {number}") for number in range(5)]
    server.serve()
    [status] = search_index.status(JOB)
    first = status.builds[0].name
    searched, over = [], threading.Event()

    def search() -> None:
        while not over.is_set():
            searched.append(len(titled(server, "ragtime")))

    thread = threading.Thread(target=search)
    thread.start()
    later: list[events.Event] = []

    def tell(_: search_index.Build) -> None:
        if not later:
            later.append(publish(organization, "Ragtime later"))
            events.act_on_event(
                context_of(organization, organization.owner), made[0].id, events.Action.UNPUBLISH
            )
            drain()
            server.send()

    [served] = search_index.rebuild(JOB, tell=tell)
    over.set()
    thread.join()
    assert served.name != first
    assert served.state is BuildState.SERVING
    assert searched
    assert min(searched) >= 5, "no search saw a gap"
    assert titled(server, "ragtime") == {str(each.id) for each in [*made[1:], *later]}
    assert search_index.check_all(JOB)["events"].drift == 0
    with transaction(JOB) as tx:
        tx.query(OLD)
    search_index.keep_up(JOB)
    [status] = search_index.status(JOB)
    assert [each.name for each in status.builds] == [served.name], "the former one is dropped"


def test_a_lost_index_and_one_of_another_layout_are_built_anew(server, organization) -> None:
    event = publish(organization, "Klezmer Kapelye")
    server.serve()
    [status] = search_index.status(JOB)
    server.port.drop(status.builds[0].name)
    publish(organization, "Klezmer Orkestar")
    assert server.send() == 0, "nothing is written to an index that nobody made"
    server.serve()
    assert len(titled(server, "klezmer")) == 2
    [before] = search_index.status(JOB)
    current = runtime.current()
    values = json.loads(current.settings.search_settings.get_secret_value())
    changed = SecretStr(json.dumps(values | {"analysis": "core"}))
    current.settings = current.settings.model_copy(update={"search_settings": changed})
    search_index.keep_up(JOB)
    [after] = search_index.status(JOB)
    assert states(after.builds)[-1] is BuildState.SERVING
    assert after.builds[-1].name != before.builds[-1].name
    assert str(event.id) in titled(server, "klezmer")


def test_what_differs_is_counted_and_put_right(server, organization) -> None:
    missing, different = publish(organization, "Polka one"), publish(organization, "Polka two")
    server.serve()
    assert search_index.check_all(JOB)["events"].drift == 0
    port, far = server.port, 10**12
    port.forget(server.alias, [Removal(id=str(missing.id), version=far)])
    other = Document(id=str(different.id), scope="public", version=far, texts={"title": "Waltz"})
    stray = Document(id=str(organization.id), scope="public", version=far, texts={"title": "Waltz"})
    port.index(server.alias, [other, stray])
    found = search_index.check_all(JOB)["events"]
    assert (found.missing, found.extra, found.different) == (1, 1, 1)
    assert found.digest != found.kept_digest
    server.send()
    found = search_index.check_all(JOB)["events"]
    assert found.drift == 0
    assert (found.documents, found.digest) == (found.kept, found.kept_digest)
    assert titled(server, "polka") == {str(missing.id), str(different.id)}
    assert titled(server, "waltz") == set()


def test_documents_on_their_way_are_no_drift(server, organization) -> None:
    publish(organization, "Fado one")
    server.serve()
    event = publish(organization, "Fado two")
    assert search_index.check_all(JOB)["events"].drift == 0
    server.send()
    assert str(event.id) in titled(server, "fado")


def test_without_a_server_nothing_is_queued(running, organization) -> None:
    event = publish(organization, "Bolero")
    assert search_index.count_waiting(JOB) == 0
    assert search_index.status(JOB) == []
    with transaction(JOB) as tx:
        listed = {event_id for _, event_id in discovery.list_listed_keys(tx, None, 100_000)}
    assert event.id in listed


def test_the_operator_rebuilds_compares_and_sees_how_it_stands(server, organization) -> None:
    main = click.Group()
    search_index.add_commands(main, lambda: None)

    def run(*words: str) -> click.testing.Result:
        return CliRunner().invoke(main, ["search", *words])

    event = publish(organization, "Taarab")
    assert "serves" in run("rebuild").output
    assert titled(server, "taarab") == {str(event.id)}
    server.send()
    assert "same checksum" in run("check").output
    shown = run("status").output
    assert "server fake: healthy" in shown
    assert "events: 0 wait" in shown
    [status] = json.loads(run("status", "--json").output)
    assert status["check"]["documents"] == status["check"]["kept"] > 0
    server.fail()
    refused = run("rebuild")
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output
    assert "does not answer" in run("status").output
    current = runtime.current()
    current.settings = current.settings.model_copy(update={"search": ""})
    assert "PostgreSQL searches" in run("status").output
