"""The award of the year (Paritrana): criteria with weights, evidence out of the system, gaps, a league of villages."""
