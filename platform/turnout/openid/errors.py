"""Why a sign-in by OpenID Connect was refused: a word for logs, and what was found."""

from typing import Final

REASONS: Final = frozenset(
    {
        "discovery-unreachable",
        "discovery-malformed",
        "discovery-wrong-issuer",
        "discovery-address",
        "discovery-unsupported",
        "keys-unreachable",
        "keys-malformed",
        "provider-refused",
        "answer-malformed",
        "answer-wrong-issuer",
        "token-endpoint-unreachable",
        "token-endpoint-refused",
        "token-answer-malformed",
        "id-token-missing",
        "id-token-malformed",
        "id-token-algorithm",
        "id-token-header",
        "id-token-key",
        "id-token-signature",
        "id-token-issuer",
        "id-token-audience",
        "id-token-authorized-party",
        "id-token-time",
        "id-token-nonce",
        "id-token-subject",
        "id-token-access-token",
        "logout-token-malformed",
    }
)
"""Every reason there is; pages have a sentence for each."""


class OpenIdRefused(Exception):
    """A sign-in that is not carried on. `detail` is for whoever looks after the provider's set-up.

    It never holds a code, a token or a secret.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail[:300]
