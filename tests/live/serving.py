"""Servers for tests are started as the bars of `verify` start theirs."""

from __future__ import annotations

from yardstick.results.settings import ROOT
from yardstick.verify.served import Server, free_port, serving

__all__ = ["ROOT", "Server", "free_port", "serving"]
