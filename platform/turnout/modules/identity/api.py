"""What other modules, roles and tests may ask of identity."""

from turnout.modules.identity.cookies import Cookie, cookie_name, cookies_of, ended_cookies
from turnout.modules.identity.errors import (
    AccountExists,
    EmailNotVerified,
    OtherAddress,
    PasswordPaused,
    WrongCredentials,
)
from turnout.modules.identity.service.access_tokens import rotate_keys
from turnout.modules.identity.service.account import (
    change_password,
    confirm_email_change,
    forgot_password,
    request_email_change,
    resend_verification,
    reset_password,
    sign_in,
    sign_up,
    verify_email,
)
from turnout.modules.identity.service.invitations import (
    accept_invitation,
    accept_with_new_account,
    get_invitation,
)
from turnout.modules.identity.service.logins import (
    authenticator,
    end_login,
    find_signed_in,
    list_logins,
    mint_access_token,
    sign_out_everywhere,
)
from turnout.modules.identity.service.mails import (
    find_identity_mail,
    list_unsent_identity_mails,
    mark_identity_mail_sent,
)
from turnout.modules.identity.service.people import (
    ensure_user,
    find_user,
    get_me,
    get_people,
    update_me,
)
from turnout.modules.identity.types import (
    AcceptedInvitation,
    Client,
    IdentityMail,
    Login,
    NewAccount,
    OpenInvitation,
    Person,
    PersonUpdate,
    SignedIn,
    SignUp,
)
