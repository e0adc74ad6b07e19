"""HTTP of files: files themselves, uploads, contents, files of events, the logo."""

from turnout.modules.files.routes import contents, event_files, files, logos, uploads

blueprints = (
    files.blueprint,
    uploads.blueprint,
    contents.blueprint,
    event_files.blueprint,
    logos.blueprint,
)
