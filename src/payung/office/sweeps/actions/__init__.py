"""Every write of the sweeps: a run, and what people make of its matches."""
