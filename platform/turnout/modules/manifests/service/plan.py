"""What `turnout tenants plan` shows: the difference, and nothing is changed."""

from collections.abc import Mapping
from dataclasses import replace

from turnout.kernel.context import SystemContext
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.manifests import connection_settings, rules
from turnout.modules.manifests.documents import LegalTexts, Manifest
from turnout.modules.manifests.errors import BadManifest
from turnout.modules.manifests.rules import Change
from turnout.modules.manifests.service.current_state import (
    find_current_state,
    said_of,
    with_events,
    with_series,
)
from turnout.modules.organizations import api as organizations


def plan(ctx: SystemContext, manifests: list[Manifest]) -> list[Change]:
    """List every step that `apply` would take, in its order."""
    return [
        change for manifest in rules.in_order(manifests) for change in differences(ctx, manifest)
    ]


def differences(ctx: SystemContext, manifest: Manifest) -> list[Change]:
    """Compare one manifest with what is there at this moment."""
    found = find_current_state(ctx, manifest.profile.slug)
    if found is None:
        return rules.changes(resolved(manifest), None)
    organization_id, present = found
    slugs = [each.slug for each in manifest.events]
    present = replace(
        present,
        **with_events(ctx, organization_id, slugs=slugs),
        **with_series(ctx, organization_id, slugs=[each.slug for each in manifest.series]),
    )
    return rules.changes(resolved(manifest), present)


def resolved(manifest: Manifest) -> Manifest:
    connections = tuple(connection_settings.with_settings(each) for each in manifest.connections)
    return replace(manifest, connections=connections, legal=_cleaned(manifest))


def _cleaned(manifest: Manifest) -> LegalTexts:
    """The texts as they would be kept, so that what is there already is not published again."""
    kept = {}
    for kind, texts in manifest.legal.items():
        try:
            kept[kind] = said_of(organizations.cleaned(wordings_of(texts)))
        except Invalid as wrong:
            place = f"{manifest.place}#/legal/{kind}"
            raise BadManifest(
                *(FieldError(place + each.pointer, each.detail) for each in wrong.errors)
            ) from wrong
    return kept


def wordings_of(
    texts: Mapping[str, Mapping[str, str]],
) -> dict[str, organizations.LegalWording]:
    return {tag: organizations.LegalWording(**wording) for tag, wording in texts.items()}
