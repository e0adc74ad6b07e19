"""Real services for every test: one embedded server, one database and Redis number per worker.

Tests commit for real. Each makes its own organization, and row-level security keeps them apart
as it keeps customers apart; nothing is cleaned up, the database is thrown away with the run.
"""

import base64
import gc
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import hypothesis
import psycopg
import pytest
import scim2_client  # noqa: F401  first: it looks through every module that is loaded before it
from filelock import FileLock
from psycopg import sql

from tests.distributed import nodes
from tests.distributed.nodes import Nodes
from tests.factories import cheap_work
from tests.factories.open_sockets import watch_sockets
from tests.factories.redis_nodes import RedisNodes, start_cluster
from tests.prove import crowds
from tests.prove.counts import EXAMPLES, PROVE
from turnout.kernel import cache, runtime
from turnout.kernel.db import engine, migrations
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import tasks
from turnout.kernel.outbound import transport
from turnout.kernel.security.crypto import KeyRing, new_master_key
from turnout.kernel.security.rate_limits import LIMITS
from turnout.kernel.settings import Settings
from turnout_dev.stack.postgres import Postgres, ensure_postgres
from turnout_dev.stack.redis import Redis, ensure_redis

# A busy machine is no bug; the same commit meets the same examples, and `make prove` meets new ones
# and more of them.
hypothesis.settings.register_profile(
    "turnout", deadline=None, derandomize=not PROVE, max_examples=EXAMPLES
)
hypothesis.settings.load_profile("turnout")

watch_sockets()
gc.disable()  # until all tests are read: what reading makes stays

ROOT = Path(__file__).parents[1]
STATE = ROOT / ".turnout" / "test"
TEMPLATE = "turnout_test_template"
NOBODY_LISTENS = "smtp://127.0.0.1:9"

WHOLE_DATABASE = (
    "tests/isolation/test_audit_chain.py",
    "tests/isolation/test_public_hits.py",
    "tests/isolation/test_secrets.py",
    "tests/modules/audit/test_export.py",
    "tests/modules/audit/test_verify.py",
    "tests/modules/audit_streams/test_sending.py",
    "tests/modules/bulk_actions/test_bulk_actions.py",
    "tests/modules/event_search/test_event_search.py",
    "tests/modules/leads/test_personal_data.py",
    "tests/modules/notifications/test_delivery.py",
    "tests/modules/order_search/test_order_search.py",
    "tests/modules/privacy/",
    "tests/modules/retention/",
    "tests/modules/search_index/",
    "tests/modules/text_messages/test_consents.py",
    "tests/modules/user_merges/test_merging.py",
    "tests/modules/warehouse_feeds/",
    "tests/site/directory/test_directory.py",
    "tests/site/events/test_former_names.py",
    "tests/site/machines/test_sharing.py",
)
"""Tests of work that goes over all organizations: the fewer have been made, the sooner it ends."""
TIMED_WORK = {"run_timed", "count_overviews"}
"""So do the files that import one of these."""
WAITING = (
    "tests/faults/",
    "tests/prove/",
    "tests/architecture/test_scaffold.py",
    "adapters/sdk/tests/test_kit_refusals.py",
    "adapters/bellpay/tests/test_pointing_refusals.py",
)
"""Tests that mostly wait for processes: one worker begins with them while the others compute."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put first what grows with the database, then what waits, so that no worker ends with it."""
    if left := set(crowds.left_out(items)):
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]
    timed = {item.path for item in items if TIMED_WORK & set(_names_in(item))}
    items.sort(
        key=lambda item: (
            not (item.nodeid.startswith(WHOLE_DATABASE) or item.path in timed),
            not item.nodeid.startswith(WAITING),
        )
    )


def _names_in(item: pytest.Item) -> Iterable[str]:
    return vars(item.module) if isinstance(item, pytest.Function) else ()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """Look for garbage again, and never in what was read: a third of reading went to that."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # seldom: what tests make goes by itself, mostly
    gc.enable()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres | Nodes]:
    """One server, or where TURNOUT_CITUS_BIN is set, the nodes of a distributed one."""
    if not nodes.BINARIES:
        yield ensure_postgres(STATE, durable=False)
        return
    with nodes.running_nodes() as found:
        yield found


@pytest.fixture(scope="session")
def redis_server() -> Redis:
    return ensure_redis(STATE)


@pytest.fixture(scope="session")
def redis_nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisNodes]:
    """The cluster of `TURNOUT_TEST_REDIS=cluster`: three masters, on which all tests work."""
    made = start_cluster(tmp_path_factory.mktemp("nodes"))
    yield made
    made.stop()


@pytest.fixture(scope="session")
def worker_number() -> int:
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw") or 0)


@pytest.fixture(scope="session")
def redis_url(redis_server: Redis, worker_number: int) -> str:
    import redis

    url = redis_server.url(worker_number + 1)
    with redis.from_url(url) as client:
        client.flushdb()
    return url


@pytest.fixture(scope="session")
def database_name(postgres: Postgres | Nodes, worker_number: int) -> Iterator[str]:
    """A database of this worker, cloned from a template that is migrated once per change."""
    name = f"turnout_test_{worker_number}_{os.getpid()}"
    if isinstance(postgres, Nodes):  # none can be cloned there
        postgres.create_database(name)
        postgres.migrate(name, ROOT / "migrations")
        postgres.distribute(name)
        yield name
        return
    with FileLock(STATE / "template.lock"):
        _prepare_template(postgres)
        clone(postgres, name)
    yield name
    drop(postgres, name)


def clone(postgres: Postgres, name: str, *, template: str = TEMPLATE) -> None:
    with psycopg.connect(postgres.superuser_url("postgres"), autocommit=True) as connection:
        _drop(connection, name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER turnout_owner").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def drop(postgres: Postgres, name: str) -> None:
    with psycopg.connect(postgres.superuser_url("postgres"), autocommit=True) as connection:
        _drop(connection, name)


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )


def _prepare_template(postgres: Postgres) -> None:
    """Migrate the template again whenever a migration's text changed."""
    import hashlib

    sources = sorted((ROOT / "migrations").rglob("*.py"))
    sources.append(ROOT / "platform/turnout/kernel/db/ddl.py")
    stamp = hashlib.sha256(b"".join(each.read_bytes() for each in sources)).hexdigest()
    with psycopg.connect(postgres.superuser_url("postgres"), autocommit=True) as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [TEMPLATE],
        ).fetchone()
        if found and found[0] == stamp:
            return
        _drop(connection, TEMPLATE)
        connection.execute(f"CREATE DATABASE {TEMPLATE} OWNER turnout_owner")
        migrations.upgrade(postgres.url("turnout_owner", TEMPLATE), ROOT / "migrations")
        connection.execute(f"COMMENT ON DATABASE {TEMPLATE} IS '{stamp}'")


@pytest.fixture(scope="session")
def settings(
    postgres: Postgres | Nodes,
    database_name: str,
    redis_url: str,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Settings:
    """Of the tests' own PostgreSQL and Redis; `TURNOUT_TEST_REDIS=cluster` makes that a cluster."""
    is_cluster = os.environ.get("TURNOUT_TEST_REDIS") == "cluster"
    cache.tag_names(is_cluster)
    state = tmp_path_factory.mktemp("state")
    key = base64.b64encode(b"turnout-test-master-key-32-bytes").decode()
    return Settings.model_validate(
        {
            "environment": "test",
            "database_url": postgres.url("turnout_app", database_name),
            "database_operator_url": postgres.url("turnout_operator", database_name),
            "database_owner_url": postgres.url("turnout_owner", database_name),
            "database_distributed": isinstance(postgres, Nodes),
            "redis_url": request.getfixturevalue("redis_nodes").url if is_cluster else redis_url,
            "redis_cluster": is_cluster,
            "broker_url": redis_url,
            "smtp_url": NOBODY_LISTENS,  # a test that sends brings its own
            "public_url": "http://turnout.test",
            "hosts": "localhost",
            "master_keys": f"test:{key}",
            "state_dir": state,
            "files_dir": state / "files",
            "log_level": "WARNING",
            "rate_limits": dict.fromkeys(LIMITS, "1000000/60"),
            "free_orders_per_address": 1_000_000,
            "database_pool": 8,
        }
    )


@pytest.fixture(scope="session", autouse=True)
def _cheap_work() -> Iterator[None]:
    with cheap_work.made_cheaply():
        yield


@pytest.fixture(scope="session")
def running(settings: Settings) -> Iterator[runtime.Runtime]:
    """This process's engines, Redis, keys and adapters, and every module's declarations."""
    from turnout.app import MODULES
    from turnout.kernel.runtime import load_file

    started = runtime.start(settings, role="web")
    for module in MODULES:
        for file in ("facts", "policies", "handlers", "tasks"):
            load_file(module, file)
    yield started
    transport.close_lent()
    engine.database().dispose()


@pytest.fixture(scope="session")
def app(settings: Settings, running: runtime.Runtime):
    from tests.factories.work import LookingClient
    from turnout.app import create_app

    application = create_app(settings)
    application.test_client_class = LookingClient
    tasks.connect(None)  # what a test wants carried out it drains itself
    return application


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A payment provider's process; every organization has an account of its own there."""
    from tests.factories.payments import running_provider

    with running_provider(tmp_path_factory.mktemp("provider")) as started:
        yield started


@pytest.fixture(scope="session")
def _served_openid_provider(running: runtime.Runtime) -> Iterator[Any]:
    from tests.factories.openid_provider import running_provider

    with running_provider() as provider:
        yield provider


@pytest.fixture
def openid_provider(_served_openid_provider: Any) -> Iterator[Any]:
    """A real OpenID provider, honest at first, that this process may call."""
    from tests.factories.openid_provider import reachable

    with reachable(_served_openid_provider):
        yield _served_openid_provider


@pytest.fixture(scope="session")
def _independent_provider(app: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from tests.factories.independent_provider import running_independent_provider
    from tests.factories.served import served

    folder = tmp_path_factory.mktemp("identity-provider")
    with served(app) as ours, running_independent_provider(folder, STATE, ours) as provider:
        yield provider


@pytest.fixture
def independent_provider(_independent_provider: Any) -> Iterator[Any]:
    """A provider of OpenID Connect and SAML that we did not write, which this process may call."""
    from tests.factories.independent_provider import reachable

    _independent_provider.reset()
    with reachable(_independent_provider):
        yield _independent_provider


@pytest.fixture
def client(app):
    """A caller of the whole application, as a browser or integrator would be."""
    with app.test_client() as caller:
        caller.environ_base["HTTP_HOST"] = "turnout.test"
        yield caller


BEGUN = pytest.StashKey[UUID]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note when a test begins: whatever is older was left by tests that are over."""
    item.stash[BEGUN] = new_id()


@pytest.fixture
def queued(
    running: runtime.Runtime, request: pytest.FixtureRequest
) -> Iterator[list[tuple[str, tuple[str, ...]]]]:
    """What was handed to the broker; `tests.factories.work.drain` works it off in-process.

    Facts that earlier tests left are nobody's concern any more, and would be handled here
    otherwise; so a fixture of several tests drains what it makes.
    """
    from tests.factories import work

    work.QUEUED.clear()
    work.leave_older_facts(request.node.stash[BEGUN])
    tasks.connect(lambda name, arguments, _queue: work.QUEUED.append((name, arguments)))
    yield work.QUEUED
    tasks.connect(None)


@pytest.fixture(scope="session")
def plain_postgresql(postgres: Postgres | Nodes) -> None:
    """For tests of plans, which nodes make otherwise, and of tables filled past the policies."""
    if isinstance(postgres, Nodes):
        pytest.skip("looks at what plain PostgreSQL does")


@pytest.fixture
def change_master_key(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What puts a new master key before the one that everything was made with until then."""

    def change() -> None:
        keys = f"{new_master_key('next')},{settings.master_keys.get_secret_value()}"
        monkeypatch.setattr(runtime.current(), "keys", KeyRing.from_text(keys))

    return change


@pytest.fixture
def owner_connection(settings: Settings) -> Iterator[psycopg.Connection]:
    """As `turnout_owner`: the catalogue, and what only a migration may do; rolled back."""
    with psycopg.connect(settings.database_owner_url.get_secret_value()) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def app_connection(settings: Settings) -> Iterator[psycopg.Connection]:
    """As `turnout_app`, without any context; rolled back."""
    with psycopg.connect(settings.database_url.get_secret_value()) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def statements(running: runtime.Runtime) -> Iterator[list[str]]:
    """Every statement that the test's thread sends to PostgreSQL (context and COMMIT left out).

    Threads that others have left behind, and that look for work now and then, do not count; nor
    does the platform's own reading of its signing keys, which comes once a minute whoever asks.
    Over nodes the context is told by more statements.
    """
    from turnout.kernel.db import tx
    from turnout.modules.organizations.sql_fragments import MEMBERSHIPS_OF

    sent: list[str] = []
    original, here = tx.observer, threading.get_ident()
    context = ("SET LOCAL ", MEMBERSHIPS_OF) if nodes.BINARIES else ()

    def note(text: str) -> None:
        is_own = "FROM signing_keys" in text or text.startswith(context)
        if threading.get_ident() == here and not is_own:
            sent.append(text)

    tx.observer = note
    yield sent
    tx.observer = original
