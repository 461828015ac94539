"""How the product is used: the topics in their order, and which of them speaks of a page."""

TOPICS = {
    "home": "工作台",
    "todos": "待办与规则",
    "list": "列表和筛选",
    "row": "一条台账",
    "form": "新增和修改",
    "grid": "批量修改",
    "import": "导入表格",
    "undo": "撤销和记录",
    "enterprise": "企业页与五清",
    "newcomer": "记新企业",
    "life": "变更与合并企业",
    "registry": "部门名单",
    "coverage": "覆盖与建议",
    "setup": "组建事项",
    "campaign": "排查",
    "board": "班子与联系点",
    "tree": "组织",
    "tasks": "任务和消息",
    "account": "账号和登录",
    "settings": "设置和日志",
    "keys": "键盘和大字",
}
# By the names of addresses; what stands nowhere gets the contents as a whole.
PAGES = {
    "home": "home",
    "todos": "todos todo rules rule",
    "list": "ledger_list ledger_views ledger_print search",
    "row": "ledger_detail ledger_past",
    "form": "ledger_add ledger_change",
    "grid": "ledger_grid",
    "import": "ledger_import import_upload",
    "undo": "ledger_history ledger_delete ledger_remove batch",
    "enterprise": "enterprise firm_figure block_change",
    "newcomer": "new_enterprise",
    "life": "firm_life firm_merge enterprise_twins",
    "registry": "registry drop",
    "coverage": "coverage coverage_firm coverage_reasons",
    "setup": "set_ups set_up set_up_step begin_set_up",
    "campaign": "campaigns campaign begin_campaign",
    "board": "secretaries fill_post contact_points record_contact",
    "tree": "tree organisation act act_day found_top",
    "tasks": "tasks",
    "account": "account change_password bind_factor add_token delegate_grant",
    "settings": "settings people person add_person give_grant extend_grant log extra_columns add_column"
    " change_column",
}
SPEAKS_OF = {page: topic for topic, pages in PAGES.items() for page in pages.split()}


def topic_of(request) -> str:
    """Of a page's topic, "" where there is none; a page of errors has no address."""
    match = request.resolver_match
    return SPEAKS_OF.get(match.url_name or "", "") if match else ""
