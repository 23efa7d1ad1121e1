"""Programmes with dated criteria, occupations, quotas, legal basis and agreement."""
