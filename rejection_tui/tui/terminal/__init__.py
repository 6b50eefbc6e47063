"""Code close to the terminal: private parts of Textual, the paste filter, crash reports and signals."""
