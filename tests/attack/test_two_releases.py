"""The attack on corrections and late returns, and that it finds a protection that forgets."""

from __future__ import annotations

import pytest

from yardstick.catalogue import load_catalogue
from yardstick.disclosure import NOTHING
from yardstick.results import desk
from yardstick.results.settings import ROOT, Settings
from yardstick.verify import s06
from yardstick.verify.reconstruction import Found, Sight, Version, reconstruct
from yardstick.verify.seen import Cell, Seen

CATALOGUE = load_catalogue(Settings.data)
QUARTERS = tuple(
    Cell("riia_quarterly", "R16", "", "E06000016", f"2021-22 Q{part}") for part in range(1, 5)
)
SEED = 1  # of a region in which a protection that forgets gives two changed counts away


def test_two_releases_together_give_no_changed_count_away(tmp_path):
    changed, found = s06._between_two_releases(tmp_path / "store", SEED)
    assert len(changed) > 20
    assert not found.narrow


def test_a_protection_that_forgets_what_it_showed_is_found_out(tmp_path, monkeypatch):
    remembering = desk.protected_counts
    monkeypatch.setattr(desk, "protected_counts", lambda *given: remembering(*given[:-1], NOTHING))
    assert s06._between_two_releases(tmp_path / "store", SEED)[1].narrow


def test_a_page_kept_from_before_a_withdrawal_gives_nothing_away_with_the_page_after(tmp_path):
    found = s06._after_a_withdrawal(tmp_path / "store", 0)
    assert len(found.attacked) > 100
    assert not found.narrow


def test_a_withdrawal_after_which_nothing_stays_withheld_is_found_out(tmp_path, monkeypatch):
    monkeypatch.setattr(desk.Desk, "withhold", lambda *_: None)
    assert s06._after_a_withdrawal(tmp_path / "store", 0).narrow


def test_the_bar_goes_on_until_enough_has_changed_and_says_what_gave_way(tmp_path, monkeypatch):
    told = []

    def between(folder, seed):
        told.append((folder.name, seed))
        version = Version(Cell("d", "R10", "", "E1", "2021-22 Q1"), 3.0)
        other = version._replace(number=4.0)  # stayed as it was: not the one that is sought
        return {version, *range(29)}, Found((), {version: (3, 4), other: (3, 4)}, 5)

    version = Version(Cell("d", "R10", "", "E1", "2021-22 Q2"), 3.0)
    withdrawn = Found([version, version._replace(number=2.0)], {version: (2, 3)}, 1)
    monkeypatch.setattr(s06, "_after_a_withdrawal", lambda *_: withdrawn)
    monkeypatch.setattr(s06, "_between_two_releases", between)
    outcome = s06.check(tmp_path, full=False)
    assert told == [("region-0", 0), ("region-1", 1)]
    assert (outcome.n, outcome.figure) == (
        62,
        {
            "pinpointed": 3,
            "narrow_by_what_is_published": 11,
            "counts_around_a_withdrawal": 2,
        },
    )
    assert outcome.failures[0] == "A change leaves 2 values of R10 of E1 in 2021-22 Q1."
    assert outcome.failures[-1] == "A withdrawal leaves 2 values of R10 of E1 in 2021-22 Q2."
    monkeypatch.setattr(s06, "_between_two_releases", lambda *_: (set(), Found((), {})))
    assert not s06.check(tmp_path, full=False).holds


@pytest.mark.parametrize(
    "module",
    [
        *("definitions", "linear", "onlooker", "onlooker_pages", "reconstruction", "recomputed"),
        *("seen", "s04", "s06", "s07", "unmoved"),
    ],
)
def test_the_attacker_shares_no_code_with_the_protection(module):
    text = (ROOT / "yardstick" / "verify" / f"{module}.py").read_text("utf-8")
    assert "disclosure" not in text


def held(number: float, *shown: int) -> Sight:
    """Four quarters of one authority, of which the year is published, and what was shown."""
    counts = dict(zip(QUARTERS, (number, 7.0, 7.0, 2.0), strict=True))
    seen = Seen(numbers={QUARTERS[at]: counts[QUARTERS[at]] for at in shown})
    seen.sums.append((QUARTERS, None))
    return Sight(counts, [seen])


def test_what_was_shown_before_and_is_published_since_is_not_held_against_a_release():
    corrected = reconstruct([held(2, 1, 2), held(1, 1, 2)], (), CATALOGUE)
    assert not corrected.narrow
    assert corrected.anyway == 3  # 2 and what became of it, and the quarter beside them


def test_what_a_release_adds_is_held_against_it_even_where_the_next_adds_nothing():
    first, second = held(2, 1, 2), held(1, 1, 2, 3)
    added = reconstruct([first, second], (), CATALOGUE)  # two values before, and now the one
    assert added.narrow[Version(QUARTERS[0], 1.0)] == (1, 1)
    again = reconstruct([second, second], (), CATALOGUE)
    assert set(again.narrow) == {Version(QUARTERS[0], 1.0), Version(QUARTERS[3], 2.0)}
