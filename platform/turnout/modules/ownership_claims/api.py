"""The front door of ownership claims."""

from turnout.modules.ownership_claims.errors import (
    ClaimLinkNotFound,
    ClaimNotProven,
    HasOwner,
    NotItsDomain,
    OwnClaimLink,
)
from turnout.modules.ownership_claims.queries import has_open_link
from turnout.modules.ownership_claims.service import (
    claim_by_link,
    get_claim,
    name_behind_link,
    start_claim,
    verify_claim,
)
from turnout.modules.ownership_claims.types import DomainClaim
