"""Verified people to places and funds, optimally, with the reason for whoever is left out."""
