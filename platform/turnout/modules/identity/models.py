"""Tables of identity. The application's role reads `users` and a person's own `logins` only."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import PlatformRow


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


class UserRow(PlatformRow):
    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("email", name="uq_users_email"),
        CheckConstraint("email = lower(email)", name="email_is_lower"),
    )
    email: Mapped[str]
    display_name: Mapped[str]
    locale: Mapped[str]
    time_zone: Mapped[str]
    email_verified_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int]


class PasswordRow(PlatformRow):
    """`id` is the user's."""

    __tablename__ = "user_passwords"
    id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", name="fk_user_passwords_id"), primary_key=True
    )
    hash: Mapped[str]
    changed_at: Mapped[datetime]


class LoginRow(PlatformRow):
    """One signed-in browser: the family of its refresh tokens."""

    __tablename__ = "logins"
    __table_args__ = (
        Index("ix_logins_user_id", "user_id"),
        Index("ix_logins_expires_at", "expires_at"),
    )
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", name="fk_logins_user_id"))
    agent: Mapped[str]
    address: Mapped[str]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str]


class RefreshTokenRow(PlatformRow):
    __tablename__ = "refresh_tokens"
    __table_args__ = (Index("ix_refresh_tokens_login_id", "login_id"),)
    login_id: Mapped[UUID] = mapped_column(
        ForeignKey("logins.id", name="fk_refresh_tokens_login_id", ondelete="CASCADE")
    )
    key_id: Mapped[str]
    token_hash: Mapped[bytes]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[bytes | None]
    successor_id: Mapped[UUID | None]


class EmailTokenRow(PlatformRow):
    """One mail about an account, and the hash of its secret. No user: nobody has the address."""

    __tablename__ = "email_tokens"
    __table_args__ = (
        CheckConstraint(
            "purpose IN ('verify-email', 'reset-password', 'already-registered',"
            " 'password-changed', 'change-email', 'email-changed')",
            name="purpose",
        ),
        Index("ix_email_tokens_user_id", "user_id", "purpose"),
        Index("ix_email_tokens_created_at", "created_at"),
        Index("ix_email_tokens_unmailed", "created_at", postgresql_where=text("mailed_at IS NULL")),
    )
    user_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("users.id", name="fk_email_tokens_user_id")
    )
    purpose: Mapped[str]
    email: Mapped[str]
    locale: Mapped[str]
    key_id: Mapped[str]
    token_hash: Mapped[bytes]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]


class SigningKeyRow(PlatformRow):
    __tablename__ = "signing_keys"
    __table_args__ = (UniqueConstraint("kid", name="uq_signing_keys_kid"),)
    kid: Mapped[str]
    public_jwk: Mapped[dict[str, Any]]
    private_key: Mapped[bytes]
    created_at: Mapped[datetime]
    signs_from: Mapped[datetime]
    signs_until: Mapped[datetime]
    verifies_until: Mapped[datetime]


class SignInAttemptRow(PlatformRow):
    """Failures of one account or one network address, known by hash only."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (
        UniqueConstraint("subject", name="uq_sign_in_attempts_subject"),
        CheckConstraint("kind IN ('account', 'address')", name="kind"),
        Index("ix_sign_in_attempts_last_failed_at", "last_failed_at"),
    )
    subject: Mapped[bytes]
    kind: Mapped[str]
    failures: Mapped[int]
    last_failed_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]
