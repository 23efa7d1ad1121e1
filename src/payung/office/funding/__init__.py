"""Funds: who pays, for whom, up to how much."""
