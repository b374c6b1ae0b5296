"""How protected counts are said and made into rates."""

from __future__ import annotations

import pytest

from yardstick.disclosure.cube_display import in_words, rate


@pytest.mark.parametrize(("shown", "said"), [(0, "0 to 4"), (5, "≈ 5"), (1250, "≈ 1,250")])
def test_a_shown_count_is_never_said_as_if_it_were_exact(shown, said):
    assert in_words(shown) == said


@pytest.mark.parametrize("exact", [3, -5])
def test_a_count_that_did_not_come_from_a_cube_is_not_said(exact):
    with pytest.raises(ValueError, match="multiples of 5"):
        in_words(exact)


@pytest.mark.parametrize(
    ("shown", "denominator", "expected"),
    [(10, 200, 5.0), (5, 200, None), (10, None, None), (10, 0, None), (10, -1, None)],
)
def test_a_rate_is_made_of_ten_or_more_over_a_public_denominator(shown, denominator, expected):
    assert rate(shown, denominator, 100) == expected
