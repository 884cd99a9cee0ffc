// Placeholder; the stage's own files replace it.
