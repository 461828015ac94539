"""Where the tour stops: every page of the product, as whom, in which state; and what is no page."""

from typing import NamedTuple

from django.urls import reverse

from gongjian.web.urls import urlpatterns

WORKER, DISTRICT, STREET, GUIDE = "shequ", "quji", "jiedao", "zhidao"
SYSTEM, SECURITY, AUDITOR = "xitong", "anquan", "shenji"
EVERYBODY = ("shequ", "quji", "zhidao", "shenji", "xitong", "anquan", "dangyuan")
# One template frames every topic; tests/web opens them all.
HELP = ("enterprise", "registry", "keys")
VERBS = ("found", "rename", "move", "merge", "split", "dissolve")


class Stop(NamedTuple):
    """A word among the arguments stands for the number that `Town` found under it."""

    user: str
    name: str
    args: tuple = ()
    query: str = ""
    status: int = 200

    def address(self, numbers: dict) -> str:
        query = self.query.format(**numbers)
        return reverse(self.name, args=[numbers.get(arg, arg) for arg in self.args]) + query

    def __str__(self):
        return "-".join((self.user, self.name, *self.args, self.query))


LEDGERS = ("enterprise", "visit", "grid", "contact")
STOPS = (
    *(Stop(user, "home") for user in EVERYBODY),
    *(Stop(DISTRICT, "ledger_list", (name,)) for name in ("enterprise", "post")),
    *(Stop(WORKER, "ledger_list", (name,)) for name in ("enterprise", "visit", "grid", "contact")),
    *(Stop(WORKER, "ledger_add", (name,)) for name in LEDGERS),
    *(Stop(WORKER, "ledger_detail", (name, f"a {name}")) for name in LEDGERS),
    *(Stop(DISTRICT, "help_topic", (topic,)) for topic in HELP),
    *(Stop(DISTRICT, "act", ("street", verb)) for verb in VERBS),
    Stop(DISTRICT, "ledger_list", ("enterprise",), "?q=有限&industry=F&sort=-staff&day=2026-06-30"),
    Stop(DISTRICT, "ledger_list", ("enterprise",), "?q=查不到的"),
    Stop(DISTRICT, "ledger_list", ("visit",), "?organisation=不在这里"),
    Stop("dangyuan", "ledger_list", ("enterprise",), status=404),
    Stop(DISTRICT, "ledger_print", ("enterprise",), "?industry=F"),
    Stop(DISTRICT, "ledger_views", ("enterprise",), "?q=商贸"),
    Stop(DISTRICT, "ledger_remove", ("enterprise",), "?ids={a enterprise}"),
    Stop(DISTRICT, "ledger_grid", ("enterprise",), "?ids={a enterprise}&ids={long}"),
    Stop(DISTRICT, "ledger_detail", ("enterprise", "long")),
    Stop(DISTRICT, "ledger_detail", ("enterprise", "a enterprise"), "?day=2019-01-01"),
    Stop(WORKER, "enterprise", ("a enterprise",), "?block=owner"),
    *(Stop(user, "new_enterprise") for user in (WORKER, STREET, DISTRICT)),
    Stop(WORKER, "firm_life", ("a enterprise",)),
    Stop(DISTRICT, "firm_life", ("long",), "?act=leave"),
    Stop(DISTRICT, "enterprise_twins"),
    Stop(WORKER, "enterprise_twins"),
    Stop(WORKER, "firm_merge", ("a enterprise",)),
    Stop(DISTRICT, "firm_merge", ("a enterprise",), "?other={long}"),
    Stop(WORKER, "block_change", ("a enterprise", "staff")),
    Stop(DISTRICT, "firm_figure", ("a enterprise", "staff")),
    Stop(DISTRICT, "firm_figure", ("long", "five")),
    Stop(WORKER, "ledger_change", ("enterprise", "a enterprise")),
    Stop(DISTRICT, "ledger_delete", ("enterprise", "a enterprise")),
    Stop(DISTRICT, "ledger_history", ("enterprise", "a enterprise")),
    Stop(DISTRICT, "ledger_past", ("enterprise", "a enterprise", "capital")),
    Stop(WORKER, "ledger_import", ("visit",)),
    Stop(DISTRICT, "registry"),
    Stop(WORKER, "registry"),
    Stop(DISTRICT, "batch", ("batch",)),
    Stop(DISTRICT, "search", query="?q=云锦"),
    Stop(DISTRICT, "search", query="?q=查不到的"),
    Stop(GUIDE, "search"),
    Stop(DISTRICT, "tree"),
    Stop(DISTRICT, "tree", query="?q=社区"),
    Stop(DISTRICT, "tree", query="?tree=sector"),
    Stop(DISTRICT, "tree", query="?q=查不到的"),
    Stop(WORKER, "tree"),
    Stop(DISTRICT, "organisation", ("street",)),
    Stop(DISTRICT, "organisation", ("moved",), "?day=2026-01-01"),
    Stop(DISTRICT, "act_day", ("act",)),
    Stop(DISTRICT, "tasks"),
    Stop(WORKER, "tasks"),
    Stop(DISTRICT, "settings"),
    Stop(SYSTEM, "settings"),
    Stop(DISTRICT, "extra_columns"),
    Stop(DISTRICT, "add_column"),
    Stop(DISTRICT, "change_column", ("column",)),
    Stop(AUDITOR, "log"),
    Stop(AUDITOR, "log", query="?words=查不到的"),
    Stop(SYSTEM, "people"),
    Stop(SYSTEM, "people", query="?q=查不到的"),
    Stop(SYSTEM, "add_person"),
    Stop(SYSTEM, "person", ("worker",)),
    Stop(SECURITY, "person", ("worker",)),
    Stop(SECURITY, "give_grant", ("worker",)),
    Stop(SECURITY, "extend_grant", ("inspection",)),
    Stop(STREET, "delegate_grant", ("street_grant",)),
    Stop(WORKER, "account"),
    Stop(SYSTEM, "account"),
    Stop(WORKER, "change_password"),
    Stop(WORKER, "bind_factor"),
    Stop(WORKER, "add_token"),
    Stop(DISTRICT, "api_ledger", ("enterprise",)),
    Stop(DISTRICT, "about"),
    Stop(DISTRICT, "coverage"),
    Stop(DISTRICT, "coverage", query="?show=owed&unit=云锦街道&day=2026-06-30"),
    Stop(DISTRICT, "coverage", query="?form=joint&why=unsaid"),
    Stop(DISTRICT, "coverage", query="?q=查不到的"),
    Stop(DISTRICT, "coverage", query="?unit=查不到的"),
    Stop(WORKER, "coverage"),
    Stop(DISTRICT, "coverage_firm", ("a enterprise",)),
    Stop(DISTRICT, "coverage_firm", ("long",)),
    Stop(DISTRICT, "coverage_reasons", query="?ids={a enterprise}&ids={long}"),
    Stop(STREET, "set_ups"),
    Stop(DISTRICT, "set_ups", query="?at=done"),
    Stop(DISTRICT, "set_ups", query="?q=查不到的"),
    Stop(STREET, "begin_set_up"),
    *(Stop(DISTRICT, "set_up", (f"case {stage}",)) for stage in ("ask", "answer", "elect", "done")),
    Stop(DISTRICT, "set_up_step", ("case ask", "drop")),
    Stop(DISTRICT, "campaigns"),
    Stop(WORKER, "campaign", ("campaign",)),
    Stop(STREET, "campaign", ("campaign",), "?day=2026-06-30"),
    Stop(DISTRICT, "begin_campaign"),
    Stop(DISTRICT, "contact_points"),
    Stop(WORKER, "contact_points", query="?level=direct"),
    Stop(DISTRICT, "secretaries", query="?by=chosen&is=inside"),
    Stop(DISTRICT, "secretaries", query="?show=vacant"),
    Stop(DISTRICT, "fill_post", ("vacant",)),
    Stop(STREET, "organisation", ("led",)),
    Stop(DISTRICT, "organisation", ("committee",)),
    Stop("ducha", "organisation", ("led",)),
    Stop(DISTRICT, "rules"),
    Stop(DISTRICT, "rules", query="?q=查不到的"),
    Stop(DISTRICT, "rule", ("R-ORG-16",)),
    Stop(STREET, "todos"),
    Stop(WORKER, "todo", ("never_looked_at",)),
    Stop(DISTRICT, "help"),
)
# Seen on their way: signing in, the first run, an import and a feed from the file to its taking back, and a
# first body of a tree, which the demo has no need of.
JOURNEYS = {"sign_in", "second_factor", "first_run", "import_upload", "drop", "found_top"}
# Answers to a press of a button, files, and parts of a page: nothing to stop at.
DEEDS = {
    *("coverage_accept", "coverage_back"),
    *("withdraw", "withdraw_grant", "withdraw_token", "unbind_factor", "end_session", "end_other_sessions"),
    *("stop_person", "start_person", "reset_person", "unlock_person", "rename_person", "factor_person"),
    *("sign_out", "size", "ledger_view_change", "ledger_export", "undo_entry", "undo_batch"),
    *("stop_column", "start_column", "up_column", "down_column", "prove_log", "export_log"),
    *("stop_task", "resume_task", "settle_message"),
    *("import_match", "import_again", "import_row", "import_write", "import_back"),
    *("drop_match", "drop_again", "drop_row", "drop_place", "drop_write", "drop_back"),
    *("block_same", "case_undo", "newcomer_code"),
    *("ticked_grid", "ticked_remove", "api_page"),
    *("take_back", "record_contact", "set_up_paper"),
    *("import_blank", "import_wrong", "export_file", "ledger_choices", "tree_choices", "branch"),
}


def names() -> set[str]:
    return {pattern.name for pattern in urlpatterns}
