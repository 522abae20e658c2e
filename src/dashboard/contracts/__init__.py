"""What may come in: the Table Schemas of `data/datapackage.json`, and how files are held to them."""
