"""Ports, and whether something listens on them."""

from __future__ import annotations

import secrets
import socket
import urllib.error
import urllib.request
from contextlib import suppress

#: Below what systems give to connections that go out (32768 and up on Linux, 49152 elsewhere):
#: none of those takes the port before who asked for it listens.
_PORTS = range(10_000, 32_000)


def free_port() -> int:
    """A port that nobody has, and that nobody is given by chance."""
    # Not as a test's seed has it: tests beside each other have the same.
    start = secrets.randbelow(len(_PORTS))
    for port in (*_PORTS[start:], *_PORTS[:start]):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


def answers(url: str) -> bool:
    """Whether something answers there, whatever it says."""
    try:
        urllib.request.urlopen(url, timeout=20).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
