"""What second factors answer to identity and passkeys below them."""

from turnout.modules.identity import api as identity
from turnout.modules.passkeys import api as passkeys
from turnout.modules.second_factors.service import enrolment, sign_in

identity.SECOND_STEP.register(sign_in.begin_second_step)
passkeys.LAST_REMOVED.register(enrolment.passkeys_are_gone)
