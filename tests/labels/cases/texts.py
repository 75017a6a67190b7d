"""Text, tables, code, and what is of no known format."""

from __future__ import annotations

from guiju.core.label import Label
from guiju.labels.sidecar import written
from tests.labels.cases.case import CODE, Case, case
from tests.labels.cases.made_documents import archive
from tests.labels.cases.made_pictures import png_of

BODY = "河边的老街很热闹。\n"
NOTICE = "本文由人工智能生成\n"
TEXT = BODY.encode()
OWN = Label("1", CODE, "n1")

TEXTS: list[Case] = [
    case("notice.txt", "text", (NOTICE + BODY).encode(), "compliant", "explicit_seen no_place", "开头有提示",
         "a notice in front"),
    case("notice-behind.txt", "text", (BODY + NOTICE).encode(), "compliant", "explicit_seen no_place", "末尾有提示",
         "a notice at the end"),
    case("none.txt", "text", TEXT, "none", "no_place", "没有提示", "no notice"),
    case("cut.txt", "text", (NOTICE + BODY).encode()[:-10], "compliant", "explicit_seen no_place",
         "在一个字中间截断, 提示仍在", "cut short within a letter, the notice still there"),
    case("english.txt", "text", b"AI-generated\nThe old street was busy.\n", "noncompliant",
         "explicit_seen explicit_elements no_place", "只有英文提示, 缺 生成 或 合成",
         "a notice in English alone, which has no 生成 or 合成"),
    case("half-notice.txt", "text", f"AI 创作\n{BODY}".encode(), "noncompliant",
         "explicit_seen explicit_elements no_place", "只有一个要素", "one element of two"),
    case("about.txt", "text", "人工智能生成内容须加标识, 这是规定。\n河边。\n".encode(), "none", "no_place",
         "谈论标识的文章, 不是提示", "a text about labels, which is no notice"),
    case("denied.txt", "text", f"本文非人工智能生成\n{BODY}".encode(), "none", "no_place", "声明不是生成的",
         "a text that says it was not generated"),
    case("gb.txt", "text", (NOTICE + BODY).encode("gb18030"), "compliant", "explicit_seen no_place", "GB 18030 编码",
         "in GB 18030"),
    case("beside.txt", "text", TEXT, "compliant", "no_place sidecar", "旁边有标识文件", "a label beside it",
         beside=written(OWN, "beside.txt", TEXT)),
    case("beside-other.txt", "text", TEXT + b"x", "noncompliant", "no_place sidecar sidecar_other",
         "旁边的标识是另一内容的", "a label beside it that is of another content", beside=written(OWN, "a.txt", TEXT)),
    case("beside-broken.txt", "text", TEXT, "inconclusive", "no_place damaged", "旁边的标识文件损坏",
         "a label beside it that is broken", beside=b'{"AIGC":'),
    case("notice.csv", "table", f"名,数\n甲,1\n{NOTICE}".encode(), "compliant", "explicit_seen no_place", "表后有提示",
         "a notice behind the rows"),
    case("none.csv", "table", "名,数\n甲,1\n".encode(), "none", "no_place", "没有提示", "no notice"),
    case("cut.csv", "table", "名,数\n甲".encode(), "none", "no_place", "表被截断, 提示不在了",
         "a table cut short, and the notice with it"),
    case("notice.py", "code-hash", f"# {NOTICE}print(1)\n".encode(), "compliant", "explicit_seen no_place",
         "开头注释有提示", "a comment at the head"),
    case("none.py", "code-hash", b"print(1)\n", "none", "no_place", "没有提示", "no notice"),
    case("string.py", "code-hash", f"print('{NOTICE.strip()}')\n".encode(), "none", "no_place",
         "提示只在程序的输出里", "the notice only in what the code prints"),
    case("late.py", "code-hash", ("x = 1\n" * 100 + f"# {NOTICE}").encode(), "none", "no_place",
         "提示在百行之后", "a notice behind a hundred lines"),
    case("cut.py", "code-hash", f"# {NOTICE}print(".encode(), "compliant", "explicit_seen no_place",
         "代码被截断, 提示仍在", "code that is cut short, the notice still there"),
    case("empty.png", "", b"", "inconclusive", "unknown_format", "空文件", "an empty file"),
    case("unknown.bin", "", bytes(range(256)), "inconclusive", "unknown_format", "不认识的格式", "of no known format"),
    case("archive.zip", "", archive({"a.txt": BODY}), "inconclusive", "unknown_format", "普通压缩包",
         "a plain archive"),
    case("renamed.jpg", "png", png_of(None), "none", "", "PNG 改名为 .jpg", "a PNG that is called .jpg"),
    case("binary.txt", "", b"\x89\xff\xfe\0\1" * 50, "inconclusive", "unknown_format", "叫作 .txt 的二进制文件",
         "binary data called .txt"),
]  # fmt: skip
