"""The script of embeds: each released version at an address of its own, and the newest of each.

A release never changes, so pages may pin it by its hash; it is packed with the build.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from flask import Response, request, send_from_directory

from turnout.kernel import codec
from turnout.kernel.errors import NotFound
from turnout.site.layout.page_access import page

FOLDER: Final = "embed"
RELEASES: Final = "releases.json"
"""Version → file → the hash that pages pin it by."""
FOR_GOOD: Final = "public, max-age=31536000, immutable"
AN_HOUR: Final = "public, max-age=3600, stale-while-revalidate=86400"
"""The newest of a major version: improved without the page that loads it being changed."""
MAJOR: Final = re.compile(r"v(\d{1,4})")
FILES: Final = frozenset({"turnout.js", "turnout.mjs", "turnout.d.ts"})
KINDS: Final = {".js": "text/javascript", ".mjs": "text/javascript", ".ts": "text/plain"}
OF_OTHERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Timing-Allow-Origin": "*",
}
"""Any page may load it: it holds nothing of anybody."""

Releases = Mapping[str, Mapping[str, str]]


class EmbedScripts:
    """The released scripts in the folder of the build; none without a build."""

    def __init__(self, web_dist: Path) -> None:
        self._folder = web_dist / FOLDER
        self.releases = _read(self._folder / RELEASES)

    @page("the script of embeds is the same for every site")
    def embed_script(self, version: str) -> Response:
        """One file of a version such as 1.0.0, or of the newest release of `v1`."""
        name = request.path.rpartition("/")[2]
        newest = self.newest(version)
        found = newest or version
        if name not in FILES or found not in self.releases:
            raise NotFound
        folder = self._folder / found
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        packed = packed and (folder / f"{name}.gz").is_file()
        kind = KINDS[name[name.rindex(".") :]]
        answer = send_from_directory(folder, f"{name}.gz" if packed else name, mimetype=kind)
        if packed:
            answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Vary"] = "Accept-Encoding"
        answer.headers["Cache-Control"] = AN_HOUR if newest else FOR_GOOD
        answer.headers.extend(OF_OTHERS)
        return answer

    @page("what pages pin the script by is no secret")
    def embed_releases(self) -> Response:
        """Every release with the hashes of its files."""
        if not self.releases:
            raise NotFound
        answer = Response(json.dumps(self.releases), mimetype="application/json")
        answer.headers["Cache-Control"] = AN_HOUR
        answer.headers.extend(OF_OTHERS)
        return answer

    def newest(self, name: str) -> str | None:
        """The newest version that a major one such as `v1` stands for; None for no such name."""
        asked = MAJOR.fullmatch(name)
        if asked is None:
            return None
        same = [each for each in self.releases if each.partition(".")[0] == asked[1]]
        return max(same, key=_numbers, default=None)

    @property
    def latest(self) -> str | None:
        """The newest version of all; None without a build."""
        return max(self.releases, key=_numbers, default=None)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(each) for each in version.split("."))


def _read(path: Path) -> Releases:
    if not path.is_file():
        return {}
    return codec.decode(path.read_bytes(), dict[str, dict[str, str]])
