"""The command line: `python -m yardstick COMMAND`. Each command is one file in `commands/`."""

import sys

from yardstick.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
