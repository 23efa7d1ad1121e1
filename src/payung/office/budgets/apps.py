from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "payung.office.budgets"
    label = "budgets"
