"""The front door of invitations by CSV."""

from turnout.modules.invitation_batches.errors import BadLines
from turnout.modules.invitation_batches.service import check_batch, send_batch
from turnout.modules.invitation_batches.types import InvitationLine, InvitationReport
