"""Refusals of print stations, their connectors and jobs."""

from turnout.kernel.errors import Conflict, Forbidden, Gone, NotFound, Unauthenticated


class PrintStationNotFound(NotFound):
    code = "print-stations.not-found"
    title = "This event has no such print station"


class PrintStationNameTaken(Conflict):
    code = "print-stations.name-taken"
    title = "Another print station of this event has this name"


class TooManyPrintStations(Conflict):
    code = "print-stations.too-many"
    title = "This event has as many print stations as one may have"


class StationCodeNotFound(NotFound):
    code = "print-stations.code-unknown"
    title = "This is no code of a print station; make another one in the console"


class StationCodeExpired(Gone):
    code = "print-stations.code-expired"
    title = "The code of this print station has expired; make another one in the console"


class ConnectorNotGenuine(Unauthenticated):
    code = "print-stations.not-genuine"
    title = "This is no token of a connector of this organization"


class ConnectorRevoked(Unauthenticated):
    """It was taken away, or another one joined as its station: it stops."""

    code = "print-stations.revoked"
    title = "This connector was removed, or another one prints for its station"


class OrganizationPrintsNothing(Forbidden):
    code = "print-stations.organization-not-open"
    title = "This organization is closed or suspended; nothing is printed"


class PrintJobNotFound(NotFound):
    code = "print-stations.no-job"
    title = "This event has no such print job"


class PrintJobLost(Conflict):
    """It is somebody else's now, or was cancelled: nothing of it is to be printed."""

    code = "print-stations.job-lost"
    title = "This job is no longer yours; print nothing of it"


class PrintJobUnderWay(Conflict):
    code = "print-stations.under-way"
    title = "This job has reached the printer, or has ended"


class PrintJobNotFailed(Conflict):
    code = "print-stations.not-failed"
    title = "Only a job that failed or was cancelled is tried again, once"


class NoStationForDevice(Forbidden):
    code = "print-stations.none-for-device"
    title = "This device sends no badges to a print station"
