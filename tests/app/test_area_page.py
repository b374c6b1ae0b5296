"""Area: every indicator of one authority, the most unusual first."""

from __future__ import annotations

import re

import result_builders as made
from screens import markup

pytest_plugins = ["stage"]


def test_the_profile_draws_every_indicator_with_a_name(open_page):
    app = open_page("area")
    assert markup(app).count('role="img" aria-label="Areas from') == len(made.INDICATORS)


def test_the_profile_begins_with_what_is_most_unusual_or_stands_as_the_register(open_page):
    app = open_page("area")
    before = re.findall(r'indicator=(\w+)"', markup(app))
    app.toggle(key="listed").set_value(True).run()
    after = re.findall(r'indicator=(\w+)"', markup(app))
    assert after == [one.id for one in made.INDICATORS]
    assert before != after
    assert sorted(before) == sorted(after)
