"""The front door of retention."""

from turnout.modules.retention.queries import list_policies as list_set_policies
from turnout.modules.retention.service import (
    delete_policy,
    list_fields,
    list_policies,
    list_runs,
    preview,
    put_policy,
)
from turnout.modules.retention.types import (
    FIELD_KINDS,
    GRACE_DAYS,
    LONGEST_MONTHS,
    WHOLE_KINDS,
    RetentionField,
    RetentionKind,
    RetentionPolicy,
    RetentionPreview,
    RetentionRun,
    RetentionTarget,
)
