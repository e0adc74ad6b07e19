"""What pages, tests and the modules above may ask of passkeys."""

from turnout.modules.passkeys.browsers import (
    PASSKEY_COOKIE,
    MadeCredentialSchema,
    UsedCredentialSchema,
)
from turnout.modules.passkeys.errors import (
    PasskeyExists,
    PasskeyNotFound,
    PasskeysNotAvailable,
    TooManyPasskeys,
)
from turnout.modules.passkeys.hooks import LAST_REMOVED
from turnout.modules.passkeys.service import (
    add_passkey,
    are_available,
    begin_passkey,
    begin_use,
    count_passkeys,
    get_passkey,
    hold_passkeys,
    list_passkeys,
    not_accepted,
    prove_passkey,
    remove_passkey,
    rename_passkey,
    sign_in,
)
from turnout.modules.passkeys.types import NewPasskey, Passkey, PasskeyOptions
