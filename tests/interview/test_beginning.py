"""What an interview begins with."""

from pathlib import Path

from advisor.interview.beginning import file_for


def begun(path: Path, ecosystem: str) -> Path:
    path.write_text(f'[ecosystem]\nname = "{ecosystem}"\n', encoding="utf-8")
    return path


def test_every_ecosystem_has_a_file_of_its_own_whatever_its_name_looks_like(tmp_path: Path) -> None:
    first = tmp_path / "p.toml"
    files = [begun(file_for(first, name), name) for name in ("\N{OHM SIGN}", "\u65e5\u672c", "Ons netwerk", "Next")]

    assert [each.name for each in files] == ["p-next.toml", "p-next-2.toml", "p-ons-netwerk.toml", "p-next-3.toml"]
    assert file_for(first, "\u65e5\u672c").name == "p-next-2.toml", "begun before, so it goes on"
    assert file_for(first, "ons netwerk").name == "p-ons-netwerk.toml"


def test_a_file_that_is_no_profile_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "p-ours.toml").write_text("[half", encoding="utf-8")
    (tmp_path / "p-ours-2.toml").write_text("ecosystem = 3\n", encoding="utf-8")

    assert file_for(tmp_path / "p.toml", "Ours").name == "p-ours-3.toml"
