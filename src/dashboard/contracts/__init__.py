"""What may come in: the schemas of `data/datapackage.json`, and how files are held to them."""
