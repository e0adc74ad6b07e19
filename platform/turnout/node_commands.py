"""`turnout nodes …`: the nodes of a spread database, for whoever runs them."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import click

from turnout.kernel.db import nodes as kept
from turnout.kernel.settings import Settings

Read = Callable[[], Settings]
"""Gives the settings, or says what is wrong with them."""


@contextmanager
def _coordinator(settings: Read) -> Iterator[kept.Coordinator]:
    url = settings().database_superuser_url
    if url is None:
        raise click.ClickException(
            "Set TURNOUT_DATABASE_SUPERUSER_URL to the coordinator's address, of a superuser."
        )
    try:
        with kept.coordinator(url.get_secret_value()) as connection:
            yield connection
    except kept.NodeError as error:
        raise click.ClickException(str(error)) from error


@click.group()
def nodes() -> None:
    """The nodes of a spread database: organizations moved, nodes added and removed."""


@nodes.command("list")
@click.pass_obj
def show(settings: Read) -> None:
    """List the nodes and what lies on each."""
    with _coordinator(settings) as connection:
        for each in kept.list_nodes(connection):
            said = "" if each.takes_shards else ", takes no organizations"
            said += "" if each.answers else ", DOES NOT ANSWER"
            click.echo(
                f"{each.name}: {each.organizations} organizations, {each.shards} shards,"
                f" {each.size_bytes / 1e6:.0f} MB{said}"
            )


@nodes.command()
@click.argument("organization")
@click.option("--to", required=True, metavar="HOST:PORT", help="The node where it is to lie.")
@click.pass_obj
def move(settings: Read, organization: str, to: str) -> None:
    """Give an organization (its id or name) a shard of its own and move it, while it sells."""
    with _coordinator(settings) as connection:
        began = time.monotonic()
        found = kept.move(connection, kept.find_organization(connection, organization), to)
        if found is None:
            click.echo(f"{organization} lies on {to} already.")
        else:
            took = time.monotonic() - began
            click.echo(f"{organization} moved from {found.source} to {to} in {took:.1f} s.")


@nodes.command()
@click.argument("node", metavar="HOST:PORT")
@click.pass_obj
def add(settings: Read, node: str) -> None:
    """Make a server a node. Nothing lies there before `rebalance` or `move`."""
    with _coordinator(settings) as connection:
        kept.add(connection, node)
        click.echo(f"{node} is a node now; `turnout nodes rebalance` gives it organizations.")


@nodes.command()
@click.pass_obj
def rebalance(settings: Read) -> None:
    """Move shards, one after the other, until all nodes hold alike."""
    with _coordinator(settings) as connection:
        count = _said(kept.rebalance(connection))
        click.echo(f"{count} shards moved." if count else "All nodes hold alike already.")


@nodes.command()
@click.argument("node", metavar="HOST:PORT")
@click.pass_obj
def remove(settings: Read, node: str) -> None:
    """Move everything off a node to the others, then let it be none."""
    with _coordinator(settings) as connection:
        count = _said(kept.remove(connection, node))
        click.echo(f"{count} shards moved; {node} is no node any more and can be switched off.")


@nodes.command("restore-point")
@click.argument("name")
@click.pass_obj
def restore_point(settings: Read, name: str) -> None:
    """Name this moment in the log of every node, to which all of them can be restored together."""
    with _coordinator(settings) as connection:
        click.echo(f"{name} is at {kept.create_restore_point(connection, name)}.")


def _said(moves: Iterable[kept.Move]) -> int:
    """Say each move as it is done; how many there were."""
    count = 0
    for each in moves:
        click.echo(f"shard {each.shard}: {each.source} to {each.target}")
        count += 1
    return count
