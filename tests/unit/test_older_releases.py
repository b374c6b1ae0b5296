"""A release of before a table was made says so in one sentence, on every page of records."""

from __future__ import annotations

import duckdb
import pytest
from beside_builders import LIBRARY, analysed
from desk_builders import DERBYSHIRE
from exclusion_builders import INFO, release, returns, view
from placement_builders import commissioner

from yardstick.query import OlderReleaseError
from yardstick.results.exclusions_types import ExclusionsView
from yardstick.results.placement_types import PlacementsAsked, Question
from yardstick.results.workforce import workforce
from yardstick.results.workforce_types import WorkforceAsked

SAID = "This release was made before this view .* Open the newest release"


@pytest.mark.parametrize("name", ExclusionsView)
def test_exclusions_before_terms_were_kept(name):
    older = release(returns())
    older.execute("DROP TABLE own_exclusion_terms")
    with pytest.raises(OlderReleaseError, match=SAID):
        view(returns(), name, older)


@pytest.mark.parametrize("name", ["destinations", "exits"])
def test_moves_before_rolls_were_linked(name):
    older = release(returns())
    older.execute("DROP TABLE own_roll_links")
    with pytest.raises(OlderReleaseError, match=SAID):
        view(returns(), name, older)
    assert len(view(returns(), "terms", older).values), "what the release holds is still shown"


@pytest.mark.parametrize("question", Question)
def test_placements_before_they_were_returned(question):
    asked = PlacementsAsked(question)
    with duckdb.connect() as older, pytest.raises(OlderReleaseError, match=SAID):
        analysed(older, commissioner(DERBYSHIRE), asked, DERBYSHIRE)


def test_the_workforce_before_it_was_returned():
    focus = LIBRARY.catalogue.reference.areas[DERBYSHIRE]
    reader = commissioner(DERBYSHIRE, datasets=("workforce",))
    with duckdb.connect() as older, pytest.raises(OlderReleaseError, match=SAID):
        workforce(older, LIBRARY, reader, asked=WorkforceAsked(), focus=focus, info=INFO)
