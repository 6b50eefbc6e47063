"""Other programs' files in: vCards, LinkedIn's connections and CVs, read into plain values. No disk writes."""
