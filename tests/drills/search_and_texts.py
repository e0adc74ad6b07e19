"""Faults of services that an installation may do without: a search server, a provider of texts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from celery import Celery

from tests.drills import databases
from tests.drills.faults import Scene
from tests.drills.traffic import again_and_again
from turnout.kernel.ids import new_id
from turnout.modules.text_messages.words import WORDING
from turnout_sdk.testing.provider.messages import MessageControls

PATIENCE_SECONDS = 120.0
GUESTS = 12
TEXT = {"language": "en", "short_text": "Doors at nine, {first_name}."}
CHANGED = "UPDATE discovery_events SET title = title || '.' WHERE is_listed"
CHECK_NOW = "UPDATE search_checks SET due_at = now()"
HELD = "SELECT id FROM text_messages WHERE state = 'queued' FOR UPDATE"


@contextmanager
def search_server_away(scene: Scene) -> Iterator[None]:
    """Nobody answers at the search server's address while people search and an event is renamed."""
    scene.search.cut()
    try:
        _rename(scene)
        with again_and_again(scene.callers.open_page, pause=0.5):
            yield
    finally:
        scene.search.mend()


@contextmanager
def search_index_drifts(scene: Scene) -> Iterator[None]:
    """Titles change and nobody tells the search server; the next comparison finds it out."""
    with psycopg.connect(scene.made.database_url(), autocommit=True) as connection:
        connection.execute(CHANGED)
        connection.execute(CHECK_NOW)
    celery = Celery(broker=scene.made.broker.url(1), set_as_current=False)
    celery.send_task("search_index.check_due", queue="search")
    yield


@contextmanager
def texts_held(scene: Scene) -> Iterator[None]:
    """A long transaction holds texts that are due: workers pass them over."""
    scene.texts.cut()
    try:
        _announce(scene)
        with psycopg.connect(scene.made.database_url()) as connection:

            def are_held() -> bool:
                return len(connection.execute(HELD).fetchall()) > 0

            databases.wait_until(are_held, "texts wait", seconds=PATIENCE_SECONDS)
            scene.texts.mend()
            yield
    finally:
        scene.texts.mend()


@contextmanager
def texts_refused(scene: Scene) -> Iterator[None]:
    """The provider takes no text for any of these numbers, for good; people are told again."""
    shop = scene.made.world["texter"]
    controls = MessageControls(shop["provider"], shop["account"])
    for number in range(GUESTS):
        controls.refuse(_phone(number))
    _announce(scene)
    yield


def _announce(scene: Scene) -> None:
    """Text everybody who agreed; the first time guests come and agree."""
    shop = scene.made.world["texter"]
    if not shop.get("has_guests"):
        for number in range(GUESTS):
            _come(scene, shop, number)
        shop["has_guests"] = True
    headers = scene.callers.token()
    base = f"{scene.callers.organization(shop)}/events/{shop['event_id']}/announcements"

    def are_known() -> bool:
        found = _sent(scene, "POST", f"{base}/audience", {}, headers)
        return bool(found["text_count"] == GUESTS)

    databases.wait_until(are_known, "lists know the guests", seconds=PATIENCE_SECONDS)
    new = {"texts": [TEXT], "segment": {}, "channels": ["sms"]}
    made = _sent(scene, "POST", base, new, headers)
    _sent(scene, "POST", f"{base}/{made['id']}/schedule", {}, headers)


def _come(scene: Scene, shop: dict[str, Any], number: int) -> None:
    order = scene.callers.order(shop, kind="free")
    said = {"is_given": True, "phone": _phone(number), "wording": WORDING}
    path = f"{scene.callers.organization(shop)}/orders/{order['id']}/text-consent"
    _sent(scene, "PUT", path, said, {"Turnout-Order-Secret": order["secret"]})


def _rename(scene: Scene) -> None:
    """A change that the search server is to be told of."""
    world = scene.made.world
    address = f"{scene.callers.organization(world)}/events/{world['event_id']}"
    new = {"title": f"Renamed {new_id().hex[:8]}"}
    _sent(scene, "PATCH", address, new, scene.callers.token())


def _phone(number: int) -> str:
    return f"+2547000001{number:02}"


def _sent(
    scene: Scene, method: str, address: str, body: Any, headers: dict[str, str]
) -> dict[str, Any]:
    answer = scene.callers.http.request(method, address, json=body, headers=headers)
    if not answer.is_success:
        raise RuntimeError(f"{method} {address}: {answer.status_code} {answer.text[:300]}")
    found: dict[str, Any] = answer.json()
    return found
