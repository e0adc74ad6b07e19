"""The front door of second-factor policies."""

from turnout.modules.second_factor_policies.errors import OwnFactorMissing
from turnout.modules.second_factor_policies.hooks import HAS_FACTOR, PEOPLE, has_factor
from turnout.modules.second_factor_policies.service import get_policy, put_policy, set_policy
from turnout.modules.second_factor_policies.types import (
    LONGEST_GRACE_DAYS,
    NewSecondFactorPolicy,
    SecondFactorPolicy,
)
