"""The front door of domains."""

from turnout.modules.domains.errors import DomainNotProven, DomainTaken
from turnout.modules.domains.queries import list_proven
from turnout.modules.domains.service import (
    add_domain,
    find_home,
    is_verified,
    list_domains,
    verify_domain,
)
from turnout.modules.domains.types import Domain
