from __future__ import annotations

from guiju.checks.learned.model import Seen, model
from guiju.checks.learned.reading import STEP, TURNS, WHOLE, Memo, asked, talk, windows
from guiju.core.content import Content, Kind, Stage


def said(text: str, *before: tuple[str, str]) -> Content:
    turns = tuple(Content(str(n), Stage.PROMPT, Kind.TEXT, role, turn) for n, (role, turn) in enumerate(before))
    return Content("x", Stage.PROMPT, Kind.TEXT, "user", text, turns)


def test_a_short_text_is_read_whole_and_a_long_one_in_windows_that_leave_nothing_out() -> None:
    assert list(windows("短" * WHOLE)) == ["短" * WHOLE]
    text = "".join(chr(0x4E00 + n) for n in range(3 * WHOLE + 17))
    found = list(windows(text))
    assert "".join(part[:STEP] for part in found[:-1]) + found[-1] == text


def test_a_conversation_is_the_last_of_what_the_user_said() -> None:
    assert talk(said("现在")) == ""
    assert talk(said("三", ("user", "一"), ("assistant", "不"), ("user", "二"))) == "一\n二\n三"
    assert talk(said("末", *[("user", str(n)) for n in range(20)])).count("\n") == TURNS


def test_what_was_asked_last() -> None:
    assert asked(said("答", ("user", "一"), ("user", "二"), ("assistant", "嗯"))) == "二"
    assert asked(said("答")) == ""


def test_a_text_is_read_once() -> None:
    read = list[str]()

    def see(text: str) -> Seen:
        read.append(text)
        return model().seen(text)

    memo = Memo(see)
    assert memo("一") is memo("一") and memo("二") is not memo("一")
    assert read == ["一", "二"]
