"""What tests and the modules above may ask of directories."""

from turnout.modules.scim.service.directory import base_url, create_token, update_directory
from turnout.modules.scim.types import IssuedScimToken, NewScimToken
