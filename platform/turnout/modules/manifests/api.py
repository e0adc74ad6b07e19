"""The front door of manifests."""

from turnout.manifest_files.manifest_reader import as_yaml, read, read_sign_ins
from turnout.manifest_files.types import Manifest, SignIn
from turnout.modules.manifests.commands import add_commands
from turnout.modules.manifests.rules import Change
from turnout.modules.manifests.service.apply import apply, plan
from turnout.modules.manifests.service.current_state import export
from turnout.modules.manifests.service.exports import export_events_of, export_with_files
