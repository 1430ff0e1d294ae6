"""The files that the page is made of: read once, served under an address that names their content."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from app.sandbox.wire import dumps

_TYPES = {
    "css": b"text/css; charset=utf-8",
    "js": b"text/javascript; charset=utf-8",
    "svg": b"image/svg+xml",
    "txt": b"text/plain; charset=utf-8",
    "woff2": b"font/woff2",
}
#: Bare names that the modules import, and the files behind them.
_VENDORED = {
    "preact": "vendor/preact.js",
    "preact/hooks": "vendor/hooks.js",
    "htm": "vendor/htm.js",
    "marked": "vendor/marked.js",
    "emoji-data": "vendor/emoji.js",
}
#: Loaded only when something needs them; everything else is fetched with the page.
_LATER = frozenset({"vendor/marked.js", "js/theme.js"})
_STYLE = "style.css"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file."""

    body: bytes
    content_type: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """All files, and what a page needs to know to load them."""

    #: Changes when any file does, so that browsers may keep what they have for ever.
    version: str
    files: dict[str, Asset]

    @property
    def base(self) -> str:
        """Where the files are."""
        return f"/page/{self.version}"

    @property
    def modules(self) -> list[str]:
        """Addresses of the modules that are fetched ahead of their import."""
        return [
            f"{self.base}/{name}"
            for name in self.files
            if name.endswith(".js") and name not in _LATER
        ]

    @property
    def import_map(self) -> str:
        """Which file each bare name stands for."""
        names = {name: f"{self.base}/{path}" for name, path in _VENDORED.items()}
        return dumps({"imports": names}).decode()

    @property
    def import_map_hash(self) -> str:
        """The import map as a Content-Security-Policy allows it."""
        digest = hashlib.sha256(self.import_map.encode()).digest()
        return f"sha256-{base64.b64encode(digest).decode()}"


@cache
def assets() -> Assets:
    """The page's files, as the package holds them."""
    root = resources.files("app.sandbox.page") / "static"
    files = dict(sorted(_below(root, "")))
    styles = [asset.body for name, asset in files.items() if name.endswith(".css")]
    files[_STYLE] = Asset(b"\n".join(styles), _TYPES["css"])
    digest = hashlib.sha256()
    for name, asset in files.items():
        digest.update(name.encode() + b"\0" + asset.body + b"\0")
    return Assets(digest.hexdigest()[:12], files)


def _below(folder: Traversable, prefix: str) -> list[tuple[str, Asset]]:
    found: list[tuple[str, Asset]] = []
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            found += _below(entry, f"{name}/")
        elif (kind := name.rpartition(".")[2]) in _TYPES:
            found.append((name, Asset(entry.read_bytes(), _TYPES[kind])))
    return found
