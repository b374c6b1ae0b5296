"""What markup says, for tests: its tags, what is seen and what is read out."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class Page(HTMLParser):
    """Read markup into tags and what is seen and read out; refuse what is unbalanced."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open, self.said, self.seen, self._silent = [], [], [], [], 0
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.open.append((tag, dict(attrs).get("aria-hidden") == "true"))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        hidden = any("ys-hidden" in attrs.get("class", "") for _, attrs in self.found[-1:])
        if not any(silent for _, silent in self.open):
            self.said.append(data)
        if not hidden:
            self.seen.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


def to(indicator, area):
    """Return the address of an indicator's page."""
    return f"/indicator?indicator={indicator}&area={area}"


def rows_of(html):
    """Return the rows of a table that hold figures."""
    return [row for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL) if "<td" in row]
