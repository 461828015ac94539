"""Many rows changed in one table."""

import pytest

from gongjian.audit import log
from gongjian.records.models import Enterprise


@pytest.fixture
def rows(world, client):
    client.force_login(world.clerk)
    world.others = [
        Enterprise.objects.create(
            name=f"第{n}商行", organisation=world.northern, capital=n, since="2020-01-01"
        )
        for n in range(1, 4)
    ]
    world.address = "/ledgers/enterprise/grid/?" + "&".join(f"ids={row.pk}" for row in world.others)
    return world


def sent(client, address) -> dict:
    """What a browser without script sends back unchanged: names with their numbers in choices."""
    answer = client.get(address)
    values = {}
    for line in answer.context["lines"]:
        for field in [*line["cells"], line["form"]["version"]]:
            value = field.field.prepare_value(field.value())
            values[field.html_name] = "" if value is None else str(value)
    return values


def capitals(rows) -> list[int]:
    return [Enterprise.objects.get(pk=row.pk).capital for row in rows.others]


def test_right_rows_are_written_as_one_batch(rows, client):
    one, two, _ = rows.others
    data = sent(client, rows.address) | {f"r{one.pk}-capital": "11", f"r{two.pk}-capital": "22"}
    answer = client.post(rows.address, data, follow=True)
    assert capitals(rows) == [11, 22, 3]
    [first], [second] = log.entries_of("enterprise", one.pk), log.entries_of("enterprise", two.pk)
    assert first.batch == second.batch and first.batch is not None
    assert f'action="/batches/{first.batch}/undo/"' in answer.content.decode()


def test_wrong_rows_stay_with_their_words_and_the_rest_are_written(rows, client):
    one, two, _ = rows.others
    data = sent(client, rows.address) | {f"r{one.pk}-capital": "很多", f"r{two.pk}-capital": "22"}
    answer = client.post(rows.address, data)
    assert (answer.status_code, capitals(rows)) == (422, [1, 22, 3])
    text = answer.content.decode()
    assert 'value="很多"' in text and "已写入 1 行" in text
    again = data | {f"r{one.pk}-capital": "11", f"r{two.pk}-version": "2"}
    assert client.post(rows.address, again).status_code == 302
    assert capitals(rows) == [11, 22, 3]


def test_untouched_rows_are_neither_judged_nor_written(rows, client):
    Enterprise.objects.filter(pk=rows.others[0].pk).update(status="moved", until=None)
    answer = client.post(rows.address, sent(client, rows.address))
    assert answer.status_code == 302
    assert log.Batch.objects.count() == 0


def test_somebody_else_was_quicker_with_one_of_the_rows(rows, client):
    one, two, _ = rows.others
    data = sent(client, rows.address) | {f"r{one.pk}-capital": "11", f"r{two.pk}-capital": "22"}
    Enterprise.objects.filter(pk=one.pk).update(capital=5, version=2)
    assert client.post(rows.address, data).status_code == 422
    assert capitals(rows) == [5, 22, 3]


def test_only_the_columns_asked_for_are_shown_and_the_others_stay(rows, client):
    one = rows.others[0]
    address = rows.address + "&fields=capital"
    assert [field.name for field in client.get(address).context["head"]] == ["capital"]
    client.post(address, {f"r{one.pk}-capital": "11", f"r{one.pk}-version": "1"})
    one.refresh_from_db()
    assert (one.capital, one.name) == (11, "第1商行")


def test_a_choice_as_shown_without_script_is_no_change(rows, client):
    data = sent(client, rows.address)
    shown = {n: f"云锦里社区 #{v}" if n.endswith("-organisation") else v for n, v in data.items()}
    assert client.post(rows.address, shown).status_code == 302
    assert log.Batch.objects.count() == 0


def test_rows_out_of_reach_are_left_out(rows, client):
    answer = client.get(f"{rows.address}&ids={rows.shop.pk}")
    assert {line["row"].pk for line in answer.context["lines"]} == {row.pk for row in rows.others}


def test_a_doubted_row_is_written_with_the_reason_below(rows, client):
    one = rows.others[0]
    data = sent(client, rows.address) | {f"r{one.pk}-credit_code": "91350100M000100Y44"}
    assert client.post(rows.address, data).status_code == 422
    assert client.post(rows.address, data | {"reason": "执照上就是这样"}).status_code == 302
    assert log.entries_of("enterprise", one.pk)[0].reason == "执照上就是这样"


def test_three_rows_cost_as_many_queries_as_thirty(rows, client, django_assert_max_num_queries):
    Enterprise.objects.update(grid=rows.grid)
    client.get(rows.address)
    with django_assert_max_num_queries(60) as few:
        client.get(rows.address)
    more = [
        Enterprise.objects.create(
            name=f"再{n}商行", organisation=rows.northern, instructor=rows.guide, grid=rows.grid
        )
        for n in range(27)
    ]
    address = rows.address + "".join(f"&ids={row.pk}" for row in more)
    with django_assert_max_num_queries(len(few)):
        client.get(address)
