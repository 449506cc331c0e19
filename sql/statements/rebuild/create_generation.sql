-- Opens a new generation and returns its number.
SELECT create_generation()
