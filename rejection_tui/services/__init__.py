"""Everything a person can do. One function = one act = one write = one undo; both front ends stand on it."""
