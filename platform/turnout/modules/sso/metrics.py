"""What enterprise sign-in counts, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

SIGN_INS: Final = counter(
    "turnout_sso_sign_ins",
    "Sign-ins by identity providers of organizations, by protocol and what came of them",
    kind=("oidc", "saml"),
    outcome=("signed-in", "refused"),
)
