import ast
from pathlib import Path

from gongjian.access import notes
from gongjian.ledger.logbook import ACTIONS

ROOM = Path(notes.__file__).parent
WRITERS = {"account", "change", "Change"}


def actions():
    """The first argument of every call that makes a line for the log."""
    for file in sorted(ROOM.glob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in WRITERS
            if named and call.args and isinstance(call.args[0], ast.Constant):
                yield call.args[0].value


def test_the_log_has_a_word_for_every_deed_of_this_room():
    assert {action for action in actions() if action not in ACTIONS} == set()
