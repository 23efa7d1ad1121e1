from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "payung.office.proposals"
    label = "proposals"
