"""What a manifest says of the organization beside its name: logo, country, social links."""

from pathlib import Path

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security import permissions
from turnout.manifest_files.errors import BadManifest
from turnout.manifest_files.types import BusinessProfile
from turnout.modules.business_profiles import api as business_profiles
from turnout.modules.manifests.service.pictures import upload
from turnout.modules.organizations import api as organizations


def show_logo(ctx: OrganizationContext, folder: Path, name: str) -> None:
    """Give the organization the logo that it lacks."""
    permissions.require_platform(ctx)
    logo = upload(ctx, folder, name)
    with transaction(ctx) as tx:
        organizations.set_logo(tx, logo, version=None)


def state_profile(ctx: OrganizationContext, wanted: BusinessProfile, *, place: str) -> None:
    """Say country and links as the file does; what it does not name stays as it is."""
    permissions.require_platform(ctx)
    there = business_profiles.get_profile(ctx)
    new = business_profiles.NewBusinessProfile(
        country=there.country if wanted.country is None else wanted.country,
        social_links=there.social_links if wanted.social_links is None else wanted.social_links,
    )
    try:
        business_profiles.put_profile(ctx, new)
    except Invalid as wrong:
        raise BadManifest(
            *(FieldError(place + each.pointer, each.detail) for each in wrong.errors)
        ) from wrong


def profile_of(ctx: OrganizationContext) -> BusinessProfile:
    """Country and links as a file would say them."""
    permissions.require_platform(ctx)
    found = business_profiles.get_profile(ctx)
    return BusinessProfile(country=found.country, social_links=found.social_links)
