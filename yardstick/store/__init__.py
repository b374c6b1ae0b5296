"""What is kept: immutable submissions, releases built from them, and the operations database."""
