"""Why something of SAML was refused: a word for logs, and what was found."""

from typing import Final

REASONS: Final = frozenset(
    {
        "metadata-unreachable",
        "metadata-address",
        "metadata-too-long",
        "metadata-malformed",
        "metadata-no-provider",
        "metadata-many-providers",
        "metadata-no-sign-in-address",
        "metadata-no-certificate",
        "metadata-lapsed",
        "certificate-malformed",
        "certificate-weak",
        "certificate-expired",
        "saml-malformed",
        "saml-too-long",
        "saml-doctype",
        "saml-comment",
        "saml-schema",
        "saml-version",
        "saml-duplicate-id",
        "saml-not-one-assertion",
        "saml-not-signed",
        "saml-signature-shape",
        "saml-algorithm",
        "saml-signature",
        "saml-encryption",
        "saml-not-encrypted",
        "saml-status",
        "saml-issuer",
        "saml-destination",
        "saml-audience",
        "saml-condition",
        "saml-recipient",
        "saml-time",
        "saml-in-response-to",
        "saml-unasked",
        "saml-subject",
        "saml-name-id",
        "saml-session",
        "saml-replayed",
        "logout-malformed",
    }
)
"""Every reason there is; the sign-in log has a sentence for each."""


class SamlRefused(Exception):
    """A message or a document that is not believed. `detail` is for who looks after the set-up.

    It never holds a key or a whole message.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail[:300]
