"""From a file's bytes to rows of text with their boxes, in a child process with limits."""
