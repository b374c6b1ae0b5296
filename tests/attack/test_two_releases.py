"""The attack on corrections and late returns, and that it finds a protection that forgets."""

from __future__ import annotations

import pytest

from yardstick.catalogue import load_catalogue
from yardstick.disclosure import NOTHING
from yardstick.results import desk
from yardstick.results.settings import ROOT, Settings
from yardstick.verify import s06
from yardstick.verify.corrected import corrections
from yardstick.verify.invented_every import invent_every, of_counts
from yardstick.verify.reconstruction import SMALL, Found, Sight, Version, reconstruct
from yardstick.verify.seen import Cell, Seen

CATALOGUE = load_catalogue(Settings.data)
QUARTERS = tuple(
    Cell("riia_quarterly", "R16", "", "E06000016", f"2021-22 Q{part}") for part in range(1, 5)
)
SEED = 1  # of a region in which each protection that is off gives something of each return away


def of_returns(found):
    return {one.cell.dataset for one in found}


def test_two_releases_together_give_no_changed_count_away(tmp_path):
    tried = s06._between_two_releases(tmp_path / "store", SEED)
    assert of_returns(tried.sought) == set(of_counts(CATALOGUE))
    assert len(tried.sought) > 300
    assert not tried.found.narrow


def test_a_protection_that_forgets_what_it_showed_is_found_out(tmp_path, monkeypatch):
    remembering = desk.protected_counts
    monkeypatch.setattr(desk, "protected_counts", lambda *given: remembering(*given[:-1], NOTHING))
    tried = s06._between_two_releases(tmp_path / "store", SEED)
    assert of_returns(tried.found.narrow) == set(of_counts(CATALOGUE))


def test_a_page_kept_from_before_a_withdrawal_gives_nothing_away_with_the_page_after(tmp_path):
    tried = s06._after_a_withdrawal(tmp_path / "store", SEED)
    assert of_returns(tried.sought) == set(of_counts(CATALOGUE))
    assert len(tried.sought) > 1_000
    assert not tried.found.narrow


def test_a_withdrawal_after_which_nothing_stays_withheld_is_found_out(tmp_path, monkeypatch):
    monkeypatch.setattr(desk.Desk, "withhold", lambda *_: None)
    tried = s06._after_a_withdrawal(tmp_path / "store", SEED)
    assert len(of_returns(tried.found.narrow)) == 3


def test_a_page_kept_from_before_a_removal_gives_nothing_away_with_a_later_correction(tmp_path):
    tried = s06._after_a_removal(tmp_path / "store", SEED)
    assert len(tried.sought) > 1_000
    assert not tried.found.narrow


def test_a_removal_after_which_nothing_stays_withheld_is_found_out(tmp_path, monkeypatch):
    monkeypatch.setattr(desk.Desk, "withhold", lambda *_: None)
    assert s06._after_a_removal(tmp_path / "store", SEED).found.narrow


def version(quarter, number):
    return Version(Cell("d", "R10", "", "E1", f"2021-22 Q{quarter}"), float(number))


def stand_in(monkeypatch, name, tried):
    told = []

    def attack(folder, seed):
        told.append((folder.name, seed))
        return tried

    monkeypatch.setattr(s06, name, attack)
    return told


def test_the_bar_says_what_gave_way_and_that_too_little_changed(tmp_path, monkeypatch):
    sought, other = version(1, 3), version(1, 4)  # which stayed as it was
    changed = s06._Tried("change", {sought}, Found((), {sought: (3, 4), other: (3, 4)}, 5))
    regions = stand_in(monkeypatch, "_between_two_releases", changed)
    after = Found([version(2, 3), version(2, 2)], {version(2, 3): (2, 3)}, 1)
    withdrawn = s06._Tried("withdrawal", after.attacked, after)
    withdrawals = stand_in(monkeypatch, "_after_a_withdrawal", withdrawn)
    outcome = s06.check(tmp_path, full=False)
    assert (regions, withdrawals) == ([("region-0", 0)], [("withdrawal-0", 0)])
    assert (outcome.n, outcome.figure) == (
        3,
        {"pinpointed": 3, "narrow_by_what_is_published": 6, "changed": 1, "counts_of_d": 3},
    )
    assert outcome.failures == (
        "A change leaves 2 values of R10 of E1 in 2021-22 Q1.",
        "A withdrawal leaves 2 values of R10 of E1 in 2021-22 Q2.",
        "Only 1 small counts changed: too few to tell.",
    )


def test_the_full_bar_goes_through_its_regions_in_several_processes(tmp_path, monkeypatch):
    monkeypatch.setattr(s06, "REGIONS_FULL", 2)
    monkeypatch.setattr(s06, "WITHDRAWALS_FULL", 1)
    monkeypatch.setattr(s06, "REMOVALS_FULL", 1)
    shared = []
    monkeypatch.setattr(
        s06,
        "side_by_side",
        lambda done, works, workers: shared.append(workers) or map(done, works),
    )
    monkeypatch.setattr(s06, "cpu_count", lambda: 2)
    nothing = s06._Tried("change", (), Found((), {}))
    removals = stand_in(monkeypatch, "_after_a_removal", nothing)
    told = stand_in(monkeypatch, "_between_two_releases", nothing)
    stand_in(monkeypatch, "_after_a_withdrawal", nothing)
    assert not s06.check(tmp_path, full=True).holds
    assert told == [("region-0", 0), ("region-1", 1)]
    assert removals == [("removal-0", 0)]
    assert shared == [2]


def test_corrections_are_of_small_counts_and_keep_every_part_a_part():
    every = invent_every(CATALOGUE, CATALOGUE.regions[s06.REGION], 4, SEED)
    corrected = list(corrections(every, CATALOGUE, SEED))
    assert {dataset for dataset, *_ in corrected} == set(every)
    for dataset, key, counts in corrected:
        before = every[dataset][key]
        assert {before[cell] for cell in before if before[cell] != counts[cell]} <= set(SMALL)
        for item in CATALOGUE.datasets[dataset].items:
            if item.at_most:
                assert counts[item.name, ""] <= counts[item.at_most, ""]
            if item.within:
                assert counts[item.name, ""] <= counts[item.within, ""]


@pytest.mark.parametrize(
    "module",
    [
        *(
            "corrected",
            "definitions",
            "linear",
            "onlooker",
            "onlooker_pages",
            "reconstruction",
            "recomputed",
        ),
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


def test_the_bar_holds_where_enough_changed_and_nothing_gave_way(tmp_path, monkeypatch):
    many = [version(1, number) for number in range(s06.LEAST)]
    stand_in(monkeypatch, "_between_two_releases", s06._Tried("change", many, Found(many, {}, 0)))
    stand_in(monkeypatch, "_after_a_withdrawal", s06._Tried("withdrawal", (), Found((), {}, 0)))
    outcome = s06.check(tmp_path, full=False)
    assert (outcome.n, outcome.failures, outcome.holds) == (s06.LEAST, (), True)
