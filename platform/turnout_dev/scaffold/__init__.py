"""`turnout new …`: a module, adapter, fact or task that is in order from its birth."""

from collections.abc import Callable
from pathlib import Path

import click

from turnout_dev.scaffold import fact, module, task
from turnout_dev.scaffold.files import find_checkout
from turnout_sdk.scaffold import adapter
from turnout_sdk.scaffold.files import Refused, tidy


@click.group("new")
def command() -> None:
    """Start a module, adapter, fact or task whose tree passes `make check`."""


@command.command("module")
@click.argument("name")
@click.option("--above", help="The highest module that the new one may call.")
@click.option("--noun", help="One of what it holds; by default the name without its plural s.")
def new_module(name: str, above: str | None, noun: str | None) -> None:
    """Make a module NAME with one resource, from the route down to the table."""
    root = _checkout()
    _report(root, lambda: module.create(root, name, above, noun=noun))
    if above:
        click.echo("Next: say in docs/decisions why the order has a new line.")


@command.command("adapter")
@click.argument("kind", type=click.Choice(sorted(adapter.KINDS)))
@click.argument("vendor")
def new_adapter(kind: str, vendor: str) -> None:
    """Make a distribution for VENDOR whose tests list the verbs to fill in.

    In a checkout it is adapters/VENDOR, anywhere else a folder VENDOR.
    """
    root, place = _place_of(vendor)
    _report(root, lambda: adapter.create(root / place, kind, vendor, place=place))
    click.echo(f"Next: pip install -e '{place}[test]' && turnout-adapter-test {place}")


@command.command("fact")
@click.argument("name")
def new_fact(name: str) -> None:
    """Add a fact such as orders.refunded to its module's facts.py."""
    root = _checkout()
    _report(root, lambda: fact.create(root, name))


@command.command("task")
@click.argument("module_name", metavar="MODULE")
@click.argument("name")
@click.option("--every", "every_seconds", type=click.IntRange(min=1), help="Seconds between runs.")
def new_task(module_name: str, name: str, every_seconds: int | None) -> None:
    """Add a background task NAME to MODULE, with the use case it calls."""
    root = _checkout()
    _report(root, lambda: task.create(root, module_name, name, every_seconds=every_seconds))


def _place_of(vendor: str) -> tuple[Path, str]:
    """Say from where a new adapter is shown, and where it goes."""
    try:
        return find_checkout(Path.cwd()), f"adapters/{vendor}"
    except Refused:
        return Path.cwd(), vendor


def _checkout() -> Path:
    try:
        return find_checkout(Path.cwd())
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _report(root: Path, create: Callable[[], list[Path]]) -> None:
    """Make it and name every touched file, or say why not."""
    try:
        made = create()
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    tidy(root, made)
    for path in made:
        click.echo(path.relative_to(root).as_posix())
