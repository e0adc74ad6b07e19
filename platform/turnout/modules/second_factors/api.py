"""What pages and tests may ask of second factors."""

from turnout.modules.second_factors.errors import (
    AuthenticatorExists,
    CodesPaused,
    FactorRequired,
    NoAuthenticator,
    SignInOver,
)
from turnout.modules.second_factors.service.enrolment import (
    begin_authenticator,
    confirm_authenticator,
    get_new_authenticator,
    get_second_factors,
    give_authenticator,
    remove_authenticator,
    replace_recovery_codes,
)
from turnout.modules.second_factors.service.sign_in import complete_sign_in, confirm
from turnout.modules.second_factors.types import (
    NewAuthenticator,
    Proof,
    RecoveryCodes,
    SecondFactors,
)
