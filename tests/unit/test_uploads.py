"""What was chosen to be sent: under safe names, gone afterwards, from Streamlit at once."""

from __future__ import annotations

import string
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from yardstick.ui import uploads
from yardstick.ui.uploads import Upload, as_files, taken

SAFE = set(string.ascii_letters + string.digits + "_-.")


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_whatever_a_file_is_called_it_stands_in_a_folder_of_its_own(names):
    with as_files([Upload(name, name.encode()) for name in names]) as paths:
        folder = paths[0].parent
        assert [path.read_bytes().decode() for path in paths] == names
        assert sorted(folder.iterdir()) == sorted(paths)
        assert {path.parent for path in paths} == {folder}
        assert set("".join(path.name for path in paths)) <= SAFE
    assert not folder.exists()


def test_a_name_keeps_what_says_which_table_it_is():
    sent = [Upload("C:\\data\\leavers.csv", b""), Upload("../leavers.csv", b""), Upload("é.", b"")]
    with as_files(sent) as paths:
        assert [path.name for path in paths] == ["leavers.csv", "leavers-2.csv", "return"]


def chosen(file_id, data):
    return SimpleNamespace(name="a.csv", file_id=file_id, getvalue=lambda: data)


def test_streamlit_forgets_what_was_taken(monkeypatch):
    manager = MemoryUploadedFileManager("/upload")
    for name in ("one", "two"):
        manager.add_file("s", UploadedFileRec(name, "a.csv", "text/csv", b"x"))
    context = SimpleNamespace(uploaded_file_mgr=manager, session_id="s")
    monkeypatch.setattr(uploads, "get_script_run_ctx", lambda: context)
    assert taken([chosen("one", b"x")]) == (Upload("a.csv", b"x"),)
    assert [one.file_id for one in manager.get_files("s", ["one", "two"])] == ["two"]


def test_where_streamlit_keeps_nothing_there_is_nothing_to_forget(monkeypatch):
    monkeypatch.setattr(uploads, "get_script_run_ctx", lambda: None)
    assert taken([chosen("one", b"x")]) == (Upload("a.csv", b"x"),)
