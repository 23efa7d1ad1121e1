"""Filters for money, numbers, months and dates as offices write them."""

from __future__ import annotations

from datetime import date

from django import template

from payung import language
from payung.law.month import Month, date_in_words
from payung.office.core.language import page_language

register = template.Library()


@register.filter
def rupiah(amount: int | None) -> str:
    return "" if amount is None else language.rupiah(amount)


@register.filter
def number(count: int | None) -> str:
    return "" if count is None else language.number(count, page_language())


@register.filter
def month(yyyymm: int | None) -> str:
    return Month.from_number(yyyymm).to(page_language()) if yyyymm else ""


@register.filter
def day(value: date | None) -> str:
    return date_in_words(value, page_language()) if value else ""
