"""The attack on every return of counts, and that it finds each rule of the defence that is off."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from desk_builders import CATALOGUE, REGION, new_store, viewer

from yardstick.disclosure import relations, sums
from yardstick.model import Protection, Reach
from yardstick.results import counts
from yardstick.results.desk import Desk
from yardstick.store import summaries
from yardstick.verify import s04, unmoved
from yardstick.verify.definitions import told_by_words
from yardstick.verify.invented_every import hidden_in, invent_every, of_counts, send_every
from yardstick.verify.invented_region import InventedRegion, viewer_of
from yardstick.verify.onlooker import look
from yardstick.verify.reconstruction import Sight, reconstruct
from yardstick.verify.seen import Cell, Seen
from yardstick.verify.unmoved import told_by_numbers

# The package's function has the module's name.
protect = sys.modules["yardstick.disclosure.protect"]
ADDITIONAL, LOOKED_AFTER, PROVISIONAL = (
    "social_care_additional",
    "looked_after_results",
    "provisional_outcomes",
)
SEED = 3


@pytest.fixture(scope="module")
def regions(tmp_path_factory):
    """Make a region that has sent every return, or another, when it is first asked for."""
    made = {}

    def region(seed):
        if seed not in made:
            folder = tmp_path_factory.mktemp("every") / "store"
            every = invent_every(CATALOGUE, REGION, 4, seed)
            invented = send_every(folder, CATALOGUE, REGION, every)
            made[seed] = invented, invented.publish()
        return made[seed]

    return region


def attacked(made, *datasets):
    """Attack what somebody without an area of their own sees, through a desk that is new."""
    region, one = made
    desk = Desk(
        one.store, one.catalogue, one.region, one.accounts, one.engine, one.library, one.releases
    )
    seen = look(desk.results(viewer(datasets=datasets)), CATALOGUE)
    truth = {cell: number for cell, number in region.truth().items() if cell.dataset in datasets}
    return reconstruct([Sight(truth, [seen])], (), CATALOGUE)


def test_every_data_set_whose_counts_are_hidden_is_attacked():
    hidden = {
        one.id
        for one in CATALOGUE.datasets.values()
        if one.protection is Protection.PARTNER_SUPPRESSED
    }
    assert {one.id for one in hidden_in(CATALOGUE)} == hidden
    assert hidden - set(of_counts(CATALOGUE)) == {"workforce"}  # attacked as tables


@pytest.mark.parametrize(
    ("dataset", "seed"),
    [
        (ADDITIONAL, SEED),
        (ADDITIONAL, 8),
        (LOOKED_AFTER, SEED),
        (LOOKED_AFTER, 1),
        (PROVISIONAL, SEED),
        (PROVISIONAL, 8),
    ],
)
def test_a_solver_works_nothing_out_of_any_return(regions, dataset, seed):
    found = attacked(regions(seed), dataset)
    assert len(found.attacked) > 90
    assert not found.narrow


def nothing(*_):
    return iter(())


def unworded(dataset, viewer, rule_for=counts.rule_for):
    """Return the rule of a data set whose items are in no other but by what is taken a part of."""
    parts = {item.name: (item.at_most,) if item.at_most else () for item in dataset.items}
    return replace(rule_for(dataset, viewer), at_most=parts)


SMALL = (relations.Cells, "is_hidden", lambda self, at: self.extra[at])
UNMENDED = (protect._Mending, "mend", lambda *_: set())
APART = (protect, "narrow", lambda *_: set())
EXACT = (protect, "round_to_ten", float)
SHOWN = (protect, "_shown", lambda counts, _: counts)
UNSUMMED = (sums, "_region", nothing)
# What is off, of which returns, in which region: the seed of one where it gives something away.
SEEDED = {
    "small counts are not hidden": (
        SMALL,
        {ADDITIONAL: SEED, LOOKED_AFTER: SEED, PROVISIONAL: SEED},
    ),
    "what was found to give a count away is shown": (
        SHOWN,
        {ADDITIONAL: SEED, LOOKED_AFTER: SEED, PROVISIONAL: SEED},
    ),
    "regional totals are exact": (
        EXACT,
        {ADDITIONAL: SEED, LOOKED_AFTER: SEED, PROVISIONAL: SEED},
    ),
    "what gives a count away is not looked for": (
        UNMENDED,
        {ADDITIONAL: SEED, LOOKED_AFTER: 1, PROVISIONAL: 8},
    ),
    "areas are not added to the region": (
        UNSUMMED,
        {ADDITIONAL: 8, LOOKED_AFTER: 1, PROVISIONAL: 8},
    ),
    "sums are not looked at together": (APART, {ADDITIONAL: SEED}),
    "quarters are not added to the published year": ((sums, "_years", nothing), {ADDITIONAL: SEED}),
    "one thing that is counted twice is two": ((sums, "_alike", nothing), {ADDITIONAL: SEED}),
    "who is counted in another count is not known": (
        (counts, "rule_for", unworded),
        {ADDITIONAL: 39},
    ),
    "the mean of a stock is another count": ((sums, "_means", nothing), {ADDITIONAL: SEED}),
}


@pytest.mark.parametrize(
    ("fault", "dataset"), [(fault, one) for fault, (_, of) in SEEDED.items() for one in of]
)
def test_the_attack_finds_each_rule_that_is_switched_off(regions, monkeypatch, fault, dataset):
    switched_off, seeds = SEEDED[fault]
    monkeypatch.setattr(*switched_off)
    assert attacked(regions(seeds[dataset]), dataset).narrow


# ---- the workforce ------------------------------------------------------------------------


def test_the_reader_of_the_workforce_was_given_every_authoritys(tmp_path):
    one = InventedRegion(new_store(tmp_path), CATALOGUE).publish()
    reader = viewer_of(unmoved.READER, one)
    assert reader.areas == {REGION.authorities[0]}
    assert reader.reach("workforce") is Reach.REGION


def test_nothing_that_is_shown_of_others_workforce_moves_with_a_number(tmp_path):
    compared, told = told_by_numbers(tmp_path, CATALOGUE, REGION, 1)
    assert compared > 15
    assert told == []


def test_a_summary_that_holds_a_supplement_is_found_out(tmp_path, monkeypatch):
    pay = summaries._ROWS["pay"].replace(
        "MAX(salary_most)", "MAX(salary_most + COALESCE(market_supplement, 0))"
    )
    monkeypatch.setattr(summaries, "_ROWS", {**summaries._ROWS, "pay": pay})
    _, told = told_by_numbers(tmp_path, CATALOGUE, REGION, 0)
    assert "Numbers of others move pay_region:SW of E10000007." in told


def test_an_attack_on_the_workforce_that_changes_nothing_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(unmoved, "_with", lambda table, _more: table)
    assert told_by_numbers(tmp_path, CATALOGUE, REGION, 0)[1] == [
        "An authority's own numbers move nothing: what was read is not the workforce."
    ]


# ---- what was not given -------------------------------------------------------------------


def test_counts_of_a_data_set_that_was_not_given_are_told_where_they_are_shown():
    mine, other = (Cell(PROVISIONAL, "E03", "", area, "2021/22") for area in ("A", "B"))
    reader = viewer("A", reach=Reach.OWN, datasets=[PROVISIONAL])
    seen = Seen(numbers={mine: 3.0}, sums=[((other,), None), ((mine, other), 8.0)])
    onlooker = s04._Onlooker(reader, seen)
    truth = {mine: 3.0, other: 5.0}
    assert onlooker.given(truth) == {}
    assert s04._shown("somebody", onlooker.beyond(truth)) == [
        "somebody is shown E03 of B in 2021/22."
    ]


def test_words_that_returns_do_not_keep_to_tell_nothing():
    adopted = Cell(ADDITIONAL, "N_ADOPT", "", "A", "2021-22 Q1")
    truth = {adopted: 3.0, adopted._replace(item="S09"): 4.0}
    assert list(told_by_words(truth)) == []
