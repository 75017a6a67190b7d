from guiju.ledger import Broken


def test_it_names_the_line_where_one_is_to_blame() -> None:
    assert str(Broken(7, "its link is another")) == "line 7: its link is another"
    assert str(Broken(0, "a checkpoint is missing")) == "a checkpoint is missing"
