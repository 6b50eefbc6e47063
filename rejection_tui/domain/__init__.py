"""What is true: frozen records and pure rules. No clock, no disk, no front end; `now` is an argument."""
