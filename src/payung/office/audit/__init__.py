"""For whoever audits: signed archives that prove themselves offline, samples, and red flags."""
