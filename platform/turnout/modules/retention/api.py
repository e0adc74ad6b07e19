"""The front door of retention."""

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
