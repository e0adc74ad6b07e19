"""What other modules, roles and tests may ask of identity."""

from turnout.kernel.http.cookies import Cookie
from turnout.modules.identity.cookies import CSRF, cookie_name, cookies_of, ended_cookies
from turnout.modules.identity.errors import (
    AccountExists,
    EmailNotVerified,
    LinkOver,
    LoginEnded,
    OtherAddress,
    PasswordPaused,
    SecondFactorNeeded,
    WrongCredentials,
)
from turnout.modules.identity.hooks import LOGIN_OPENED, SECOND_STEP, SIGN_IN_BAR
from turnout.modules.identity.passwords import password_errors
from turnout.modules.identity.queries.people import (
    find_person_by_email,
    has_password,
    set_avatar,
)
from turnout.modules.identity.rules import profile_errors
from turnout.modules.identity.service.account import (
    change_password,
    count_second_factor_try,
    forget_second_factor_tries,
    forgot_password,
    prove_present_password,
    require_open,
    resend_verification,
    reset_password,
    set_address,
    sign_in,
    sign_in_proved,
    sign_up,
    verify_and_sign_in,
    verify_email,
    void_all_links,
    void_links,
)
from turnout.modules.identity.service.logins import (
    authenticator,
    confirm_login,
    end_login,
    end_login_of,
    find_signed_in,
    is_login_alive,
    list_logins,
    list_logins_of,
    mint_access_token,
    open_login,
    sign_out_everywhere,
    weaken_logins,
)
from turnout.modules.identity.service.mails import (
    find_identity_mail,
    issue_link,
    list_unsent_identity_mails,
    lock_link,
    mark_identity_mail_sent,
    use_link,
    write_erasure_mail,
    write_mail,
    write_second_factors_mail,
    write_sign_in_methods_mail,
)
from turnout.modules.identity.service.people import (
    end_all_logins,
    ensure_user,
    find_ids,
    find_people,
    find_user,
    free_unproved_address,
    get_me,
    get_people,
    in_name_of,
    lift_suspension,
    register_all_proved,
    register_proved,
    search_people,
    suspend_person,
    unlock_person,
    update_me,
)
from turnout.modules.identity.types import (
    DEVICE,
    Access,
    Client,
    EmailToken,
    IdentityMail,
    Login,
    Person,
    PersonUpdate,
    Purpose,
    SignedIn,
    SignUp,
    client_of,
)
