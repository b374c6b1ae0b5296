"""The command that serves the product: in a process of its own, by Streamlit's own command line."""

from __future__ import annotations

import sys


def server_command(address: str, port: int, app: str = "app.py") -> list[str]:
    """Return the command that serves the product; the other settings are in config.toml."""
    options = {"port": port, "address": address, "headless": "true"}
    flags = [part for name, value in options.items() for part in (f"--server.{name}", str(value))]
    return [sys.executable, "-m", "streamlit", "run", app, *flags]
