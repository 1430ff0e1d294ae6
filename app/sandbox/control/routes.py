"""Every path under /control; their bodies are in `control.bodies`."""

from __future__ import annotations

from app.sandbox.control import looking, misbehaving
from app.sandbox.net.routing import Routes

CONTROL = Routes()
for _method, _path, _handler in (
    ("GET", "/control/status", looking.status),
    ("POST", "/control/ledger", looking.ledger),
    ("DELETE", "/control/ledger", looking.clear_ledger),
    ("GET", "/control/messages", looking.export_all),
    ("POST", "/control/messages", looking.import_all),
    ("POST", "/control/request_url", looking.request_url),
    ("POST", "/control/clock", looking.clock),
    ("GET", "/control/faults", misbehaving.show_faults),
    ("POST", "/control/faults", misbehaving.add_fault),
    ("DELETE", "/control/faults", misbehaving.clear_faults),
    ("POST", "/control/latency", misbehaving.latency),
    ("POST", "/control/limits", misbehaving.limits),
    ("POST", "/control/down", misbehaving.down),
    ("POST", "/control/up", misbehaving.up),
    ("POST", "/control/page_cap", misbehaving.page_cap),
    ("POST", "/control/sockets/disconnect", misbehaving.disconnect),
    ("POST", "/control/retries/advance", misbehaving.advance_retries),
    ("POST", "/control/retries/scale", misbehaving.retry_scale),
):
    CONTROL.add(_method, _path, _handler)
