"""Pseudonyms on their way in: only a named key's are taken, and none is kept as it came."""

from __future__ import annotations

import pyarrow as pa
import pytest
from store_builders import RUTLAND, records
from workflow_builders import TERM, finding, new_store

from yardstick.intake.errors import IntakeError
from yardstick.intake.returns import CheckedReturn
from yardstick.model import Period
from yardstick.pseudonymise.tokens import purpose_key, token
from yardstick.store.key_ids import name_key
from yardstick.submissions.receive import hashed_again

KEY = purpose_key(b"k" * 32, "EM", "records", "2024/25")
TOKEN = token(KEY, "UPN", "A123")


def checked(**changes):
    rows = pa.table({"pupil": [TOKEN, TOKEN], "reason": ["moved", "left"], "row": [2, 3]})
    said = {"tables": {"leavers": rows}, **changes}
    return CheckedReturn("records", RUTLAND, Period.parse(TERM), **said)


def test_a_token_of_a_named_key_is_hashed_again(tmp_path):
    store = new_store(tmp_path)
    name_key(store, "records", "2024/25", KEY.key_id, "host.publisher")
    kept = hashed_again(store, records(), checked()).tables["leavers"]["pupil"].to_pylist()
    assert kept[0] == kept[1] != TOKEN
    assert kept[0].startswith("P5-")


def test_a_token_of_a_key_that_nobody_named_is_refused(tmp_path):
    with pytest.raises(IntakeError, match="nobody named"):
        hashed_again(new_store(tmp_path), records(), checked())


def test_what_is_refused_already_is_left_alone(tmp_path):
    refused = checked(findings=(finding("CHK-1", "reject"),))
    assert hashed_again(new_store(tmp_path), records(), refused) is refused
