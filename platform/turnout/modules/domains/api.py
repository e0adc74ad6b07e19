"""The front door of domains."""

from turnout.modules.domains.errors import DomainKnown, DomainNotProven, DomainTaken
from turnout.modules.domains.queries import has_proven, list_proven
from turnout.modules.domains.rules import host_of, is_proven
from turnout.modules.domains.service import (
    add_domain,
    delete_domain,
    find_home,
    get_domain,
    list_domains,
    update_domain,
    verify_domain,
)
from turnout.modules.domains.types import Domain
