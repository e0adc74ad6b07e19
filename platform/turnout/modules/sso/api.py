"""What pages, domains and tests may ask of enterprise sign-in."""

from turnout.modules.sso.errors import (
    CompanySignInNeeded,
    IdentityProviderNotFound,
    SsoOver,
    SsoRefused,
)
from turnout.modules.sso.service.enforcement import find_provider_for
from turnout.modules.sso.service.sign_in import begin_sso, finish_sso
from turnout.modules.sso.types import FinishedSso, ProviderOfDomain
