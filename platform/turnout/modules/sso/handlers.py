"""What enterprise sign-in answers to identity below it."""

from turnout.modules.identity import api as identity
from turnout.modules.sso.service import enforcement

identity.SIGN_IN_BAR.register(enforcement.require_company_sign_in)
