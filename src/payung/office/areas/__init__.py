"""Provinces, regencies, kecamatan, villages."""
