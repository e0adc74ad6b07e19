"""The front door of retention."""

from turnout.modules.retention.queries import list_policies as list_set_policies
from turnout.modules.retention.service import (
    delete_policy,
    list_policies,
    list_runs,
    preview,
    put_policy,
)
from turnout.modules.retention.types import (
    GRACE_DAYS,
    LONGEST_MONTHS,
    RetentionKind,
    RetentionPolicy,
    RetentionPreview,
    RetentionRun,
)
