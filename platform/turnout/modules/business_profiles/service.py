"""Use cases of business profiles."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.modules.business_profiles import policies, queries, rules
from turnout.modules.business_profiles.facts import BusinessProfileChanged
from turnout.modules.business_profiles.metrics import CHANGES
from turnout.modules.business_profiles.types import (
    NOTHING_SAID,
    BusinessProfile,
    NewBusinessProfile,
)
from turnout.modules.organizations import api as organizations


def get_profile(ctx: OrganizationContext) -> BusinessProfile:
    """What the organization says of itself; nothing while it has said nothing."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.find_profile(tx) or NOTHING_SAID


def put_profile(
    ctx: OrganizationContext, new: NewBusinessProfile, *, version: int | None = None
) -> BusinessProfile:
    """Replace the country and the links; PreconditionFailed where `version` is not current."""
    policies.require_can_manage(ctx)
    organizations.raise_if(rules.profile_errors(new))
    with transaction(ctx) as tx:
        before = queries.lock_profile(tx) or NOTHING_SAID
        require_version(version, before.version)
        if (before.country, before.social_links) == (new.country, dict(new.social_links)):
            return before
        profile = queries.put_profile(tx, new)
        tx.publish(BusinessProfileChanged(business_profile_id=profile.id))
        tx.after_commit.append(CHANGES.add)
    return profile


def country_of(tx: Transaction) -> str:
    """The country of the organization's legal seat; empty where it has said none."""
    found = queries.find_profile(tx)
    return found.country if found else ""
