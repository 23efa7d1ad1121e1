from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "payung.office.accounts"
    label = "accounts"
