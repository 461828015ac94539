"""Changing many rows in one table: what is right is written together, what is not stays red."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from gongjian.access.roles import CHANGE
from gongjian.ledger import looking, many
from gongjian.ledger.columns import column
from gongjian.web.ledgers.finding import ledger_at
from gongjian.web.saying import say


@never_cache
def grid(request, name):
    ledger = ledger_at(request, name, CHANGE)
    rows = many.Rows(ledger, request.actor, numbers(request), request.GET.getlist("fields"))
    if not rows.forms:
        raise Http404
    if request.method == "POST":
        rows.post(request.POST, request.POST.get("reason", "").strip()[:200])
        if not rows.wrong:
            return done(request, rows)
        if rows.written:
            messages.success(request, f"已写入 {len(rows.written)} 行，错的留着。")
    looking.page(ledger, rows.rows, request.actor)
    return render(request, "web/ledger/grid.html", shown(request, rows), status=422 if rows.wrong else 200)


def done(request, rows: many.Rows):
    if rows.written:
        undo = reverse("undo_batch", args=[rows.batch.pk])
        say(request, f"已改 {len(rows.written)} 行。", undo)
    else:
        say(request, "没有变化，没有写入。")
    return HttpResponseRedirect(reverse("ledger_list", args=[rows.ledger.name]))


def numbers(request) -> list[int]:
    """`ids=3&ids=5` as a form sends, or `ids=3,5` as people write."""
    words = ",".join(request.GET.getlist("ids")).split(",")
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 19]


def shown(request, rows: many.Rows) -> dict:
    first = column(rows.ledger.model, rows.ledger.columns[0])
    lines = [
        {
            "row": row,
            "name": rows.reached.text(first, row),
            "form": form,
            "cells": [form[name] for name in rows.names],
        }
        for row, form in zip(rows.rows, rows.forms, strict=True)
    ]
    every = [rows.forms[0][name] for name in (*rows.ledger.form, *(extra.name for extra in rows.added))]
    return {
        "ledger": rows.ledger,
        "lines": lines,
        "head": [rows.forms[0][name] for name in rows.names],
        "every": [
            {"name": each.name, "label": each.label, "shown": each.name in rows.names} for each in every
        ],
        "ids": [row.pk for row in rows.rows],
        "wrong": len(rows.wrong),
        "cut": len(numbers(request)) > many.MOST and many.MOST,
    }


urlpatterns = [path("ledgers/<slug:name>/grid/", grid, name="ledger_grid")]
