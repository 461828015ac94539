"""Who may do what: roles and guards in code, so that they are few, reviewed, tested and printed.

Who holds which role *where* is a row (`models.Grant`); what the role allows is here.
"""

from dataclasses import dataclass, field

VIEW, ADD, CHANGE, DELETE, EXPORT = "view", "add", "change", "delete", "export"
ACTIONS = {VIEW: "看", ADD: "加", CHANGE: "改", DELETE: "删", EXPORT: "导出"}

GUARDS = {
    "everyday": "日常台账",
    "personal": "个人信息",
    "money": "经费",
    "structure": "组织架构",
    "accounts": "账号",
    "grants": "授权",
    "log": "日志",
    "settings": "设置",
}

READ = frozenset({VIEW, EXPORT})
KEEP = frozenset({VIEW, ADD, CHANGE, EXPORT})
WORK = frozenset({VIEW, ADD, CHANGE})
LOOK = frozenset({VIEW})
ALL = KEEP | {DELETE}


@dataclass(frozen=True, kw_only=True)
class Role:
    """`subtree` roles reach everything below their unit; the others only rows that name them."""

    label: str
    sentence: str
    guards: dict[str, frozenset[str]] = field(default_factory=dict)
    subtree: bool = True
    account: bool = True
    administrator: bool = False
    needs_end: bool = False

    def may(self, action: str, guard: str) -> bool:
        return action in self.guards.get(guard, ())


OFFICER = {"everyday": KEEP, "personal": KEEP, "money": KEEP, "structure": WORK}

ROLES = {
    "district_officer": Role(
        label="区级干部",
        sentence="两新工委、社会工作部的干部：管全区台账、组织架构和补充栏。",
        guards={"everyday": ALL, "personal": ALL, "money": ALL, "structure": ALL, "settings": KEEP},
    ),
    "organisation_department": Role(
        label="组织部干部",
        sentence="管党员和组织，看日常台账。",
        guards={"everyday": READ, "personal": ALL, "money": READ, "structure": ALL},
    ),
    "street_officer": Role(label="街道干部", sentence="管本街道的台账和组织。", guards=OFFICER),
    "park_officer": Role(label="园区干部", sentence="管本园区的台账和组织。", guards=OFFICER),
    "quarter_officer": Role(label="商圈党工委干部", sentence="管本商圈的台账和组织。", guards=OFFICER),
    "community_worker": Role(
        label="社区工作者",
        sentence="管本社区的台账，看组织。",
        guards={"everyday": KEEP, "personal": WORK, "structure": LOOK},
    ),
    "grid_worker": Role(
        label="网格员",
        sentence="管自己网格里的企业和走访。",
        guards={"everyday": WORK, "personal": LOOK},
        subtree=False,
    ),
    "instructor": Role(
        label="党建指导员",
        sentence="管自己包联的企业和走访。",
        guards={"everyday": WORK, "personal": LOOK},
        subtree=False,
    ),
    "secretary": Role(
        label="企业党组织书记",
        sentence="管本组织的记录和党员。",
        guards={"everyday": WORK, "personal": WORK, "structure": LOOK},
    ),
    "member": Role(
        label="党员",
        sentence="看、改自己的资料。",
        guards={"personal": frozenset({VIEW, CHANGE})},
        subtree=False,
    ),
    "liaison": Role(
        label="部门联络员",
        sentence="看与本部门结对、相关的记录。",
        guards={"everyday": frozenset({VIEW, ADD})},
        subtree=False,
    ),
    "leader": Role(
        label="联系点领导",
        sentence="看自己联系的企业，记走访。",
        guards={"everyday": frozenset({VIEW, ADD})},
        subtree=False,
    ),
    "inspector": Role(
        label="督查组",
        sentence="按期、按事由查看，不能改。",
        guards={"everyday": LOOK, "structure": LOOK},
        needs_end=True,
    ),
    "system_admin": Role(
        label="系统管理员",
        sentence="管账号、设置和备份，不看业务。",
        guards={"accounts": KEEP, "settings": KEEP},
        administrator=True,
    ),
    "security_admin": Role(
        label="安全管理员",
        sentence="管授权，不看业务。",
        guards={"accounts": LOOK, "grants": KEEP},
        administrator=True,
    ),
    "auditor": Role(
        label="审计员",
        sentence="看日志和授权，不看业务。",
        guards={"accounts": LOOK, "grants": LOOK, "log": READ},
        administrator=True,
    ),
    "owner": Role(
        label="出资人、企业主", sentence="不设账号，凭链接办事，看不到任何人的信息。", account=False
    ),
    "staff": Role(label="职工", sentence="不设账号，匿名答问卷。", account=False),
}

ADMINISTRATORS = frozenset(name for name, role in ROLES.items() if role.administrator)
HELD_BY_ACCOUNTS = [(name, role.label) for name, role in ROLES.items() if role.account]
