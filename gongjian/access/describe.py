"""The printed matrix: every role, every guard, in the words of the product."""

from gongjian.access.roles import ACTIONS, GUARDS, ROLES, Role

HEAD = """# 角色与权限

每一行是一个角色，每一列是一类资料；格里是能做的事。角色在哪个单位有效，由授权决定：本级及以下，
或者只到写着本人、本单位的那几条。管理员不看业务，一人只任一种管理员，不兼别的角色。
"""


def rows() -> list[tuple[str, ...]]:
    titles = ("角色", "代码", "范围", *GUARDS.values())
    return [titles, *(row(name, role) for name, role in ROLES.items())]


def row(name: str, role: Role) -> tuple[str, ...]:
    return (role.label, f"`{name}`", reach(role), *(allowed(role, guard) for guard in GUARDS))


def allowed(role: Role, guard: str) -> str:
    return "、".join(label for action, label in ACTIONS.items() if role.may(action, guard)) or "—"


def reach(role: Role) -> str:
    if not role.account:
        return "不设账号"
    if role.administrator:
        return "本级及以下，不含业务"
    return "本级及以下" if role.subtree else "写着本人的"


def notes() -> list[str]:
    return [f"- **{role.label}**：{role.sentence}" for role in ROLES.values()]


def page() -> str:
    head, *body = rows()
    table = [line(head), line(["---"] * len(head)), *map(line, body)]
    return "\n".join([HEAD, *table, "", *notes(), ""])


def line(cells) -> str:
    return f"| {' | '.join(cells)} |"
