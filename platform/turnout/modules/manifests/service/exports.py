"""Export of an organization with what stands beside its manifest: logo, templates, events."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.manifest_files.manifest_reader import named_by_content
from turnout.manifest_files.types import Manifest, Template
from turnout.modules.manifests.service.current_state import export
from turnout.modules.manifests.service.templates import (
    Contents,
    contents_of_file,
    export_events,
    export_template,
)
from turnout.modules.organizations import api as organizations

ENDINGS: Final = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}


def export_with_files(ctx: SystemContext, slug: str) -> tuple[Manifest, Contents]:
    """What `export` says, and the files that stand beside it, each named by its content.

    They are the logo and the templates that an agency shares, with every file of those. Planning
    it in one folder changes nothing. OrganizationNotFound when nobody has the name.
    """
    manifest = export(ctx, slug)
    found = organizations.find_by_slug(manifest.profile.slug)
    if found is None:
        raise LookupError(slug)
    inside = system_in(found.id, ctx.job)
    with transaction(inside) as tx:
        logo_id = organizations.branding_of(tx).logo_file_id
    held: Contents = {}
    logo = contents_of_file(inside, logo_id) if logo_id else None
    if logo is not None and logo[0].media_type in ENDINGS:
        name = f"pictures/{named_by_content(logo[1])}.{ENDINGS[logo[0].media_type]}"
        held[name] = logo[1]
        manifest = replace(manifest, logo=name)
    shared = [export_template(inside, each.template) for each in manifest.template_shares]
    for each in shared:
        held |= each[1] if each else {}
    return replace(manifest, templates=tuple(each[0] for each in shared if each)), held


def export_events_of(ctx: SystemContext, slug: str) -> Iterator[tuple[Template, Contents]]:
    """The organization's events, one after the other: covers, files and all but who bought.

    A manifest that names them in `event_copies` makes drafts of them. OrganizationNotFound.
    """
    manifest = export(ctx, slug)
    found = organizations.find_by_slug(manifest.profile.slug)
    if found is None:
        raise LookupError(slug)
    yield from export_events(system_in(found.id, ctx.job))
