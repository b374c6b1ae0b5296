"""The right of reply: who may write, what is kept, and that nobody makes a note vanish."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from audit_reader import audit_lines
from desk_builders import CATALOGUE
from desk_builders import REGION as EAST
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from store_builders import DERBY, RUTLAND
from workflow_builders import NOW, door, new_store, person

from yardstick.access.audit import audit_key, check_chain
from yardstick.access.errors import AccessDenied
from yardstick.intake.errors import IntakeError
from yardstick.store.entries import adding
from yardstick.store.errors import StoreError
from yardstick.store.notes import (
    Figure,
    erase_notes,
    notes_edition,
    notes_of,
    standing_notes,
)
from yardstick.store.operations import writing
from yardstick.store.places import operations

DATASET = ("riia_quarterly",)
LEAD = person("rutland.lead", "rutland", RUTLAND, dataset=DATASET)
ANALYST = person("rutland.analyst", "rutland", RUTLAND, dataset=DATASET)
OTHER = person("derby.lead", "derby", DERBY, dataset=DATASET)
PUBLISHER = person("host.publisher", "leicestershire", roles=("publisher",), dataset=DATASET)
STRANGER = person("rutland.guest", "rutland", RUTLAND, dataset=())
FIGURE = Figure("R02", RUTLAND, "2024-25 Q3")


def at(store, viewer):
    return door(store, viewer, catalogue=CATALOGUE, region=EAST)


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path)


def lines(store):
    return audit_lines(operations(store))


def texts(store):
    return {note.figure: note.text for note in standing_notes(store)}


# ---- writing, superseding, ending ---------------------------------------------------------


def test_a_note_stands_until_its_authority_writes_another_or_ends_it(store):
    at(store, LEAD).write_note(FIGURE, "  A new system\nfrom May. ")
    assert texts(store) == {FIGURE: "A new system from May."}
    at(store, ANALYST).write_note(FIGURE, "Mended since.")
    assert texts(store) == {FIGURE: "Mended since."}
    at(store, LEAD).end_note(FIGURE)
    assert texts(store) == {}
    told = [(note.act, note.text, note.account, note.at) for note in at(store, LEAD).notes()]
    assert told == [
        ("written", "A new system from May.", "rutland.lead", NOW),
        ("written", "Mended since.", "rutland.analyst", NOW),
        ("ended", "", "rutland.lead", NOW),
    ]


def test_each_act_has_its_line_in_the_audit_log_without_its_words(store):
    at(store, LEAD).write_note(FIGURE, "Recorded late.")
    at(store, LEAD).end_note(FIGURE)
    assert lines(store) == [
        ("rutland.lead", "wrote a note on a figure", vars(FIGURE)),
        ("rutland.lead", "ended a note on a figure", vars(FIGURE)),
    ]
    assert check_chain(operations(store), audit_key(store.root)).holds


def test_what_cannot_be_written_down_leaves_nothing(store, monkeypatch):
    def broken(*_of):
        raise RuntimeError

    monkeypatch.setattr("yardstick.submissions.note_acts.add_line", broken)
    with pytest.raises(RuntimeError):
        at(store, LEAD).write_note(FIGURE, "Recorded late.")
    assert (texts(store), lines(store)) == ({}, [])


@pytest.mark.parametrize("viewer", [OTHER, PUBLISHER, STRANGER])
def test_nobody_else_writes_or_ends_a_note(store, viewer):
    at(store, LEAD).write_note(FIGURE, "Recorded late.")
    other = at(store, viewer)
    assert not other.may_note("R02", RUTLAND)
    with pytest.raises(AccessDenied):
        other.write_note(FIGURE, "Not so.")
    with pytest.raises(AccessDenied):
        other.end_note(FIGURE)
    assert other.notes() == ()
    assert texts(store) == {FIGURE: "Recorded late."}


def test_an_unknown_indicator_and_an_area_outside_the_region_are_nobodys(store):
    outside = person("x", "rutland", "E06000001", dataset=DATASET)
    assert not at(store, LEAD).may_note("R99", RUTLAND)
    assert not at(store, outside).may_note("R02", "E06000001")


@pytest.mark.parametrize(
    ("period", "text", "fault", "says"),
    [
        ("last spring", "Late.", StoreError, "'last spring' is no period"),
        (FIGURE.period, " ", IntakeError, "Nothing is written"),
        (FIGURE.period, "a" * 401, IntakeError, "in at most 400"),
        (FIGURE.period, "Pupil F831400024001.", IntakeError, "UPN"),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused_in_words(store, period, text, fault, says):
    with pytest.raises(fault, match=says):
        at(store, LEAD).write_note(Figure("R02", RUTLAND, period), text)
    assert notes_of(store, [RUTLAND]) == ()


def test_there_is_nothing_to_end_where_nothing_stands(store):
    with pytest.raises(StoreError, match="No note stands"):
        at(store, LEAD).end_note(FIGURE)
    at(store, LEAD).write_note(FIGURE, "Late.")
    at(store, LEAD).end_note(FIGURE)
    with pytest.raises(StoreError, match="No note stands"):
        at(store, LEAD).end_note(FIGURE)


# ---- what the database refuses, whoever asks ----------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM note",
        "UPDATE note SET text = 'Not so.'",
        "UPDATE note SET text = '', account = 'x'",
        "INSERT INTO note SELECT 9, indicator, area, period, 'hidden', '', 'x', at FROM note",
        "INSERT INTO note SELECT 9, indicator, area, '2030', 'ended', '', 'x', at FROM note",
        "INSERT INTO note SELECT 9, indicator, area, period, 'ended', 'x', 'x', at FROM note",
        "INSERT INTO note SELECT 9, indicator, area, period, 'written', '', 'x', at FROM note",
    ],
)
def test_the_database_itself_keeps_what_was_written(store, statement):
    at(store, LEAD).write_note(FIGURE, "Late.")
    with pytest.raises(sa.exc.IntegrityError), writing(operations(store)) as connection:
        connection.exec_driver_sql(statement)
    assert texts(store) == {FIGURE: "Late."}


def test_a_withdrawn_partners_words_are_emptied_and_say_nothing_any_more(store):
    at(store, LEAD).write_note(FIGURE, "Late.")
    at(store, OTHER).write_note(Figure("R02", DERBY, "2024-25 Q3"), "Early.")
    before = notes_edition(store)
    with adding(store) as connection:
        erase_notes(connection, [RUTLAND])
    assert list(texts(store).values()) == ["Early."]
    assert [note.text for note in notes_of(store, [RUTLAND])] == [""]
    assert notes_edition(store) != before


# ---- whatever others do -------------------------------------------------------------------


class Notes(RuleBasedStateMachine):
    """Everybody writes and ends whatever they like; a dictionary keeps what must stand."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = new_store(Path(self.folder.name))
        self.stands: dict[Figure, str] = {}
        self.done = 0

    def teardown(self):
        self.folder.cleanup()

    people = st.sampled_from([LEAD, ANALYST, OTHER, PUBLISHER, STRANGER])
    areas = st.sampled_from([RUTLAND, DERBY])
    items = st.sampled_from(["R02", "R03"])

    @rule(who=people, area=areas, item=items, text=st.sampled_from(["One.", "Two.", ""]))
    def write(self, who, area, item, text):
        figure = Figure(item, area, "2024-25 Q3")
        before = notes_edition(self.store)
        try:
            at(self.store, who).write_note(figure, text)
        except (AccessDenied, IntakeError):
            assert not text or who in {PUBLISHER, STRANGER} or area not in who.areas
            assert notes_edition(self.store) == before
        else:
            self.stands[figure] = text
            self.done += 1
            assert notes_edition(self.store) != before

    @rule(who=people, area=areas, item=items)
    def end(self, who, area, item):
        figure = Figure(item, area, "2024-25 Q3")
        try:
            at(self.store, who).end_note(figure)
        except (AccessDenied, StoreError):
            gone = figure not in self.stands
            assert gone or who in {PUBLISHER, STRANGER} or area not in who.areas
        else:
            del self.stands[figure]
            self.done += 1

    @invariant()
    def what_stands_is_what_its_own_authority_said_last(self):
        assert texts(self.store) == self.stands
        kept = notes_of(self.store, [RUTLAND, DERBY])
        assert len(kept) == len(lines(self.store)) == self.done
        whose = {RUTLAND: {LEAD.account, ANALYST.account}, DERBY: {OTHER.account}}
        assert all(note.account in whose[note.figure.area] for note in kept)


Notes.TestCase.settings = settings(max_examples=8, stateful_step_count=14)
TestNotes = Notes.TestCase
