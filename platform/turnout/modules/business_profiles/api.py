"""The front door of business profiles."""

from turnout.modules.business_profiles.queries import find_profile
from turnout.modules.business_profiles.service import (
    country_of,
    get_profile,
    put_profile,
)
from turnout.modules.business_profiles.types import (
    NOTHING_SAID,
    BusinessProfile,
    NewBusinessProfile,
    SocialNetwork,
)
