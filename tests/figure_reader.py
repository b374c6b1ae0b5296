"""What a figure says, for tests: its notes, and its traces by name."""

from __future__ import annotations


def notes(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


def by_name(figure):
    return {trace["name"]: trace for trace in figure["data"]}
