"""S08 at its small size, and that it can fail."""

from __future__ import annotations

from yardstick.verify import s08, seeded_files
from yardstick.verify.seeded_columns import FORBIDDEN_HEADERS, HONEST, IDENTIFIERS
from yardstick.verify.tokens import Tried


def test_seeded_files_are_all_refused_and_no_honest_column_is(tmp_path):
    outcome = s08.check(tmp_path, full=False)
    assert outcome.failures == ()
    assert outcome.figure["files"] == 60
    assert outcome.figure["clean_refused"] == 0
    assert outcome.figure["tokens_tried"] == 1_000


def test_a_token_that_is_reversed_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(s08, "_FILES", (0, 0))
    monkeypatch.setattr(s08, "_SHEETS", (0, 0))
    monkeypatch.setattr(s08, "host_tries", lambda *_: Tried(5, 2))
    assert s08.check(tmp_path, full=False).failures == ("The host reversed 2 tokens.",)


def test_the_full_size_reaches_its_target():
    assert s08._FILES[True] >= 500
    assert s08._SHEETS[True] * len(HONEST) >= 10_000
    # Every kind meets every format, and every forbidden header has a file.
    kinds, headers = len(seeded_files._KINDS), len(FORBIDDEN_HEADERS)
    assert s08._FILES[True] >= kinds * max(len(seeded_files._WRITERS), headers)


def test_a_file_that_comes_in_and_an_honest_column_refused_are_said(tmp_path, monkeypatch):
    monkeypatch.setattr(s08, "_found", lambda _: ())
    assert list(s08.seeded_files_let_in(tmp_path, 1)) == ["upn in csv, file 0 came in."]
    monkeypatch.undo()
    monkeypatch.setitem(HONEST, "count", IDENTIFIERS["postcode"])
    said = list(s08._refused(s08._honest_sheet(1)))
    assert said == ["The honest column count was a full postcode."]
