"""What the sheet has waived or set otherwise: which rule, where, why, and who signed for it."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.report.section import Section
from gala.grid.table import Both, Column, Table
from run_sheet import Rule, RunSheet, waivers_in

_SETTINGS = {"off": ("不查", "off"), "warning": ("警告", "warning"), "error": ("错误", "error")}
_MEANINGS: dict[str, Both] = {rule.code: (rule.said.zh, rule.said.en) for rule in Rule}


def section(account: Account) -> Section:
    """Return the waivers with their reasons, and the rules that are set for the whole sheet."""
    sheet = account.sheet
    waived = Table(
        "waivers",
        "署名豁免",
        "Waived, and by whom",
        (
            Column("part", "哪一处", "Where"),
            Column("code", "规则", "Rule"),
            Column("meaning", "规则说的是", "What it is about"),
            Column("reason", "理由", "Reason"),
            Column("by", "署名", "Signed by"),
            Column("on", "日期", "On"),
        ),
    )
    for path, waiver in waivers_in(sheet):
        reason, by = waiver.reason, waiver.by
        where = _title(sheet, path[:-2])
        waived.add(
            *(where, waiver.rule, _MEANINGS[waiver.rule]),
            *((reason.zh, reason.en), (by.zh, by.en), waiver.on),
        )
    settings = Table(
        "rules",
        "另行设定的规则",
        "Rules that are set otherwise",
        (
            Column("code", "规则", "Rule"),
            Column("meaning", "规则说的是", "What it is about"),
            Column("setting", "设定", "Set to"),
        ),
    )
    for code, setting in sheet.rules or ():
        settings.add(code, _MEANINGS[code], _SETTINGS[setting])
    return Section(("豁免", "Waivers"), (waived, settings))


def _title(sheet: RunSheet, path: tuple[str | int, ...]) -> Both:
    """Return what viewers know a part by: titles from the outside in, the show's for all of it."""
    zh: list[str] = []
    en: list[str] = []
    part: object = sheet
    for step in path:
        match part, step:
            case tuple(), int():
                part = part[step]
            case _:
                part = getattr(part, str(step))
        told = getattr(part, "title", None) or getattr(part, "text", None)
        if told is not None:
            zh.append(told.zh)
            en.append(told.en)
    if not zh:
        return sheet.title.zh, sheet.title.en
    return " · ".join(zh), " · ".join(en)
