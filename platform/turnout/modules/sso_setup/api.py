"""What pages and tests may ask of setting up enterprise sign-in."""

from turnout.modules.sso_setup.commands import add_commands
from turnout.modules.sso_setup.errors import (
    SetupDone,
    SetupLinkNotFound,
    SetupLinkOver,
    TestSignInNotFound,
)
from turnout.modules.sso_setup.service import (
    begin_test_sign_in,
    create_setup_link,
    finish_test_sign_in,
    get_test_sign_in,
    list_setup_links,
    list_test_sign_ins,
    open_setup,
    revoke_setup_link,
    save_by_link,
)
from turnout.modules.sso_setup.types import MadeSetupLink, OpenedSetup, SetupLink, TestSignIn
