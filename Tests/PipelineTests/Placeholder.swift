// Placeholder; the first test replaces it.
