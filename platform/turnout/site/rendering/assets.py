"""Finds the hashed files of the browser build by the name of their entry point."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

BUILD_URL = "/"
_FONT = "node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2"
_ICON = "src/ui/icon.svg"


class Assets:
    """The build in one folder. Without a build, pages come out plain but whole.

    An entry is named after its folder under `src/features`.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._files = _read_manifest(directory)
        self._entries = {
            str(chunk["name"]): key for key, chunk in self._files.items() if chunk.get("isEntry")
        }

    def script(self, entry: str) -> str | None:
        return self.file(self._entries.get(entry, ""))

    def styles(self, entry: str) -> list[str]:
        """The style sheets of an entry and of everything it imports, each once, imports first."""
        found: list[str] = []
        self._collect(self._entries.get(entry, ""), found)
        return [BUILD_URL + name for name in found]

    def modules(self, entry: str) -> list[str]:
        """The scripts that an entry cannot start without, for the browser to fetch at once."""
        found: list[str] = []
        self._follow(self._entries.get(entry, ""), found)
        return [BUILD_URL + name for name in found]

    def font(self) -> str | None:
        """The one font worth fetching before the style sheet has been read."""
        return self.file(_FONT)

    def icon(self) -> str | None:
        return self.file(_ICON)

    def file(self, key: str) -> str | None:
        """The address of a built file by its place in the sources."""
        chunk = self._files.get(key)
        return BUILD_URL + str(chunk["file"]) if chunk else None

    def _collect(self, key: str, found: list[str]) -> None:
        chunk = self._files.get(key, {})
        for imported in chunk.get("imports", ()):
            self._collect(imported, found)
        found.extend(name for name in chunk.get("css", ()) if name not in found)

    def _follow(self, key: str, found: list[str]) -> None:
        for imported in self._files.get(key, {}).get("imports", ()):
            name = str(self._files[imported]["file"])
            if name not in found:
                found.append(name)
                self._follow(imported, found)


@lru_cache(maxsize=4)
def _read_manifest(directory: Path) -> dict[str, Any]:
    path = directory / "manifest.json"
    if not path.is_file():
        return {}
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest
