"""The front door of certificates of attendance."""

from turnout.modules.attendance_certificates.errors import (
    AttendanceCertificateNotFound,
    AttendedTooLittle,
    CertificateRevoked,
    CertificatesNotOffered,
    EventNotOver,
    HolderNameMissing,
)
from turnout.modules.attendance_certificates.service.certificates import (
    check_certificate,
    tickets_with_certificate,
)
from turnout.modules.attendance_certificates.service.documents import certificate_of_ticket
from turnout.modules.attendance_certificates.types import CertificateProof
