"""What the modules above may ask of directories."""

from turnout.modules.scim.service.directory import base_url, get_directory, update_directory
