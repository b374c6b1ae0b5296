"""The door: the only way from the store to a figure (see `gate`)."""
