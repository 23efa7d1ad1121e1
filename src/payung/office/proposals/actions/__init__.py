"""Every write on proposals: sending and confirming, the job's own acts, review, replies, entry by hand."""
