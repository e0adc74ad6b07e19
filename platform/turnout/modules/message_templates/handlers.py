"""What message templates answer to those below them: mails as written, tests, copies of events."""

from turnout.modules.events import api as events
from turnout.modules.message_templates import service
from turnout.modules.notifications import api as notifications

notifications.RENDERINGS.register(service.render_own)
notifications.TRIALS.register(service.compose_trial)
events.EVENT_COPIED.register(service.copy_templates)
