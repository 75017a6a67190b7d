from __future__ import annotations

from pathlib import Path

import pytest

from guiju.labels import examine
from guiju.labels.carriers import carrier_of
from guiju.labels.explicit.sizes import Sizes
from guiju.labels.explicit.telling import Tellings

TOLD = Tellings("zh", Sizes(0.05, 0.05, 0.05, 2, 120, 160))


@pytest.mark.parametrize(("name", "text"), [("a.txt", "正文\n"), ("a.py", "print(1)\n"), ("a.csv", "a,b\n1,2\n")])
def test_text_and_code_get_a_notice(name: str, text: str, tmp_path: Path) -> None:
    source, target = tmp_path / name, tmp_path / f"made-{name}"
    source.write_text(text, encoding="utf-8")
    carrier = carrier_of(source.read_bytes(), name)
    assert carrier
    for value, words in (("1", "由人工智能生成"), ("2", "可能由人工智能生成")):
        assert TOLD(source, target, carrier, value, lambda *_: None) == "notice"
        assert words in target.read_text(encoding="utf-8")
        assert examine(target.read_bytes(), name).verdict == "compliant"
