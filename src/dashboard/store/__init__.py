"""The read-only store: built from the data package, published by a pointer, opened hardened."""
