"""Person-months counted by history: people with the same months at the same gates are counted together."""
