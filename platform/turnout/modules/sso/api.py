"""What pages, protocols, domains and tests may ask of enterprise sign-in."""

from turnout.modules.sso.errors import (
    CompanySignInNeeded,
    IdentityProviderNameTaken,
    IdentityProviderNotFound,
    SsoOver,
    SsoRefused,
    TestSignInNotFound,
)
from turnout.modules.sso.hooks import CREATED, DIRECTORY, MISSING
from turnout.modules.sso.policies import MANAGE, require_can_manage
from turnout.modules.sso.queries import find_users_of_subjects
from turnout.modules.sso.rules import explanation_of, groups_of, role_of
from turnout.modules.sso.service.attempts import (
    NewAttempt,
    OpenAttempt,
    find_attempt,
    keep_attempt,
    take_attempt,
)
from turnout.modules.sso.service.enforcement import find_provider_for, find_way_in
from turnout.modules.sso.service.members import (
    find_role_rules,
    is_break_glass,
    list_groups_of_address,
)
from turnout.modules.sso.service.openid_sign_in import begin_sso, finish_sso, logout_address
from turnout.modules.sso.service.providers import (
    address_of_provider,
    create_identity_provider,
    delete_identity_provider,
    find_stored_provider,
    get_identity_provider,
    list_identity_providers,
    list_sign_ins,
    lock_stored_provider,
    name_issuer,
    preview_mapping,
    update_identity_provider,
)
from turnout.modules.sso.service.sessions import end_logins_of_subject, take_session
from turnout.modules.sso.service.sign_in import (
    get_provider_to_sign_in,
    sign_in_person,
)
from turnout.modules.sso.service.sign_in_log import is_first, refuse_sign_in
from turnout.modules.sso.service.test_sign_ins import (
    create_test_sign_in,
    find_way_back,
    finish_test,
    get_test_sign_in,
    list_test_sign_ins,
    open_test_sign_in,
    refuse,
)
from turnout.modules.sso.types import (
    DirectoryStanding,
    FinishedSso,
    GroupMapping,
    IdentityProvider,
    MappedMember,
    NewIdentityProvider,
    ProviderKind,
    ProviderOfDomain,
    ProviderState,
    RoleRules,
    SignInRecord,
    SsoPerson,
    SsoSession,
    StoredProvider,
    TestSignIn,
)
