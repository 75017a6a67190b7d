"""The door: requests judged, answers gated and labelled, every decision in evidence."""

from guiju.gateway.answer import ChatAnswer
from guiju.gateway.gate import Gate
from guiju.gateway.parts import Parts
from guiju.gateway.quiet import quiet_logs
from guiju.gateway.service import App, build_app, opened, serve
from guiju.gateway.settings import Settings

__all__ = ["App", "ChatAnswer", "Gate", "Parts", "Settings", "build_app", "opened", "quiet_logs", "serve"]
