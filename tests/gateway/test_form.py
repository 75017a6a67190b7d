from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.gateway.errors import Fault
from guiju.gateway.form import KIND, Upload, read_form, write_form

names = st.sampled_from(["model", "prompt", "n", "size", "user"])
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(
    st.dictionaries(names, texts),
    st.lists(st.builds(Upload, st.sampled_from(["image", "mask"]), st.binary()), max_size=4),
)
def test_what_is_written_reads_back(fields: dict[str, str], files: list[Upload]) -> None:
    assert read_form(KIND.encode(), write_form(fields, files)) == (fields, files)


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        (b"application/json", b"{}", 415),
        (b"multipart/form-data", b"", 415),
        (b"multipart/form-data; boundary=x", b"", 400),
        (b"multipart/form-data; boundary=x", b"--y\r\n", 400),
        (b"multipart/form-data; boundary=x", b'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nv\r\n', 400),
        (b"multipart/form-data; boundary=x", b"--x\r\ncontent-disposition: form-data\r\n\r\nv\r\n--x--\r\n", 400),
        (
            b"multipart/form-data; boundary=x",
            b'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nv\r\n' * 2 + b"--x--\r\n",
            400,
        ),
        (
            b"multipart/form-data; boundary=x",
            b'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--\r\n',
            400,
        ),
        (
            b"multipart/form-data; boundary=x",
            b'--x\r\ncontent-disposition: form-data; name="image"; filename="a"\r\n\r\nv\r\n' * 70 + b"--x--\r\n",
            400,
        ),
    ],
)
def test_what_is_no_form_is_refused(kind: bytes, body: bytes, status: int) -> None:
    with pytest.raises(Fault) as caught:
        read_form(kind, body)
    assert caught.value.status == status


@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_form_or_a_fault(body: bytes) -> None:
    try:
        read_form(b"multipart/form-data; boundary=x", b"--x\r\n" + body)
    except Fault:
        pass


@pytest.mark.parametrize(
    ("told", "field", "file"),
    [
        ('form-data; filename="prompt"; name="image"', "image", True),
        ("form-data; name=image; filename=a.png", "image", True),
        ("form-data; name=\"image\"; filename*=UTF-8''a%20b.png", "image", True),
        ('form-data; name="prompt"', "prompt", False),
    ],
)
def test_a_part_is_read_by_its_options_and_not_by_their_order(told: str, field: str, file: bool) -> None:
    body = f"--x\r\nContent-Disposition: {told}\r\n\r\nv\r\n--x--\r\n".encode()
    fields, files = read_form(b"multipart/form-data; boundary=x", body)
    assert ([one.field for one in files], list(fields)) == (([field], []) if file else ([], [field]))
