"""How well the text of our PDFs is read back, in five readers, beside the raw engine, a browser and Typst."""
