"""What pages, domains and tests may ask of enterprise sign-in."""

from turnout.modules.sso.errors import (
    CompanySignInNeeded,
    IdentityProviderNameTaken,
    IdentityProviderNotFound,
    SsoOver,
    SsoRefused,
)
from turnout.modules.sso.hooks import DIRECTORY
from turnout.modules.sso.policies import MANAGE, require_can_manage
from turnout.modules.sso.rules import explanation_of, role_of
from turnout.modules.sso.service.enforcement import find_provider_for
from turnout.modules.sso.service.members import (
    find_role_rules,
    find_user_of_subject,
    is_break_glass,
)
from turnout.modules.sso.service.providers import (
    create_identity_provider,
    delete_identity_provider,
    get_identity_provider,
    list_identity_providers,
    list_sign_ins,
    preview_mapping,
    update_identity_provider,
)
from turnout.modules.sso.service.sign_in import begin_sso, finish_sso
from turnout.modules.sso.service.test_sign_ins import begin_test, finish_test
from turnout.modules.sso.types import (
    BegunTest,
    DirectoryStanding,
    FinishedSso,
    GroupMapping,
    IdentityProvider,
    MappedMember,
    NewIdentityProvider,
    ProviderOfDomain,
    ProviderState,
    RoleRules,
    SignInRecord,
    TestedSignIn,
)
