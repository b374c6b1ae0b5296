"""Files that break careless readers, through the door that the page sends them to."""

from __future__ import annotations

import pytest
from conftest import SHARED
from return_builders import CATALOGUE, RETURNS
from store_builders import RUTLAND
from workflow_builders import door, new_store, person

from yardstick.intake.errors import IntakeError
from yardstick.intake.report import verdict
from yardstick.intake.samples import sample_period
from yardstick.store.ledger import returns

MESSY = SHARED / "data/messy"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not MESSY.is_dir(), reason="the messy files are not at hand"),
]


def answer(at, path, dataset):
    """Return what the door says of a file, in words; a file that it keeps is a failure."""
    try:
        got = at.receive([path], dataset.id, RUTLAND, sample_period(dataset).key, lambda *_: None)
    except IntakeError as refusal:
        return str(refusal)
    assert got.sent is None
    return verdict(got.checked)


@pytest.mark.parametrize("path", sorted(MESSY.glob("*")), ids=lambda path: path.name)
def test_a_messy_file_has_a_clear_answer_from_the_door_and_nothing_is_kept(path, tmp_path):
    store = new_store(tmp_path)
    who = person("rutland.lead", "rutland", RUTLAND, dataset=tuple(RETURNS))
    at = door(store, who, catalogue=CATALOGUE)
    said = [answer(at, path, dataset) for dataset in RETURNS.values()]
    assert len(said) == len(RETURNS)
    assert all(one.endswith(".") for one in said)
    assert returns(store) == ()
