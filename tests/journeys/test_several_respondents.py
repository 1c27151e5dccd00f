"""A consultant and several people of one organisation: messages out, replies in, profiles merged."""

import json
import shutil
import tomllib
from pathlib import Path

from .conftest import ROOT, Advisor


def test_a_message_goes_out_and_its_reply_settles_more(advisor: Advisor, tmp_path: Path) -> None:
    shutil.copy(ROOT / "profiles" / "half-answered.toml", tmp_path / "shops.toml")

    sent = advisor("profile", "ask", "shops.toml", "-o", "mail", cwd=tmp_path)
    assert (sent.returncode, sent.stdout) == (0, "")
    assert {path.name for path in (tmp_path / "mail").iterdir()} >= {"board.txt", "finance.txt", "supplier.txt"}

    message = (tmp_path / "mail" / "supplier.txt").read_text(encoding="utf-8")
    assert "\nbandwidth_up = \n" in message
    answered = message.replace("bandwidth_up = ", "bandwidth_up = 0,5 Gbit/s").replace(
        "agreed_level = ", "agreed_level = ?"
    )
    reply = "Hi,\n\nsee below.\n\n" + "".join(f"> {line}\n" for line in answered.splitlines())
    (tmp_path / "reply.txt").write_text(reply, encoding="utf-8")

    read = advisor("profile", "ask", "shops.toml", "--read", "reply.txt", "--by", "Provider", cwd=tmp_path)
    assert (read.returncode, read.stderr) == (0, "")
    assert read.stdout.splitlines() == [
        "bandwidth_up (upload bandwidth): 500 Mbit/s; stored",
        "agreed_level (the availability agreed for the line): don't know; stored",
    ]
    text = (tmp_path / "shops.toml").read_text(encoding="utf-8")
    assert "# About half of the interview" in text
    assert tomllib.loads(text)["notes"]["bandwidth_up"]["by"] == "Provider"
    assert advisor("profile", "check", "shops.toml", cwd=tmp_path).returncode == 0

    again = advisor("profile", "ask", "shops.toml", "--holder", "supplier", cwd=tmp_path)
    assert "bandwidth_up" not in again.stdout


def test_two_respondents_are_merged_and_what_they_disagree_on_stays_open(advisor: Advisor, tmp_path: Path) -> None:
    text = (ROOT / "profiles" / "supermarket.toml").read_text(encoding="utf-8")
    (tmp_path / "it.toml").write_text(text, encoding="utf-8")
    finance = text.replace("Digital transformation manager", "Head of finance").replace("= 900\n", "= 700\n")
    (tmp_path / "finance.toml").write_text(finance, encoding="utf-8")

    refused = advisor("profile", "merge", "it.toml", "finance.toml", "-o", "both.toml", cwd=tmp_path)
    assert refused.returncode == 1
    assert "P471" in refused.stderr
    assert "`staff`" in refused.stderr
    assert "Head of finance says: 700" in refused.stderr
    assert not (tmp_path / "both.toml").exists()

    command = ("profile", "merge", "it.toml", "finance.toml", "-o", "both.toml", "--disagreements", "range")
    merged = advisor(*command, cwd=tmp_path)
    assert merged.returncode == 0, merged.stderr
    tables = tomllib.loads((tmp_path / "both.toml").read_text(encoding="utf-8"))
    assert tables["answers"]["staff"] == {"from": 700, "to": 900}
    assert tables["profile"]["respondents"] == ["Digital transformation manager", "Head of finance"]
    assert "Head of finance: 700" in tables["notes"]["staff"]["text"]

    advice = json.loads(advisor("assess", "both.toml", "-f", "json", cwd=tmp_path).stdout)
    alone = json.loads(advisor("assess", "it.toml", "-f", "json", cwd=tmp_path).stdout)
    assert advice["profile"]["counts"]["known"] == alone["profile"]["counts"]["known"] - 1
    assert set(alone["roles"][0]["could_be"]) <= set(
        next(each for each in advice["roles"] if each["id"] == alone["roles"][0]["id"])["could_be"]
    )
