from guiju.ledger.recent import Recent


def test_what_was_unused_for_longest_goes_first() -> None:
    recent = Recent[str, int](2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert [recent.get(key) for key in "abc"] == [1, None, 3]


def test_forgetting_by_key_and_by_value() -> None:
    recent = Recent[str, int](9)
    for number, key in enumerate("abcd"):
        recent.put(key, number % 2)
    recent.forget(key="a")
    recent.forget(value=1)
    assert [recent.get(key) for key in "abcd"] == [None, None, 0, None]
