"""One server that processes are forked from; it has Muster imported once."""

from __future__ import annotations

import multiprocessing

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["support.fleet", "support.command", "app.main.cli"])
