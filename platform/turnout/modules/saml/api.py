"""What pages and tests may ask of SAML."""

from turnout.modules.saml.errors import (
    CertificateInUse,
    CertificateNotFound,
    SamlConnectionNotFound,
    TooManyCertificates,
)
from turnout.modules.saml.service.connections import (
    activate_certificate,
    delete_certificate,
    get_connection,
    make_next_certificate,
    service_certificate,
    service_metadata,
    update_connection,
)
from turnout.modules.saml.service.logout import logout_address, receive_logout
from turnout.modules.saml.service.metadata import set_metadata
from turnout.modules.saml.service.setup_links import set_metadata_by_link, update_by_link
from turnout.modules.saml.service.sign_in import begin_sign_in, consume_response, finish_sign_in
from turnout.modules.saml.types import (
    CertificateSide,
    CertificateState,
    Consumed,
    LogoutAnswer,
    NewMetadata,
    SamlCertificate,
    SamlConnection,
)
