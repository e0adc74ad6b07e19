"""`turnout search …`: the index of the search server, for operators."""

import json
from collections.abc import Callable

import click
import msgspec

from turnout.kernel.context import SystemContext
from turnout.kernel.errors import TurnoutError
from turnout.modules.search_index.service import builds, checks, searches
from turnout.modules.search_index.types import Build, IndexCheck, IndexStatus
from turnout_sdk.errors import AdapterError

JOB = SystemContext(job="cli.search")
REFUSALS = (AdapterError, TurnoutError, ValueError)
NOT_SET = "TURNOUT_SEARCH names no search server: PostgreSQL searches."


def add_commands(main: click.Group, start: Callable[[], None]) -> None:
    @main.group()
    def search() -> None:
        """The index of the search server."""

    @search.command()
    def rebuild() -> None:
        """Fill a new index beside the present one and let it take over; searches go on."""
        start()
        _require_set()
        try:
            served = builds.rebuild(JOB, tell=_tell)
        except REFUSALS as refusal:
            raise click.ClickException(f"{refusal}; the worker goes on with it") from refusal
        for build in served:
            click.echo(f"{build.collection}: {build.name} serves {build.copied} documents")

    @search.command()
    @click.option("--json", "as_json", is_flag=True, help="As JSON, for a script.")
    def status(*, as_json: bool) -> None:
        """Say which indexes there are, what waits, and how the last comparison ended."""
        start()
        _require_set()
        found = checks.status(JOB)
        if as_json:
            click.echo(json.dumps(msgspec.to_builtins(found), indent=2))
        else:
            click.echo("\n".join([f"server {searches.health()}", *map(_text, found)]))

    @search.command()
    def check() -> None:
        """Compare the index with the database now, and put right what differs."""
        start()
        _require_set()
        try:
            found = checks.check_all(JOB)
        except REFUSALS as refusal:
            raise click.ClickException(str(refusal)) from refusal
        for name, each in found.items():
            click.echo(f"{name}: {_said(each)}")


def _require_set() -> None:
    if not searches.is_set():
        raise click.ClickException(NOT_SET)


def _tell(build: Build) -> None:
    click.echo(f"{build.collection}: {build.copied} documents in {build.name}", err=True)


def _text(status: IndexStatus) -> str:
    lines = [
        f"{status.collection}: {status.waiting} wait, the oldest for {status.lag_seconds:.0f} s",
        *(f"  {each.state:<8} {each.name}, {each.copied} copied" for each in status.builds),
    ]
    if status.check is not None:
        lines.append(f"  compared {status.checked_at:%Y-%m-%d %H:%M} UTC: {_said(status.check)}")
    return "\n".join(lines)


def _said(check: IndexCheck) -> str:
    is_same = "same checksum" if check.digest == check.kept_digest else "checksums differ"
    drift = f"{check.missing} missing, {check.extra} too many, {check.different} different"
    return f"{check.documents} documents, {check.kept} kept ({is_same}); {drift}"
