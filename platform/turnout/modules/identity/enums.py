"""What e-mail links are for, and what failed sign-ins are counted by."""

from enum import StrEnum


class Purpose(StrEnum):
    VERIFY_EMAIL = "verify-email"
    RESET_PASSWORD = "reset-password"  # noqa: S105  a purpose, not a secret
    ALREADY_REGISTERED = "already-registered"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105  a purpose, not a secret
    CHANGE_EMAIL = "change-email"
    EMAIL_CHANGED = "email-changed"


class SubjectKind(StrEnum):
    ACCOUNT = "account"
    ADDRESS = "address"
