"""A browser, the stack it visits, and visitors who keep pictures of what they see."""

import os
import re
import shutil
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from filelock import FileLock
from playwright.sync_api import Browser, expect
from playwright.sync_api import Error as BrowserError
from turnout_turnstile_fake.service import Service

from tests.browser.mails import Mails
from tests.browser.preparing import Places, prepare
from tests.browser.scenes import LONG_NAME
from tests.browser.stack import (
    DATABASE,
    Stage,
    identity_provider_address,
    running_stage,
    shared,
    shared_stack,
)
from tests.browser.visitor import PATIENCE_MILLISECONDS, Visitor
from tests.conftest import ROOT
from tests.faults.mini_stack import MiniStack
from turnout_dev.browser_checks import viewports
from turnout_dev.browser_checks.viewports import View
from turnout_dev.stack import frontend
from turnout_dev.stack.postgres import Postgres
from turnout_sdk.testing.local_http import local_client
from turnout_sdk.testing.serving import serving

expect.set_options(timeout=PATIENCE_MILLISECONDS)
ARTEFACTS = ROOT / ".turnout" / "browser"
FAILED = pytest.StashKey[bool]()
IS_TRACED = os.environ.get("TURNOUT_TRACE") == "1"
"""A trace of what fails costs a part of all that does not."""
DESKTOP, PHONE = View(1280), View(320)
Visit = Callable[..., Visitor]
FOLDER = Path(__file__).parent


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of those that look at what is made for all, one begins with making it; the others come last.

    So nobody waits for it: it takes the better part of a minute.
    """
    if not all(item.path.is_relative_to(FOLDER) for item in items):
        return
    waiting = [item for item in items if "places" in getattr(item, "fixturenames", ())]
    named = set(waiting)
    items[:] = [*waiting[:1], *(item for item in items if item not in named), *waiting[1:]]


@pytest.fixture(scope="session")
def stack(postgres: Postgres, database_name: str) -> Iterator[MiniStack]:
    """`database_name` has made sure of the migrated template."""
    frontend.build()
    with shared_stack(postgres) as started:
        yield started


@pytest.fixture(scope="session")
def stage(stack: MiniStack) -> Iterator[Stage]:
    with running_stage(stack) as started:
        yield started


@pytest.fixture
def turnstile(stack, tmp_path: Path) -> Iterator[str]:
    """Turnstile as it is played, at the one local address that the stack calls."""
    with FileLock(stack.state / "identity-provider.lock"):
        port = int(identity_provider_address(stack).rpartition(":")[2])
        with serving(Service(tmp_path).handle, port=port) as address:
            yield address


@pytest.fixture(scope="session")
def places(stage: Stage, stack: MiniStack) -> Places:
    """What the scenes show, made once for all workers; each has an operator of its own."""
    made = shared("places", lambda: prepare(stage, stack.address))
    return Places(**made, operator=stage.do("make_operator", name=LONG_NAME))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with viewports.open_browser() as opened:
        yield opened


@pytest.fixture
def visit(browser: Browser, stack: MiniStack, request: Any) -> Iterator[Visit]:
    """Another visitor with a profile of their own: `visit(PHONE)`; ends with the test."""
    folder = _folder(request.node)
    shutil.rmtree(folder, ignore_errors=True)
    made: list[Visitor] = []

    def come(view: View = DESKTOP, *, traced: bool = IS_TRACED, **options: Any) -> Visitor:
        context = viewports.open_view(browser, view, stack.address, **options)
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        if traced:
            context.tracing.start(screenshots=False, snapshots=True)
        page = context.new_page()
        visitor = Visitor(context, page, view, folder, viewports.collect_complaints(page))
        made.append(visitor)
        return visitor

    yield come
    failed = request.node.stash.get(FAILED, False)
    for number, each in enumerate(made, start=1):
        _leave(each, folder / f"trace-{number}.zip" if failed else None)
    complaints = [said for each in made for said in each.unexpected()]
    assert not complaints, "\n".join(complaints)


def _leave(visitor: Visitor, trace: Path | None) -> None:
    if visitor.has_left:
        return
    if trace:
        with suppress(BrowserError):  # the page is gone, or it was not traced
            visitor.take_picture("failed")
            visitor.context.tracing.stop(path=trace)
    visitor.context.close()


def _folder(node: Any) -> Path:
    name = re.sub(r"\W+", "-", node.name.removeprefix("test_")).strip("-")
    return ARTEFACTS / node.path.stem.removeprefix("test_") / name[:80]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" and report.failed:
        item.stash[FAILED] = True
    return report


@dataclass(frozen=True, slots=True)
class Orders:
    """What the database of the stack says about orders."""

    url: str

    def state(self, order_id: str) -> str:
        return str(self._one("SELECT state FROM orders WHERE id = %s", order_id)[0])

    def money(self, order_id: str) -> tuple[str, int]:
        state, paid = self._one("SELECT state, paid_minor FROM orders WHERE id = %s", order_id)
        return str(state), int(paid)

    def accepted(self, order_id: str) -> tuple[int, int]:
        """The versions of terms and privacy policy that the buyer agreed to."""
        asked = "SELECT accepted_terms, accepted_privacy FROM orders WHERE id = %s"
        terms, privacy = self._one(asked, order_id)
        return int(terms), int(privacy)

    def sold_in(self, order_id: str) -> tuple[str, str]:
        """By which channel, and in whose page."""
        asked = "SELECT channel, embedding_origin FROM orders WHERE id = %s"
        channel, site = self._one(asked, order_id)
        return str(channel), str(site)

    def count(self, event_id: str) -> int:
        return int(self._one("SELECT count(*) FROM orders WHERE event_id = %s", event_id)[0])

    def latest(self, event_id: str) -> str:
        last = "SELECT id FROM orders WHERE event_id = %s ORDER BY placed_at DESC LIMIT 1"
        return str(self._one(last, event_id)[0])

    def payments(self, order_id: str) -> int:
        return int(self._one("SELECT count(*) FROM payments WHERE reference = %s", order_id)[0])

    def wait_until(self, order_id: str, state: str) -> None:
        until = time.monotonic() + PATIENCE_MILLISECONDS / 1000
        while (found := self.state(order_id)) != state:
            assert time.monotonic() < until, f"still {found}"
            time.sleep(0.1)

    def let_time_run_out(self, order_id: str) -> None:
        """Its hold ends now; the scheduler notices within seconds."""
        with psycopg.connect(self.url) as connection:
            connection.execute("SET session_replication_role = replica")  # nobody acts: time does
            past = "now() - interval '1 second'"
            connection.execute(f"UPDATE orders SET expires_at = {past} WHERE id = %s", [order_id])

    def _one(self, statement: str, *values: str) -> tuple[Any, ...]:
        with psycopg.connect(self.url) as connection:
            row = connection.execute(statement, values).fetchone()
        assert row is not None
        return row


@pytest.fixture
def mails(stack: MiniStack) -> Iterator[Mails]:
    with local_client(base_url=stack.mailbox) as http:
        yield Mails(http, stack.address)


@pytest.fixture
def orders(stack: MiniStack, postgres: Postgres) -> Orders:
    return Orders(postgres.superuser_url(DATABASE))
