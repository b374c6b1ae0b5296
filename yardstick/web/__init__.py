"""The server around the pages: routes, the gate in front of them, files to download."""
