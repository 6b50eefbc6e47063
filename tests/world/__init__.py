"""What the tests share: one clock, one sample world, one set of letters, one small app, and the hostile strings."""
