"""The front door of template shares."""

from turnout.modules.template_shares.service import (
    end_share,
    list_shares,
    list_templates,
    share_template,
)
from turnout.modules.template_shares.types import SharedTemplate, TemplateShare
