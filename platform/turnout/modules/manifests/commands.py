"""`turnout tenants …`: organizations as data, for operators."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from turnout.kernel.context import SystemContext
from turnout.kernel.errors import TurnoutError
from turnout.manifest_files import manifest_reader as files
from turnout.manifest_files.documents import json_schema
from turnout.manifest_files.types import Manifest, SignIn
from turnout.modules.manifests.rules import Change
from turnout.modules.manifests.service.apply import apply as apply_manifests
from turnout.modules.manifests.service.apply import plan as plan_manifests
from turnout.modules.manifests.service.apply import provision
from turnout.modules.manifests.service.current_state import export as export_organization
from turnout.modules.manifests.service.exports import export_events_of, export_with_files
from turnout.modules.manifests.service.templates import Contents

Result = TypeVar("Result")
JOB = SystemContext(job="cli.tenants")
PLACE = click.argument("place", type=click.Path(exists=True, path_type=Path))


def add_commands(main: click.Group, start: Callable[[], None]) -> None:
    _add_tenants(main, start)
    _add_new_org(main, start)


def _add_new_org(main: click.Group, start: Callable[[], None]) -> None:
    @main.command("new-org")
    @click.argument("slug")
    @click.option("--name", help="By default the slug.")
    @click.option("--currency", default="EUR", show_default=True)
    @click.option("--time-zone", default="UTC", show_default=True)
    @click.option("--member", "members", multiple=True, help="email:role; may be repeated.")
    @click.option("--password", help="For members who are new.")
    @click.option("--payments", metavar="ADAPTER", help="Connect a test account of an adapter.")
    def new_org(slug: str, **wishes: Any) -> None:
        """Make an organization with people and tokens, and print it as JSON for a script."""
        start()
        manifest, sign_ins = _refusing(lambda: _of_wishes(slug, **wishes))
        made = _refusing(lambda: provision(JOB, manifest, sign_ins=sign_ins))
        click.echo(json.dumps(asdict(made), default=str, indent=2))


def _of_wishes(
    slug: str, *, members: Sequence[str], password: str | None, payments: str | None, **stated: Any
) -> tuple[Manifest, tuple[SignIn, ...]]:
    """Say the options as a manifest, so that they are checked and applied like any other."""
    people = [each.rpartition(":")[::2] for each in members] or [(f"owner@{slug}.example", "owner")]
    document: dict[str, Any] = {
        "organization": {"slug": slug, **stated, "name": stated["name"] or slug},
        "members": [{"email": email, "role": role} for email, role in people],
    }
    if payments:
        test = {"name": "Payments (test)", "kind": "payments", "adapter": payments}
        document["connections"] = [test | {"test_account": slug[:40]}]
    manifest = files.checked(document, "turnout new-org")
    if password is None:
        return manifest, ()
    return manifest, tuple(
        SignIn(email=email, password=password, name=email.partition("@")[0]) for email, _ in people
    )


def _add_tenants(main: click.Group, start: Callable[[], None]) -> None:
    @main.group()
    def tenants() -> None:
        """Organizations as data (tenants/README.md)."""

    @tenants.command()
    @PLACE
    def plan(place: Path) -> None:
        """Show what would change; changes nothing."""
        start()
        _show(_refusing(lambda: plan_manifests(JOB, files.read(place))), done=False)

    @tenants.command()
    @PLACE
    def apply(place: Path) -> None:
        """Make the organizations as the manifests say."""
        start()
        _show(
            _refusing(lambda: apply_manifests(JOB, files.read(place), files.read_sign_ins(place))),
            done=True,
        )

    @tenants.command()
    @click.argument("slug")
    @click.option(
        "--to",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        help="Write the file there, and beside it the logo and shared templates.",
    )
    @click.option("--events", is_flag=True, help="With `--to`: every event, with its files, too.")
    def export(slug: str, folder: Path | None, events: bool) -> None:  # noqa: FBT001  click's way
        """Write an organization as a manifest."""
        start()
        if events and folder is None:
            raise click.UsageError("--events writes files: say where with --to.")
        if folder is not None:
            for name in _refusing(lambda: _write(folder, slug, with_events=events)):
                click.echo(name)
            return
        click.echo(_refusing(lambda: files.as_yaml(export_organization(JOB, slug))), nl=False)

    @tenants.command()
    def schema() -> None:
        """Write the JSON Schema of a manifest."""
        click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def _write(folder: Path, slug: str, *, with_events: bool) -> list[str]:
    """Write a manifest and what stands beside it; the names, the manifest's last."""
    manifest, held = export_with_files(JOB, slug)
    written = dict.fromkeys(_put(folder, held))
    copies = []
    for copy, contents in export_events_of(JOB, slug) if with_events else ():
        written |= dict.fromkeys(_put(folder, contents))
        copies.append(copy)
    said = files.as_yaml(replace(manifest, event_copies=tuple(copies))).encode()
    return [*written, *_put(folder, {f"{slug}.yaml": said})]


def _put(folder: Path, contents: Contents) -> list[str]:
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return list(contents)


def _show(changes: list[Change], *, done: bool) -> None:
    for each in changes:
        click.echo(str(each))
    if not changes:
        click.echo("Everything is as the manifests say.")
    else:
        click.echo(f"{len(changes)} {'changes made' if done else 'changes to make'}.")


def _refusing(work: Callable[[], Result]) -> Result:
    try:
        return work()
    except TurnoutError as refusal:
        raise click.ClickException(str(refusal)) from refusal
