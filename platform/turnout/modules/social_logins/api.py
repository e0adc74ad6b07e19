"""What pages and tests may ask of social sign-in."""

from turnout.modules.social_logins.errors import (
    LastWayIn,
    LinkedToAnother,
    SocialProviderNotFound,
    SocialSignInOver,
    SocialSignInRefused,
)
from turnout.modules.social_logins.providers import list_providers, provider_of
from turnout.modules.social_logins.service import (
    begin_sign_in,
    finish_sign_in,
    get_pending_link,
    link_account,
    list_social_logins,
    unlink_account,
)
from turnout.modules.social_logins.types import (
    FinishedSignIn,
    PendingLink,
    SocialLogin,
    SocialProvider,
)
