"""The front door of mails about sessions."""

from turnout.modules.session_mails.service import tell_place
