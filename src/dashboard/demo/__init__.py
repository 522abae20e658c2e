"""A store of invented data for training, apart from the real one."""
