"""Files that come in: what a file is, what it says, and every row of it that cannot be used.

Belongs here: reading official files by their declarations in `data/published/`. What is done with
the figures (which file wins, what was revised) is decided where releases are built.
"""
