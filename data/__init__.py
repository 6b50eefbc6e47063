"""Letters, facts and answers written for this project, and the training of the reading from them."""
