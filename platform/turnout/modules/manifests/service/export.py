"""An organization as a manifest."""

from dataclasses import fields

from turnout.kernel.context import SystemContext
from turnout.modules.manifests.documents import Agency, Manifest, Member, Profile
from turnout.modules.manifests.errors import OrganizationNotFound
from turnout.modules.manifests.service.present import find_present


def export(ctx: SystemContext, slug: str) -> Manifest:
    """Say what is there; secrets become references to variables that the reader sets.

    Members whose grant is limited to events or ends some day are left out: a manifest grants a
    whole role for good.

    Planning the result changes nothing. NoSuchOrganization when nobody has the name.
    """
    found = find_present(ctx, slug)
    if found is None:
        raise OrganizationNotFound(slug=slug)
    present = found[1]
    agency = next(iter(sorted(present.agencies.items())), None)
    return Manifest(
        profile=present.profile,
        named=frozenset(
            each.name
            for each in fields(Profile)
            if getattr(present.profile, each.name) or each.name in {"slug", "name"}
        ),
        agency=Agency(slug=agency[0], role=agency[1]) if agency else None,
        members=tuple(
            Member(email=email, role=present.roles[email], name=name)
            for email, name in sorted(present.names.items())
        ),
        connections=tuple(present.connections[name] for name in sorted(present.connections)),
        legal=present.legal,
    )
