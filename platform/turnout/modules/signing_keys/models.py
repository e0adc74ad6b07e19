"""The table of signing keys, which only the operator role reads."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from turnout.kernel.db.engine import PlatformRow


class SigningKeyRow(PlatformRow):
    __tablename__ = "signing_keys"

    kid: Mapped[str] = mapped_column(unique=True)
    public_jwk: Mapped[dict[str, Any]]
    private_key: Mapped[bytes]
    created_at: Mapped[datetime]
    signs_from: Mapped[datetime]
    signs_until: Mapped[datetime]
    verifies_until: Mapped[datetime]
