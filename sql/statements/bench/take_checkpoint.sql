-- Writes out what earlier work has left, so that no later one pays for it.
CHECKPOINT
