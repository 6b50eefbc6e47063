"""What a letter says: from Letter to Reading, with the words it rests on."""
