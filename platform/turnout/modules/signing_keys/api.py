"""What other modules may ask of signing keys."""

from turnout.modules.signing_keys.service import (
    published_keys,
    rotate_keys,
    signing_key,
    verifying_key,
)
