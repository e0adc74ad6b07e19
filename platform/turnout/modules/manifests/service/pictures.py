"""Pictures and people of a manifest: what an event and its organization are shown with."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.manifest_files.types import Event
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.manifests.service.programmes import create_programme
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.programme import api as programme
from turnout.modules.sponsors import api as sponsors

NO_TERMS: Final[Mapping[str, Any]] = {
    "tiers": (), "fee_minor": 0, "fee_currency": None, "changes_close_hours": 0,
    "transfers_close_hours": 0,
}  # fmt: skip


def upload(ctx: OrganizationContext, folder: Path, name: str) -> UUID:
    """Store a picture of the folder for everybody to see; as any upload, it is written anew."""
    permissions.require_platform(ctx)
    public = files.FileVisibility.PUBLIC
    data = (folder / name).read_bytes()
    return files.store(ctx, files.Upload(name=Path(name).name, data=data, visibility=public)).id


def dress(ctx: OrganizationContext, event: events.Event, wanted: Event, folder: Path) -> None:
    """Give a draft its cover, people, programme and terms; what it has already is left alone."""
    permissions.require_platform(ctx)
    if wanted.cover and event.cover_file_id is None:
        focus = {f"cover_{name}": wanted.cover[name] for name in wanted.cover if name != "file"}
        cover = {"cover_file_id": upload(ctx, folder, wanted.cover["file"]), **focus}
        events.change_event(ctx, event.id, cover, version=None)
    with transaction(ctx) as tx:
        there = {each.name for each in programme.get_programme(tx, event.id).speakers}
        levels = sponsors.sponsors_of(tx, event.id)
        terms = orders.terms_of_event(tx, event.id)
    for speaker in wanted.speakers:
        if speaker["name"] not in there:
            programme.create_speaker(ctx, event.id, _speaker(ctx, speaker, folder))
    if wanted.programme:
        create_programme(ctx, event, wanted.programme)
    if wanted.sponsors and not levels:
        _add_sponsors(ctx, event.id, wanted, folder)
    if wanted.buyer_terms and terms.id is None:
        _set_terms(ctx, event.id, wanted.buyer_terms)


def _speaker(
    ctx: OrganizationContext, said: Mapping[str, str], folder: Path
) -> programme.NewSpeaker:
    return programme.NewSpeaker(
        name=said["name"],
        professional_title=said.get("title", ""),
        company=said.get("company", ""),
        biography=said.get("biography", ""),
        photo_file_id=upload(ctx, folder, said["photo"]) if "photo" in said else None,
    )


def _add_sponsors(ctx: OrganizationContext, event_id: UUID, wanted: Event, folder: Path) -> None:
    named = dict.fromkeys(each["level"] for each in wanted.sponsors if "level" in each)
    levels = {name: sponsors.create_level(ctx, event_id, name).id for name in named}
    for each in wanted.sponsors:
        new = sponsors.NewSponsor(
            name=each["name"],
            level_id=levels.get(each.get("level", "")),
            description=each.get("description", ""),
            url=each.get("url"),
            logo_file_id=upload(ctx, folder, each["logo"]) if "logo" in each else None,
        )
        sponsors.create_sponsor(ctx, event_id, new)


def _set_terms(ctx: OrganizationContext, event_id: UUID, said: Mapping[str, Any]) -> None:
    values = {**NO_TERMS, **said}
    if values["fee_minor"]:
        with transaction(ctx) as tx:
            values["fee_currency"] = organizations.branding_of(tx).currency
    orders.set_buyer_terms(ctx, values, event_id=event_id)
