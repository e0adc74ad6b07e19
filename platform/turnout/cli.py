"""`turnout …`: starts roles and runs the operator's commands; parses, calls, prints."""

import json
import os
import signal
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from turnout.kernel import clock
from turnout.kernel.cache import RedisClient
from turnout.kernel.db import distribution, migrations, placements
from turnout.kernel.messaging import pending_work
from turnout.kernel.observability import metrics, probes
from turnout.kernel.observability.health import NEEDS, SERVING
from turnout.kernel.observability.heartbeat import is_alive
from turnout.kernel.settings import Settings, load_settings

COMMANDS = (
    "manifests",
    "audit",
    "reconciliation",
    "payments",
    "operators",
    "quotas",
    "closures",
    "privacy",
    "sso_setup",
    "search_index",
)
"""Modules that bring commands of their own."""
DRAIN_SECONDS = 25
"""How long requests that are under way may still take once a role has been told to end."""
SPARE_REQUESTS = 100
"""Beyond its listeners, how many requests realtime answers at once: refusals, health."""


class Commands(click.Group):
    """The commands below, and those of modules and the scaffold, imported when one is asked for.

    A role starts without them: they cost half a second of imports.
    """

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.commands:
            self._import_more()
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._import_more()
        return super().list_commands(ctx)

    def _import_more(self) -> None:
        for module in COMMANDS:
            import_module(f"turnout.modules.{module}.api").add_commands(self, start_command)
        self.add_command(import_module("turnout.node_commands").nodes)
        if find_spec("turnout_dev"):
            self.add_command(import_module("turnout_dev.scaffold").command, "new")


@click.group(cls=Commands)
@click.pass_context
def main(ctx: click.Context) -> None:
    """Turnout: event registration and ticketing."""
    ctx.obj = _settings


@main.command()
def web() -> None:
    """Serve pages and the API."""
    os.nice(_settings().web_nice)
    _serve("web", "turnout.app:create_app")


@main.command()
def door() -> None:
    """Serve check-in, its devices and the scanner, and nothing else."""
    _serve("door", "turnout.app:create_door")


def _serve(role: str, factory: str) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    settings = _observed(role)
    # Here and not in each worker: one that takes the place of another serves at once, and all
    # of them share the memory of what is loaded.
    import_module("turnout.app").load_modules()
    host, _, port = settings.public_bind(role).rpartition(":")
    Server(
        factory,
        factory=True,
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=settings.web_workers,
        blocking_threads=settings.web_threads,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=DRAIN_SECONDS,
        log_access=False,
        backlog=1024,
        backpressure=128,
    ).serve()


@main.command()
def realtime() -> None:
    """Serve live numbers over server-sent events."""
    from granian.constants import Interfaces
    from granian.server import Server

    from turnout.realtime import MOST_LISTENERS

    settings = _observed("realtime")
    host, _, port = settings.realtime_bind.rpartition(":")
    Server(
        "turnout.realtime:create_app",
        factory=True,
        address=host,
        port=int(port),
        interface=Interfaces.ASGI,
        workers=1,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=DRAIN_SECONDS,
        log_access=False,
        backlog=1024,
        # Who is one too many is told so by realtime, and does not hang.
        backpressure=MOST_LISTENERS + SPARE_REQUESTS,
    ).serve()


@main.command()
@click.option("--queues", default="", help="Comma list; all queues without it.")
def worker(queues: str) -> None:
    """Work off queues."""
    from turnout.kernel.messaging import tasks
    from turnout.worker import create_worker

    settings = _settings()
    os.nice(settings.worker_nice)
    metrics.share(settings.state_dir / "metrics", "worker")  # its port opens once all have forked
    started = create_worker(settings).Worker(
        concurrency=settings.worker_processes,
        queues=queues or ",".join(tasks.QUEUES),
        loglevel="WARNING",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
    )
    started.start()
    sys.exit(started.exitcode)


@main.command()
def scheduler() -> None:
    """Put timed work on the queues; run one."""
    from turnout.worker import TickingScheduler, create_worker

    create_worker(_observed("scheduler")).Beat(
        scheduler_cls=TickingScheduler, loglevel="WARNING", quiet=True
    ).run()


@main.command()
def relay() -> None:
    """Hand committed facts to their handlers."""
    from turnout.worker import relay_facts

    relay_facts(_observed("relay"))


@main.command()
@click.option(
    "--distributed",
    is_flag=True,
    help="Put its tables over the nodes of Citus as well; so TURNOUT_DATABASE_DISTRIBUTED says.",
)
@click.option(
    "--shards",
    default=distribution.SHARDS,
    type=click.IntRange(2, 256),
    show_default=True,
    help="Into how many parts tables are cut, when they are first put over nodes.",
)
def migrate(*, distributed: bool, shards: int) -> None:
    """Bring the database to the newest revision (connects as its owner)."""
    settings = _settings()
    if settings.database_owner_url is None:
        raise click.ClickException("Set TURNOUT_DATABASE_OWNER_URL: migrations run as the owner.")
    signal.signal(signal.SIGTERM, _end_now)
    url = settings.database_owner_url.get_secret_value()
    migrations.upgrade(url, settings.migrations_dir)
    if distributed or settings.database_distributed:
        _distribute(url, shards=shards)


def _distribute(url: str, *, shards: int) -> None:
    try:
        done = distribution.distribute(url, shards=shards)
    except distribution.NotDistributable as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(done.placed)} tables were put over the nodes")
    for each in done.left_out:
        click.echo(f"without its foreign key to {each.to}: {each.table} ({each.name})")


@main.command()
def doctor() -> None:
    """Say whether every table lies where the settings have it; exit 1 where one does not."""
    settings = _settings()
    wanted = settings.database_distributed
    url = settings.database_url.get_secret_value()
    found, misplaced = placements.examine(url, is_distributed=wanted)
    click.echo(f"The database is {'spread over nodes' if found else 'plain PostgreSQL'}.")
    for each in misplaced:
        click.echo(each)
    if misplaced:
        raise click.ClickException(
            f"{len(misplaced)} tables lie elsewhere than TURNOUT_DATABASE_DISTRIBUTED="
            f"{str(wanted).lower()} has them."
        )
    click.echo("Every table lies where it belongs.")


@main.command()
@click.option("--role", required=True, type=click.Choice(tuple(NEEDS)))
def health(role: str) -> None:
    """Exit 0 when a role is ready, as its own port says, or gave a sign of life if it has none."""
    settings = _settings()
    bind = settings.metrics_bind(role)
    if bind:
        sys.exit(0 if probes.answers(probes.local_address(bind, "/readyz")) else 1)
    if SERVING in NEEDS[role]:
        page = probes.local_address(settings.public_bind(role), "/healthz")
        sys.exit(0 if probes.answers(page) else 1)
    alive = is_alive(
        role,
        link=RedisClient.of(settings, connections=1),
        directory=settings.state_dir / "heartbeats",
        now=clock.now().timestamp(),
    )
    sys.exit(0 if alive else 1)


@main.command("wait-idle")
@click.option("--seconds", default=60.0, help="Give up after so long.")
def wait_idle(seconds: float) -> None:
    """Return when every committed fact was handled and no mail or delivery waits."""
    from turnout.kernel import runtime

    runtime.start(_settings(), role="cli")
    _load_modules("handlers", "tasks")
    waiting = pending_work.wait_until_idle(seconds)
    if waiting:
        raise click.ClickException(f"still waiting: {json.dumps(waiting)}")
    click.echo("idle")


@main.command()
@click.argument("output", type=click.Path(path_type=Path))
def openapi(output: Path) -> None:
    """Write the OpenAPI document to a file."""
    from turnout.app import create_app

    answer = (
        create_app(_settings())
        .test_client()
        .get("/api/openapi.json", base_url=_settings().public_url)
    )
    output.write_bytes(answer.data)


@main.group()
def facts() -> None:
    """Facts that no handler could take."""


@facts.command("dead")
def dead_facts() -> None:
    """List what was set aside."""
    from turnout.kernel import runtime
    from turnout.kernel.context import SystemContext
    from turnout.kernel.messaging import outbox

    runtime.start(_settings(), role="cli")
    for row in outbox.dead(SystemContext(job="cli.facts")):
        click.echo(json.dumps(row, default=str))


@facts.command("replay")
def replay_facts() -> None:
    """Hand out again what was set aside."""
    from turnout.kernel import runtime
    from turnout.kernel.context import SystemContext
    from turnout.kernel.messaging import outbox

    runtime.start(_settings(), role="cli")
    click.echo(f"{outbox.replay(SystemContext(job='cli.facts'))} handed out again")


@main.group()
def discovery() -> None:
    """The read model behind the public pages."""


@discovery.command("rebuild")
def rebuild_discovery() -> None:
    """Make the read model anew from the events themselves."""
    from turnout.kernel.context import SystemContext

    start_command()
    api = import_module("turnout.modules.discovery.api")
    count = api.rebuild_everything(SystemContext(job="discovery.rebuild"))
    click.echo(f"{count} events")


def _end_now(number: int, _frame: object) -> None:
    """End at a signal, which the first process of a container does not do by itself."""
    sys.exit(128 + number)  # what is open is rolled back on the way out


def _observed(role: str) -> Settings:
    """The settings of a role, whose metrics are served from now on."""
    settings = _settings()
    metrics.share(settings.state_dir / "metrics", role)
    probes.start(settings, role)
    return settings


def _settings() -> Settings:
    try:
        return load_settings()
    except ValueError as error:
        raise click.ClickException(f"The settings are not right: {error}") from error


def _load_modules(*files: str) -> None:
    from turnout.app import MODULES
    from turnout.kernel.runtime import load_file, loading

    with loading():
        for module in MODULES:
            for file in ("policies", *files):
                load_file(module, file)


def start_command() -> None:
    """What a module's command does first: settings, engines, every module's declarations."""
    from turnout.kernel import runtime

    runtime.start(_settings(), role="cli")
    _load_modules("facts", "handlers", "tasks")
