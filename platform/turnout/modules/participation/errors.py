"""Refusals of participation."""

from turnout.kernel.errors import Conflict, NotFound


class AgendaNotFound(NotFound):
    code = "events.agenda-missing"
    title = "There is no such agenda"


class AgendaFull(Conflict):
    code = "events.agenda-full"
    title = "The agenda holds no more sessions"


class SessionFull(Conflict):
    code = "events.session-full"
    title = "All places of this session are taken"


class NoRegistration(Conflict):
    code = "events.session-without-registration"
    title = "This session takes no registrations"


class RegistrationClosed(Conflict):
    code = "events.registration-closed"
    title = "Registration for this session is over"


class NotYourTicket(NotFound):
    code = "events.not-your-ticket"
    title = "There is no such ticket of yours for this event"
