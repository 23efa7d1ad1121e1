"""The demonstration: synthetic people of three regions, driven through the office's own acts."""
