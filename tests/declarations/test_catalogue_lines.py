"""Which line of a declaration a key stands in: what every message begins with."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from yardstick.catalogue.documents import read_document

KEYS = st.text("abcdefgh", min_size=1, max_size=4)
TREES = st.recursive(
    st.integers(0, 9),
    lambda below: (
        st.dictionaries(KEYS, below, min_size=1, max_size=4)
        | st.lists(below, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


def places(tree, here=()):
    """Yield the place of everything in a tree of mappings and lists."""
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for step, below in steps:
        yield (*here, step)
        if isinstance(below, dict | list):
            yield from places(below, (*here, step))


@given(st.dictionaries(KEYS, TREES, min_size=1))
def test_the_line_of_a_place_is_the_line_that_its_key_stands_in(tree):
    text = yaml.safe_dump(tree, default_flow_style=False, sort_keys=False)
    document = read_document(text)
    assert document.value == tree
    for place in places(tree):
        line = text.splitlines()[document.line(place) - 1]
        assert (f"{place[-1]}:" if isinstance(place[-1], str) else "- ") in line


@given(st.lists(KEYS, max_size=3))
def test_what_is_not_in_a_file_has_the_line_of_what_is_around_it(steps):
    document = read_document("one: 1\nx:\n  y: 2\n")
    assert document.line(("x", "y", *steps)) == 3
    assert document.line(("x", "nothing", *steps)) == 2
