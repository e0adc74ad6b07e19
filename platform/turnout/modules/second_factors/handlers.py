"""What second factors answer to identity below them."""

from turnout.modules.identity import api as identity
from turnout.modules.second_factors.service import sign_in

identity.SECOND_STEP.register(sign_in.begin_second_step)
