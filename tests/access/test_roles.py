"""Every role against every guard: what this table says is what the product allows."""

from gongjian.access.roles import ACTIONS, ADMINISTRATORS, GUARDS, ROLES

# v view, a add, c change, d delete, x export
MATRIX = """
                         everyday personal money structure accounts grants log settings
district_officer         vacdx    vacdx    vacdx vacdx     -        -      -   vacx
organisation_department  vx       vacdx    vx    vacdx     -        -      -   -
street_officer           vacx     vacx     vacx  vac       -        -      -   -
park_officer             vacx     vacx     vacx  vac       -        -      -   -
quarter_officer          vacx     vacx     vacx  vac       -        -      -   -
community_worker         vacx     vac      -     v         -        -      -   -
grid_worker              vac      v        -     -         -        -      -   -
instructor               vac      v        -     -         -        -      -   -
secretary                vac      vac      -     v         -        -      -   -
member                   -        vc       -     -         -        -      -   -
liaison                  va       -        -     -         -        -      -   -
leader                   va       -        -     -         -        -      -   -
inspector                v        -        -     v         -        -      -   -
system_admin             -        -        -     -         vacx     -      -   vacx
security_admin           -        -        -     -         v        vacx   -   -
auditor                  -        -        -     -         v        v      vx  -
owner                    -        -        -     -         -        -      -   -
staff                    -        -        -     -         -        -      -   -
"""
LETTERS = {"view": "v", "add": "a", "change": "c", "delete": "d", "export": "x"}
BUSINESS = {"everyday", "personal", "money", "structure"}


def test_the_matrix_of_roles_and_guards_is_this_one():
    head, *lines = MATRIX.strip().splitlines()
    printed = [
        [name, *("".join(letters(role, guard)) or "-" for guard in GUARDS)] for name, role in ROLES.items()
    ]
    assert (head.split(), [line.split() for line in lines]) == (list(GUARDS), printed)


def letters(role, guard):
    return [LETTERS[action] for action in ACTIONS if role.may(action, guard)]


def test_administrators_see_no_business_by_that_role():
    seen = {guard for name in ADMINISTRATORS for guard in ROLES[name].guards}
    assert seen & BUSINESS == set()


def test_no_two_administrators_share_a_right_to_write():
    held = [(guard, action) for name in sorted(ADMINISTRATORS) for guard, action in writing(name)]
    assert sorted(held) == sorted(set(held))


def writing(name):
    guards = ROLES[name].guards.items()
    return [(guard, action) for guard, actions in guards for action in actions & {"add", "change", "delete"}]
