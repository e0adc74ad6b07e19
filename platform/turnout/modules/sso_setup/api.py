"""What pages and tests may ask of setting up enterprise sign-in."""

from turnout.modules.sso_setup.commands import add_commands
from turnout.modules.sso_setup.errors import (
    SetupDone,
    SetupLinkNotFound,
    SetupLinkOver,
)
from turnout.modules.sso_setup.service import (
    create_setup_link,
    list_setup_links,
    open_setup,
    revoke_setup_link,
    save_by_link,
)
from turnout.modules.sso_setup.types import MadeSetupLink, OpenedSetup, SetupLink
