"""The papers of a set-up case, drafted from its rows; people go on writing in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongjian.cases.steps import Firm, Shown, firms, shown
from gongjian.layout.docx import docx
from gongjian.layout.paper import Annex, Block, Heading, Paper, Table, day
from gongjian.ledger import looking
from gongjian.ledger.declaration import ledger_named
from gongjian.organisations.models import Organisation
from gongjian.records.models import SetUp
from gongjian.records.set_up import Answer
from gongjian.records.words import Mode
from gongjian.rulebook.clause import clause

HEAD = ("企业", "社区", "职工", "正式党员", "预备党员")
LABELS = {
    "asking": "请示", "answer": "批复", "election": "选举结果报告", "filing": "备案报告",
    "pledge": "挂靠承诺书",
}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """What a paper is written from."""

    case: Shown
    firms: Sequence[Firm]
    actor: object

    @property
    def row(self) -> SetUp:
        return self.case.row

    @property
    def named(self) -> str:
        return "、".join(firm.name for firm in self.firms)

    @property
    def matter(self) -> str:
        verb = f"{self.named}加入" if self.case.joins else "成立"
        return f"{verb}{self.row.name}"

    @property
    def asker(self) -> str:
        alone = len(self.firms) == 1
        return self.firms[0].name if alone else f"{self.row.name}筹备组"


def offered(case: Shown) -> list[tuple[str, str]]:
    """The papers of the steps that have begun."""
    row = case.row
    there = {
        "asking": bool(row.asked_on) or not row.answered_on,
        "pledge": row.mode == Mode.ATTACHED,
        "answer": bool(row.asked_on or row.answered_on),
        "election": bool(row.elected_on),
        "filing": bool(row.elected_on),
    }
    return [(name, LABELS[name]) for name, holds in there.items() if holds]


def draft(actor, number: int, name: str) -> tuple[str, bytes] | None:
    """The file and what it is called; None where there is no such paper for this person."""
    case = shown(actor, number)
    if case is None or name not in dict(offered(case)):
        return None
    on = case.row.asked_on or case.row.answered_on or actor.today
    paper = PAPERS[name](Draft(case, tuple(firms(case.row, actor, on)), actor))
    return f"{paper.title}.docx", docx(paper)


def asking(about: Draft) -> Paper:
    row, rule = about.row, clause("R-ORG-22" if about.case.joins else "R-ORG-10")
    least = clause("R-ORG-10").value("formal_min")
    if about.case.joins:
        wish = f"暂不具备单独成立党组织的条件，拟以{row.get_mode_display()}方式{about.matter}。"
    else:
        formal = sum(firm.formal or 0 for firm in about.firms)
        ground = f"正式党员共 {formal} 名" + (f"，已满 {least} 名" if formal >= least else "")
        wish = f"{ground}。依据{rule.citation()}，拟{about.matter}，组建方式为{row.get_mode_display()}。"
    return Paper(
        title=f"关于{about.matter}的请示", number=row.asked_paper, to=row.superior.name,
        body=[*counted(about.firms), wish, "以上请示，请予批复。"], signed_by=about.asker, on=row.asked_on,
    )  # fmt: skip


def counted(of: Sequence[Firm]) -> Iterator[Block]:
    if len(of) == 1:
        [firm] = of
        yield f"{firm.name}位于{firm.community}，现有职工 {said(firm.staff)} 人，其中{members(firm)}。"
        return
    yield f"{'、'.join(firm.name for firm in of)}共 {len(of)} 家企业，情况如下："
    lines = [
        (firm.name, firm.community, said(firm.staff), said(firm.formal), said(firm.probationary))
        for firm in of
    ]
    yield Table([HEAD, *lines], widths=(4, 3, 2, 2, 2))


def members(firm: Firm) -> str:
    probationary = f"、预备党员 {firm.probationary} 名" if firm.probationary else ""
    return f"正式党员 {said(firm.formal)} 名{probationary}"


def said(number: int | None) -> str:
    """What nobody counted stays open for the pen."""
    return "____" if number is None else str(number)


def answer(about: Draft) -> Paper:
    row, case = about.row, about.case
    agreed = row.answer != Answer.NO
    begin = f"《关于{about.matter}的请示》{bracketed(row.asked_paper)}收悉。" if row.asked_on else ""
    if not agreed:
        body = [f"{begin}经研究，暂不同意{about.matter}。"]
    else:
        body = [f"{begin}经研究，同意{about.matter}，组建方式为{row.get_mode_display()}。"]
        if not case.joins:
            body += [
                f"{row.name}隶属{row.superior.name}。",
                f"请依据{clause('R-ORG-31').citation()}召开党员大会选举，选举结果书面报来。",
            ]
    word = "同意" if agreed else "不同意"
    return Paper(
        title=f"关于{word}{about.matter}的批复", number=row.answer_paper, to=about.asker, body=body,
        signed_by=row.superior.name, on=row.answered_on,
    )  # fmt: skip


def bracketed(number: str) -> str:
    return f"（{number}）" if number else ""


def election(about: Draft) -> Paper:
    row = about.row
    held = (
        f"{row.name}经{row.superior.name}{row.answer_paper}批复成立，{day(row.elected_on)}召开党员大会选举。"
    )
    posts = led(row, about.actor)
    lines = [(post.name, post.get_kind_display(), post.duty) for post in posts]
    body: list[Block] = [held + ends(row.election)]
    body += ["选举结果如下：", Table([("姓名", "职务", "分工"), *lines], (2, 2, 4))] if lines else []
    return Paper(
        title=f"关于{row.name}选举结果的报告", number=row.election_paper, to=row.superior.name,
        body=[*body, "特此报告。"], signed_by=row.name, on=row.elected_on,
    )  # fmt: skip


def ends(text: str) -> str:
    return text if not text or text.endswith("。") else f"{text}。"


def led(row: SetUp, actor) -> list:
    """Who was elected, as far as this person may read of persons; taking it away is noted."""
    ledger = ledger_named("post")
    rows = ledger.rows(actor).filter(organisation=row.branch, elected_on=row.elected_on)
    posts = list(rows.order_by("pk"))
    looking.page(ledger, posts, actor, taken=True)
    return posts


def filing(about: Draft) -> Paper:
    row = about.row
    above = Organisation.objects.filter(pk=row.superior.parent_id).first()
    body = [
        f"{day(row.answered_on)}，{row.superior.name}以{row.answer_paper}批复成立{row.name}，"
        f"组建方式为{row.get_mode_display()}，覆盖{about.named}。",
        f"{day(row.elected_on)}，{row.name}召开党员大会选举。{ends(row.election)}",
        f"依据{clause('R-ORG-31').citation()}，现将批复和选举结果报请备案。",
    ]
    enclosed = (f"关于同意{about.matter}的批复", f"关于{row.name}选举结果的报告")
    return Paper(
        title=f"关于成立{row.name}的备案报告", number=row.filing_paper, to=above.name if above else "",
        body=body, attachments=[Annex(title) for title in enclosed],
        signed_by=row.superior.name, on=row.filed_on,
    )  # fmt: skip


def pledge(about: Draft) -> Paper:
    branch, least = about.row.name, clause("R-ORG-10").value("formal_min")
    items = (
        f"支持本企业党员参加{branch}的组织生活，安排好时间。",
        f"党员入职、离职和组织关系变动，及时告诉{branch}。",
        f"为{branch}到企业开展活动提供方便。",
        f"正式党员满 {least} 名后，申请单独成立党组织。",
    )
    return Paper(
        title="挂靠承诺书", to=branch,
        body=[f"{about.named}挂靠{branch}，承诺做到：", *(Heading(item, 3) for item in items)],
        signed_by=about.named, on=about.row.asked_on,
    )  # fmt: skip


PAPERS = {"asking": asking, "answer": answer, "election": election, "filing": filing, "pledge": pledge}
