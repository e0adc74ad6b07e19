"""What pages and tests may ask of SAML."""

from turnout.modules.saml.service.connections import service_metadata, update_connection
from turnout.modules.saml.service.logout import logout_address, receive_logout
from turnout.modules.saml.service.metadata import set_metadata
from turnout.modules.saml.service.sign_in import begin_sign_in, consume_response, finish_sign_in
from turnout.modules.saml.types import Consumed, LogoutAnswer, NewMetadata
