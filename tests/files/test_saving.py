import os
import stat
import sys
from pathlib import Path

import pytest

from advisor.files.saving import write_atomically
from advisor.problems import AdvisorError


def test_a_file_is_replaced_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "n\u00e9w\r\n")

    assert path.read_bytes() == b"n\xc3\xa9w\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "profile.toml", "new")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "profile.toml").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("old")
    (tmp_path / "link.toml").symlink_to("real.toml")
    write_atomically(tmp_path / "link.toml", "new")

    assert (tmp_path / "link.toml").is_symlink()
    assert (tmp_path / "real.toml").read_text() == "new"


def test_when_writing_fails_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "profile.toml"
    path.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AdvisorError, match="F209") as error:
        write_atomically(path, "new")

    assert error.value.problems[0].values["reason"] == "No space left on device"
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["no-such-folder/profile.toml", "file/profile.toml", "a" * 300])
def test_where_nothing_can_be_written_it_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AdvisorError, match="F209"):
        write_atomically(tmp_path / name, "new")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no devices among its files")
def test_what_is_no_file_is_written_into() -> None:
    write_atomically(Path(os.devnull), "new")

    assert Path(os.devnull).is_char_device()
