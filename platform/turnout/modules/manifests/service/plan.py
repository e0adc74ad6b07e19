"""What `turnout tenants plan` shows: the difference, and nothing is changed."""

from dataclasses import replace

from turnout.kernel.context import SystemContext
from turnout.modules.manifests import rules, sources
from turnout.modules.manifests.documents import Manifest
from turnout.modules.manifests.rules import Change
from turnout.modules.manifests.service.present import find_present, with_events, with_series


def plan(ctx: SystemContext, manifests: list[Manifest]) -> list[Change]:
    """List every step that `apply` would take, in its order."""
    return [
        change for manifest in rules.in_order(manifests) for change in differences(ctx, manifest)
    ]


def differences(ctx: SystemContext, manifest: Manifest) -> list[Change]:
    """Compare one manifest with what is there at this moment."""
    found = find_present(ctx, manifest.profile.slug)
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
    connections = tuple(sources.with_settings(each) for each in manifest.connections)
    return replace(manifest, connections=connections)
