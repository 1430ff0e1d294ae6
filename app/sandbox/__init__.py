"""A Slack on localhost. It speaks Slack's public protocol and knows nothing of Muster.

`with running(SandboxConfig(manifest=...)) as sandbox:` starts one; see docs/sandbox.md.
"""

from app.sandbox.clock import Clock
from app.sandbox.config import ChannelSeed, GroupSeed, PersonSeed, SandboxConfig
from app.sandbox.handle.ledger import UnexpectedCallsError
from app.sandbox.handle.person import Person
from app.sandbox.handle.sandbox import Sandbox
from app.sandbox.handle.told import NothingCameError, Told
from app.sandbox.handle.wire import SandboxError
from app.sandbox.manifest import ManifestError
from app.sandbox.running import running
from app.sandbox.scenario.model import Scenario, ScenarioError
from app.sandbox.scenario.reading import read_scenario

__all__ = [
    "ChannelSeed",
    "Clock",
    "GroupSeed",
    "ManifestError",
    "NothingCameError",
    "Person",
    "PersonSeed",
    "Sandbox",
    "SandboxConfig",
    "SandboxError",
    "Scenario",
    "ScenarioError",
    "Told",
    "UnexpectedCallsError",
    "read_scenario",
    "running",
]
