"""HTTP of files: files themselves, uploads, contents, and files of events."""

from turnout.modules.files.routes import contents, event_files, files, uploads

blueprints = (files.blueprint, uploads.blueprint, contents.blueprint, event_files.blueprint)
