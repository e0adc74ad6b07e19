"""What other modules, roles and tests may ask of identity."""

from turnout.modules.identity.cookies import Cookie, cookie_name, cookies_of, ended_cookies
from turnout.modules.identity.errors import (
    AccountExists,
    EmailNotVerified,
    OtherAddress,
    PasswordPaused,
    WrongCredentials,
)
from turnout.modules.identity.service.accounts import ensure_user, find_user, get_people
from turnout.modules.identity.service.authentication import authenticator
from turnout.modules.identity.service.email_change import confirm_email_change, request_email_change
from turnout.modules.identity.service.invitations import (
    NewAccount,
    accept_invitation,
    accept_with_new_account,
    show_invitation,
)
from turnout.modules.identity.service.mails import (
    list_unsent_identity_mails,
    mark_identity_mail_sent,
    read_identity_mail,
)
from turnout.modules.identity.service.passwords import change_password
from turnout.modules.identity.service.profile import change_me, show_me
from turnout.modules.identity.service.reset import forgot_password, reset_password
from turnout.modules.identity.service.sessions import (
    end_login,
    find_signed_in,
    list_logins,
    mint_access_token,
    sign_out_everywhere,
)
from turnout.modules.identity.service.sign_in import sign_in
from turnout.modules.identity.service.sign_up import resend_verification, sign_up, verify_email
from turnout.modules.identity.service.signing_keys import rotate_keys
from turnout.modules.identity.types import (
    AcceptedInvitation,
    Client,
    IdentityMail,
    Login,
    OpenInvitation,
    Person,
    PersonChanges,
    SignedIn,
    SignUp,
)
