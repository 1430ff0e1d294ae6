"""`python -m app.sandbox`: a sandbox as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path
from typing import Any

import uvloop
import yaml
from pydantic import TypeAdapter

from app.sandbox.client.people import BANNER
from app.sandbox.clock import Clock
from app.sandbox.config import SandboxConfig
from app.sandbox.manifest import default_manifest
from app.sandbox.runtime import Runtime
from app.sandbox.scenario.reading import read_scenario
from app.sandbox.seeds import Seeds
from app.sandbox.wire import Json, loads

_DEFAULTS = SandboxConfig(port=4747, rate_limits=True)
#: Options that are fields of the configuration as they are.
_PLAIN: dict[str, tuple[type, str]] = {
    "host": (str, "where to listen"),
    "port": (int, "0: any free port"),
    "state": (Path, "a file that keeps the workspace; default: memory"),
    "request_url": (str, "where the app takes HTTP requests; Socket Mode needs none"),
    "signing_secret": (str, "default: a new one, printed"),
    "bot_token": (str, "the app's bot token"),
    "app_token": (str, "the app's token for Socket Mode"),
    "latency_ms": (float, "what every call takes at least"),
    "socket_lifetime": (float, "seconds that a Socket Mode connection lives"),
    "ack_timeout": (float, "seconds that the app has to acknowledge"),
    "message_replied": (str, "send message_replied with replies: `subtype` or `bare`"),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m app.sandbox", description="A Slack on this machine")
    parser.add_argument("--manifest", type=Path, help="the app's manifest, JSON or YAML")
    parser.add_argument("--seeds", type=Path, help="people, channels, groups: YAML or JSON")
    parser.add_argument("--clock", default="", help="origin,speed[,anchor]; default: real time")
    parser.add_argument(
        "--scenario", type=Path, action="append", default=[], help="what can be played"
    )
    parser.add_argument(
        "--fault",
        type=loads,
        action="append",
        default=[],
        help='what goes wrong, such as {"kind": "drop_after", "name": "chat.postMessage"}',
    )
    parser.add_argument("--no-rate-limits", action="store_true", help="lift Slack's rate limits")
    parser.add_argument("--unfurl", action="store_true", help="unfurl links")
    for name, (kind, what) in _PLAIN.items():
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, type=kind, default=getattr(_DEFAULTS, name), help=what)
    return parser


def _config(given: argparse.Namespace) -> SandboxConfig:
    seeds = Seeds.model_validate(_document(given.seeds) if given.seeds else {})
    plain: dict[str, Any] = {name: getattr(given, name) for name in _PLAIN}
    return SandboxConfig(
        manifest=_document(given.manifest) if given.manifest else default_manifest(),
        clock=Clock.parse(given.clock),
        scenarios=tuple(read_scenario(path) for path in given.scenario),
        rate_limits=not given.no_rate_limits,
        unfurl=given.unfurl,
        faults=tuple(given.fault),
        **plain,
        **seeds.options(),
    )


async def _serve(config: SandboxConfig) -> None:
    runtime = Runtime(config)
    await runtime.open()
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    sys.stdout.write(_banner(runtime.slack.origin, config))
    sys.stdout.flush()
    await stopped.wait()
    await runtime.close()


def _banner(origin: str, config: SandboxConfig) -> str:
    lines = (
        BANNER,
        f"  page   {origin}/",
        f"  SLACK_API_URL={origin}/api/",
        f"  SLACK_BOT_TOKEN={config.bot_token}",
        f"  SLACK_APP_TOKEN={config.app_token}",
        f"  SLACK_SIGNING_SECRET={config.signing_secret}",
        f"  clock  {config.clock.describe() or 'real time'}",
        f"  state  {config.state or 'memory'}",
    )
    return "\n".join(lines) + "\n"


def _document(path: Path) -> Json:
    return TypeAdapter(Json).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))


def main() -> None:
    """Runs a sandbox until it is told to stop."""
    try:
        uvloop.run(_serve(_config(_parser().parse_args())))
    except (ValueError, OSError, yaml.YAMLError) as error:
        raise SystemExit(f"The sandbox cannot start: {error}") from error


if __name__ == "__main__":
    main()
