"""What second factors answer to identity, passkeys and policies below them."""

from turnout.modules.identity import api as identity
from turnout.modules.passkeys import api as passkeys
from turnout.modules.second_factor_policies import api as second_factor_policies
from turnout.modules.second_factors.service import codes, enrolment, sign_in

identity.SECOND_STEP.register(sign_in.begin_second_step)
passkeys.LAST_REMOVED.register(enrolment.passkeys_are_gone)
second_factor_policies.HAS_FACTOR.register(codes.has_factor)
