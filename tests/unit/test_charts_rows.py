"""Frames as rows: converted once for all that a page draws of one frame, and for no other."""

from __future__ import annotations

import pandas as pd

from yardstick.charts import rows as module
from yardstick.charts.rows import rows
from yardstick.model import Status


def frame(number):
    return pd.DataFrame({"area": ["A", "B"], "value": [number, None], "status": ["shown", "c"]})


def test_missing_is_none_and_words_are_the_models():
    assert rows(frame(1.5)) == [
        {"area": "A", "value": 1.5, "status": Status.SHOWN},
        {"area": "B", "value": None, "status": Status.SUPPRESSED},
    ]


def test_one_frame_is_converted_once(monkeypatch):
    one, converted, make = frame(1.0), [], module._made
    monkeypatch.setattr(module, "_made", lambda of: converted.append(of) or make(of))
    again = [rows(one) for _ in range(3)]
    assert again[0] == again[1] == again[2]
    assert len(converted) == 1
    again[0].clear()  # the list is the reader's own
    assert len(rows(one)) == 2


def test_each_frame_has_its_own_rows_though_another_is_gone_from_its_place():
    for number in range(200):
        assert rows(frame(float(number)))[0]["value"] == number
