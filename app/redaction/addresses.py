"""Internet addresses: public ones name a customer, private ones our own machines."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, personal
from app.redaction.values import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_V4 = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d|-(?:alpha|beta|rc|snapshot|dev|pre|release|SNAPSHOT|RELEASE))"
)
#: EC2 writes a private address into the host's name.
_IN_HOST = re.compile(r"(?<![A-Za-z0-9])ip((?:-\d{1,3}){4})(?![\w-])")
_V6 = re.compile(
    r"(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:|:(?=:))(?:[0-9A-Fa-f]{0,4}:){1,7}(?:[0-9A-Fa-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?(?![\w:])"
)
#: Before four numbers these make a version of them.
_VERSION = re.compile(
    r"(?:\b(?:v|ver|version|release|rev|build|chrome|chromium|firefox|safari|edge?|opr|mozilla|webkit|nginx|openssl|java|jdk|sdk)"
    r"[\"']?[ :=/_-]{0,3}v?|[vV]|[A-Za-z]-|==|>=|<=|~>|\^|~)$"
)
#: Somebody upgrades to small numbers; a name server is set to large ones.
_UPGRADE = re.compile(r"(?:up|down)(?:dat|grad)|bump|releas|install")
_SMALL = 33
_NEAR = 16
#: 2000::/3 global, fc00::/7 unique local, fe80::/10 link local, NAT64 and mapped.
_V6_START = re.compile(
    r"(?:2[0-9a-f]{3}|3[0-9a-f]{3}|f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]|64:ff9b|::ffff):",
    re.IGNORECASE,
)
#: Eight groups are unmistakable, unless all of two digits: a hardware address.
_V6_WHOLE = re.compile(
    r"(?!(?:[0-9A-Fa-f]{2}:){7}[0-9A-Fa-f]{2}$)(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
)
#: Reserved for documentation: manuals and tests write them for a customer's address.
_DOCUMENTATION = tuple(
    map(
        ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
    )
)
#: RFC 6598: carriers' and clouds' shared space.
_SHARED = ipaddress.ip_network("100.64.0.0/10")


def find_addresses(text: str, lower: str) -> Iterator[Hit]:
    """Yield a hit for every IPv4 and IPv6 address that names a machine."""
    if "." in text:
        for match in _V4.finditer(text):
            if not _is_version(match[0], lower, match.start()):
                yield from _address(match[0], *match.span())
    if "ip-" in text:
        for match in _IN_HOST.finditer(text):
            yield from _address(match[1][1:].replace("-", "."), match.start(1) + 1, match.end(1))
    if ":" in text:
        for match in _V6.finditer(text):
            if _V6_START.match(match[0]) or _V6_WHOLE.fullmatch(match[0]):
                yield from _address(match[0], *match.span())


def _is_version(value: str, lower: str, start: int) -> bool:
    if _VERSION.search(lower, max(0, start - _NEAR), start):
        return True
    small = all(int(part) < _SMALL for part in value.split(".")) and not value.startswith("10.")
    return small and _UPGRADE.search(lower, max(0, start - 2 * _NEAR), start) is not None


def _address(value: str, start: int, end: int) -> Iterator[Hit]:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return
    if (
        address.is_loopback
        or address.is_unspecified
        or address.is_multicast
        or value.startswith(("255.", "0."))
    ):
        return
    documented = any(
        address in network for network in _DOCUMENTATION if network.version == address.version
    )
    private = not documented and (address.is_private or address.is_link_local or address in _SHARED)
    kind = Kind.PRIVATE_IP if private else Kind.IP
    yield personal(kind, f"ipv{address.version}", start, end)
