"""What SQL says badly: pure functions on tables and arrays, without any input or output."""
