from gongjian.ops.management.commands.describe import stale


def test_the_reference_pages_say_what_the_declarations_say():
    assert stale() == []
