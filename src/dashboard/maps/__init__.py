"""Maps: the outline of the world's countries that a page loads by URL."""
